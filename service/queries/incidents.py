"""Incidents to look at, and the steps that are being tried again by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    Incident,
    InstanceStatus,
    Message,
    MessageState,
    ProcessInstance,
    Subscription,
    TimerJob,
    TimerState,
)

#: So many are read at a time; the newest are the ones that matter.
MOST = 100


@dataclass(frozen=True, slots=True)
class BeingRetried:
    """A step that failed and is tried again by itself."""

    instance_id: int | None
    business_key: str
    what: str
    attempts: int
    next_at: datetime


def list_incidents(
    session: Session, *, resolved: bool, before: int | None = None, limit: int = MOST
) -> Sequence[Incident]:
    """The incidents that are open, or those that are resolved, the newest first."""
    ended = Incident.resolved_at
    wanted = select(Incident).where(ended.is_not(None) if resolved else ended.is_(None))
    if before is not None:
        wanted = wanted.where(Incident.id < before)
    wanted = wanted.options(*_PEOPLE).order_by(Incident.id.desc()).limit(limit)
    return session.scalars(wanted).unique().all()


def find_incident(session: Session, incident_id: int) -> Incident | None:
    """One incident with its instance and the people who dealt with it."""
    wanted = select(Incident).where(Incident.id == incident_id).options(*_PEOPLE)
    return session.scalars(wanted).unique().one_or_none()


def count_open_incidents(session: Session) -> int:
    """How many steps need a person now."""
    return (
        session.scalar(select(func.count(Incident.id)).where(Incident.resolved_at.is_(None))) or 0
    )


def list_being_retried(session: Session) -> list[BeingRetried]:
    """The timers and messages whose next try is still to come, the next one first."""
    timers = session.execute(
        select(TimerJob, ProcessInstance.business_key)
        .join(TimerJob.instance)
        .where(TimerJob.state == TimerState.WAITING, TimerJob.attempts > 0)
    )
    messages = session.scalars(
        select(Message).where(Message.state == MessageState.WAITING, Message.attempts > 0)
    )
    found = [
        BeingRetried(one.instance_id, key, one.element_id, one.attempts, one.not_before)
        for one, key in timers
        if one.not_before is not None
    ]
    found += [
        BeingRetried(None, one.business_key, one.name, one.attempts, one.not_before)
        for one in messages
        if one.not_before is not None
    ]
    return sorted(found, key=lambda one: one.next_at)


def list_waiting_for_word(
    session: Session, instances: Sequence[ProcessInstance]
) -> Sequence[tuple[ProcessInstance, Subscription]]:
    """Which of these running instances wait for a message, and where."""
    rows = session.execute(
        select(ProcessInstance, Subscription)
        .join(Subscription, Subscription.instance_id == ProcessInstance.id)
        .where(
            ProcessInstance.id.in_([one.id for one in instances]),
            ProcessInstance.status == InstanceStatus.RUNNING,
        )
        .options(joinedload(ProcessInstance.definition))
        .order_by(ProcessInstance.id, Subscription.id)
    )
    return [(instance, waiting) for instance, waiting in rows]


_PEOPLE = (
    joinedload(Incident.instance).joinedload(ProcessInstance.definition),
    joinedload(Incident.message),
    joinedload(Incident.changed_by),
    joinedload(Incident.skip_asked_by),
    joinedload(Incident.skip_confirmed_by),
    joinedload(Incident.resolved_by),
)
