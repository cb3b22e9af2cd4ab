"""What the ledger says happened, and which way every instance went."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the ledger, with its body read."""

    event: str
    actor: str
    at: datetime
    instance_id: int | None
    nomination_id: int | None
    detail: dict[str, Any]


def read_happenings(session: Session) -> list[Happening]:
    """Read the whole ledger, the earliest entry first."""
    return [
        Happening(
            event=one.event,
            actor=one.actor,
            at=one.at,
            instance_id=one.instance_id,
            nomination_id=one.nomination_id,
            detail=json.loads(one.body).get("detail", {}),
        )
        for one in session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
    ]


def trails(happenings: Iterable[Happening]) -> dict[int, list[str]]:
    """The elements and flows each instance went through, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for happening in happenings:
        if happening.instance_id is not None:
            found[happening.instance_id] += happening.detail.get("trail", ())
    return found
