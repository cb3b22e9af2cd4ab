"""What is on record of a case: the ledger's entries about it, with the values they commit to."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.models import (
    AuditEntry,
    AuditValue,
    InstanceStatus,
    ProcessInstance,
    TimerJob,
    TimerState,
    UserTask,
)

#: What an administrator did to a case besides the steps it is recorded by.
_BY_HAND = {Event.INCIDENT_SKIP_CONFIRMED, Event.INCIDENT_DATA_CHANGED}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the ledger about an instance that moved it; erased values are missing."""

    event: Event
    at: datetime
    detail: dict[str, Any]
    values: dict[str, Any]


def finished_instances(
    session: Session, process_key: str, only: Collection[str] = (), newest: int | None = None
) -> Sequence[ProcessInstance]:
    """The completed instances of a process, or those of them named by number or key.

    ``newest`` takes no more than so many of those that began last.
    """
    wanted = select(ProcessInstance).where(*_finished(process_key))
    if only:
        numbers = [int(one) for one in only if one.isdecimal()]
        wanted = wanted.where(
            or_(ProcessInstance.business_key.in_(only), ProcessInstance.id.in_(numbers))
        )
    found = session.scalars(wanted.order_by(ProcessInstance.id.desc()).limit(newest)).all()
    return found[::-1]


def count_finished(session: Session, process_key: str) -> int:
    """How many instances of a process were completed."""
    finished = select(func.count()).select_from(ProcessInstance).where(*_finished(process_key))
    return session.scalars(finished).one()


def _finished(process_key: str) -> tuple[ColumnElement[bool], ...]:
    return (
        ProcessInstance.process_key == process_key,
        ProcessInstance.status == InstanceStatus.COMPLETED,
    )


def moving_entries(session: Session, instance_id: int) -> list[Entry]:
    """Every entry of an instance that tells which way it went or who sent it there, in order."""
    found = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.instance_id == instance_id)
        .order_by(AuditEntry.sequence)
    ).all()
    values = _values(session, instance_id)
    entries = [
        Entry(
            Event(one.event), one.at, json.loads(one.body).get("detail", {}), values[one.sequence]
        )
        for one in found
    ]
    return [one for one in entries if "trail" in one.detail or one.event in _BY_HAND]


def tasks_of(session: Session, instance_id: int) -> dict[int, UserTask]:
    """The user tasks of an instance, by number."""
    found = session.scalars(select(UserTask).where(UserTask.instance_id == instance_id))
    return {task.id: task for task in found}


def timers_of(session: Session, instance_id: int) -> dict[int, TimerJob]:
    """The timers of an instance, by number."""
    found = session.scalars(select(TimerJob).where(TimerJob.instance_id == instance_id))
    return {timer.id: timer for timer in found}


def unfired(timers: Collection[TimerJob]) -> list[TimerJob]:
    """The timers that never took effect."""
    return [timer for timer in timers if timer.state != TimerState.FIRED]


def moves_of_deadlines(session: Session, campaign_id: int) -> list[tuple[datetime, str, datetime]]:
    """When which deadline of a campaign was moved, and when it had been before, in order."""
    found = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.event == Event.DEADLINE_MOVED)
        .order_by(AuditEntry.sequence)
    )
    details = [(one.at, json.loads(one.body)["detail"]) for one in found]
    return [
        (at, detail["deadline"], datetime.fromisoformat(detail["from"]))
        for at, detail in details
        if detail["campaign"] == campaign_id
    ]


def _values(session: Session, instance_id: int) -> dict[int, dict[str, Any]]:
    kept = session.scalars(
        select(AuditValue)
        .join(AuditEntry, AuditEntry.sequence == AuditValue.sequence)
        .where(
            AuditEntry.instance_id == instance_id,
            AuditValue.name.in_(("variables", "answers", "told")),
        )
    )
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for one in kept:
        if one.value is not None:
            found[one.sequence][one.name] = one.value["value"]
    return found
