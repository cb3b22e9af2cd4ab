"""One case: what it is about, where it has been, where it is now and what the rules said."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from service.audit.events import Event
from service.models import (
    AuditEntry,
    Campaign,
    Incident,
    InstanceStatus,
    Nomination,
    Person,
    ProcessInstance,
    RuleResult,
    Subscription,
    TaskStatus,
    TimerJob,
    TimerState,
    Unit,
    UserTask,
)
from service.queries.viewers import Viewer, sees_instance

_TALK = (Event.COMMENT_WRITTEN, Event.COMMENT_WITHDRAWN)
#: The kind of notice that goes to whoever is named in a comment.
MENTIONED = "mentioned"

Row = TypeVar("Row", TimerJob, RuleResult, Subscription)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One place where a case stands still: a person's task, a moment or a message."""

    kind: str
    element_id: str
    engine_task_id: str
    task: UserTask | None = None
    due_at: datetime | None = None
    basis: tuple[str, ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A process instance with the rows that belong to it."""

    instance: ProcessInstance
    campaign: Campaign
    unit: Unit | None
    nomination: Nomination | None
    tasks: Sequence[UserTask]
    timers: Sequence[TimerJob]
    rules: Sequence[RuleResult]
    waiting: tuple[Waiting, ...]
    incidents: Sequence[Incident]

    @property
    def is_running(self) -> bool:
        """Whether the case is not over yet."""
        return self.instance.status == InstanceStatus.RUNNING


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the ledger as a line of a timeline."""

    sequence: int
    event: str
    at: datetime
    actor: str
    person: str | None
    detail: dict[str, Any]
    #: In whose stead it was done.
    acted_for: str | None = None
    instance_id: int | None = None


def find_case(session: Session, viewer: Viewer, instance_id: int) -> Case | None:
    """The case, unless it does not exist or is not the viewer's to see."""
    instance = session.scalar(
        select(ProcessInstance)
        .where(ProcessInstance.id == instance_id, sees_instance(viewer))
        .options(joinedload(ProcessInstance.definition))
    )
    return None if instance is None else _assemble(session, instance)


def case_of(session: Session, instance: ProcessInstance) -> Case:
    """The case of an instance the caller already found visible."""
    return _assemble(session, instance)


def timeline(
    session: Session, instance_id: int, limit: int = 200, after: int = 0
) -> list[Happening]:
    """What the ledger holds of the way of one instance after a place in it, oldest first.

    That its people talk about it is not the nominee's to know, who may read this.
    """
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.instance_id == instance_id,
            AuditEntry.sequence > after,
            AuditEntry.event.not_in(_TALK),
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(limit)
    ).all()
    entries = [one for one in entries if _detail(one.body).get("kind") != MENTIONED]
    return happenings_of(session, entries[::-1])


def happenings_of(session: Session, entries: Sequence[AuditEntry]) -> list[Happening]:
    """Entries of the ledger as lines of a timeline."""
    details = [_detail(entry.body) for entry in entries]
    steads = {f"person:{one['for']}" for one in details if "for" in one}
    names = _names_of_actors(session, {entry.actor for entry in entries} | steads)
    return [_happening(*both, names) for both in zip(entries, details, strict=True)]


def trail(session: Session, instance_id: int) -> list[str]:
    """The elements left and the flows taken by an instance, in order."""
    bodies = session.scalars(
        select(AuditEntry.body)
        .where(AuditEntry.instance_id == instance_id)
        .order_by(AuditEntry.sequence)
    )
    return [step for body in bodies for step in _detail(body).get("trail", ())]


def _assemble(session: Session, instance: ProcessInstance) -> Case:
    tasks = _tasks(session, instance.id)
    timers = _of_instance(session, TimerJob, instance.id)
    nomination = _nomination(session, instance.nomination_id)
    return Case(
        instance=instance,
        campaign=session.get_one(Campaign, instance.campaign_id),
        unit=session.get(Unit, instance.unit_id) if instance.unit_id else None,
        nomination=nomination,
        tasks=tasks,
        timers=timers,
        rules=_of_instance(session, RuleResult, instance.id),
        waiting=_waiting(session, instance, tasks, timers),
        incidents=_open_incidents(session, instance.id),
    )


def _nomination(session: Session, nomination_id: int | None) -> Nomination | None:
    if nomination_id is None:
        return None
    return session.scalar(
        select(Nomination)
        .where(Nomination.id == nomination_id)
        .options(joinedload(Nomination.dossier), joinedload(Nomination.unit))
    )


def _tasks(session: Session, instance_id: int) -> Sequence[UserTask]:
    return session.scalars(
        select(UserTask)
        .where(UserTask.instance_id == instance_id)
        .order_by(UserTask.id)
        .options(
            joinedload(UserTask.assignee),
            joinedload(UserTask.acting_for),
            joinedload(UserTask.completed_by),
            selectinload(UserTask.candidates),
        )
    ).all()


def _of_instance(session: Session, model: type[Row], instance_id: int) -> Sequence[Row]:
    return session.scalars(
        select(model).where(model.instance_id == instance_id).order_by(model.id)
    ).all()


def _open_incidents(session: Session, instance_id: int) -> Sequence[Incident]:
    return session.scalars(
        select(Incident).where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))
    ).all()


def _waiting(
    session: Session,
    instance: ProcessInstance,
    tasks: Sequence[UserTask],
    timers: Sequence[TimerJob],
) -> tuple[Waiting, ...]:
    people = [
        Waiting("task", task.element_id, task.engine_task_id, task=task, due_at=task.due_at)
        for task in tasks
        if task.status == TaskStatus.OPEN
    ]
    moments = [
        Waiting(
            *("timer", timer.element_id, timer.engine_task_id),
            due_at=timer.due_at,
            basis=tuple(timer.basis),
        )
        for timer in timers
        if timer.state == TimerState.WAITING
    ]
    messages = [
        Waiting("message", row.element_id, row.engine_task_id, message=row.message)
        for row in _of_instance(session, Subscription, instance.id)
    ]
    return (*people, *moments, *messages)


def _happening(entry: AuditEntry, detail: dict[str, Any], names: dict[str, str]) -> Happening:
    return Happening(
        sequence=entry.sequence,
        event=entry.event,
        at=entry.at,
        actor=entry.actor,
        person=names.get(entry.actor),
        detail=detail,
        acted_for=names.get(f"person:{detail.get('for')}"),
        instance_id=entry.instance_id,
    )


def _detail(body: str) -> dict[str, Any]:
    found = json.loads(body)
    detail = found.get("detail", {})
    return detail if isinstance(detail, dict) else {}


def _names_of_actors(session: Session, actors: set[str]) -> dict[str, str]:
    ids = [int(name.partition(":")[2]) for name in actors if name.startswith("person:")]
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {f"person:{number}": name for number, name in rows}
