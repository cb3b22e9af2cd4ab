"""Who is in which group, as far as anybody has been entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import UNIT_GROUPS, Group, Membership, Person, Unit, UnitStatus


@dataclass(frozen=True, slots=True)
class Members:
    """The people who can sign in: of each group, and of each unit's own groups by unit code."""

    of_groups: tuple[tuple[str, frozenset[int]], ...]
    of_units: tuple[tuple[str, tuple[tuple[str, frozenset[int]], ...]], ...]


def members_of_groups(session: Session) -> Members | None:
    """The active people of every group; nothing while nobody has been entered at all."""
    rows = session.execute(
        select(Membership.group, Membership.person_id, Membership.unit_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.is_active)
    ).all()
    if not rows:
        return None
    units = session.execute(
        select(Unit.id, Unit.code).where(Unit.status == UnitStatus.ACTIVE).order_by(Unit.code)
    )
    return Members(
        _by_group(Group, rows),
        tuple(
            (code, _by_group(UNIT_GROUPS, [row for row in rows if row.unit_id == unit_id]))
            for unit_id, code in units
        ),
    )


def _by_group(groups: Iterable[Group], rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(
        (group.value, frozenset(row.person_id for row in rows if row.group is group))
        for group in sorted(groups)
    )
