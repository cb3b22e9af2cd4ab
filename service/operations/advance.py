"""The one place where engine state becomes rows."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from service.audit.events import Event
from service.db.session import GuardedSession
from service.models import (
    UNIT_GROUPS,
    Group,
    InstanceStatus,
    Message,
    MessageKind,
    ProcessInstance,
    Subscription,
    TaskCandidate,
    TaskStatus,
    TimerJob,
    TimerState,
    UserTask,
)
from service.operations.incidents import close_passed_incidents
from service.operations.waiting import rows_waiting
from service.unit_of_work import UnitOfWork
from workflows import EngineState, OpenTask, PendingTimer


def store(
    uow: UnitOfWork,
    instance: ProcessInstance,
    state: EngineState,
    event: Event,
    detail: Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
) -> None:
    """Save where the instance stands now, bring its rows in line, and record what moved it."""
    # What follows is read from the tables, past the objects.
    uow.flush()
    waiting = rows_waiting(uow.session, instance.id)
    _store_tasks(uow, instance, state, waiting["task"])
    _store_timers(uow, instance, state, waiting["timer"])
    _store_subscriptions(uow.session, instance, state, waiting["message"])
    _store_messages(uow, instance, state)
    uow.record(
        event,
        instance_id=instance.id,
        nomination_id=instance.nomination_id,
        detail={
            **detail,
            "trail": list(state.trail),
            "document": hashlib.sha256(state.document).hexdigest(),
        },
        values={**(values or {}), **_told(state)},
    )
    _store_instance(uow, instance, state)
    close_passed_incidents(uow, instance)


def _told(state: EngineState) -> dict[str, Any]:
    """What the run was told from outside, kept so that the case can be replayed."""
    return {"told": [asdict(one) for one in state.told]} if state.told else {}


def _store_instance(uow: UnitOfWork, instance: ProcessInstance, state: EngineState) -> None:
    ending: dict[str, Any] = {}
    if state.completed:
        ending = {"status": InstanceStatus.COMPLETED, "ended_at": uow.now}
        uow.record(
            Event.INSTANCE_COMPLETED, instance_id=instance.id, nomination_id=instance.nomination_id
        )
    uow.session.update_row(
        instance, document=state.document, revision=instance.revision + 1, **ending
    )


_TASK = select(UserTask.__table__).where(UserTask.id == bindparam("task"))
_CANDIDATES = (
    select(TaskCandidate.__table__)
    .where(TaskCandidate.task_id == bindparam("task"))
    .order_by(TaskCandidate.id)
)


def load_task(session: GuardedSession, task_id: int) -> UserTask | None:
    """A task with those it is offered to, as it is now."""
    for task in session.read_objects(UserTask, _TASK, task=task_id):
        candidates = session.read_objects(TaskCandidate, _CANDIDATES, task=task_id)
        set_committed_value(task, "candidates", candidates)
        return task
    return None


def _store_tasks(
    uow: UnitOfWork, instance: ProcessInstance, state: EngineState, rows: list[Any]
) -> None:
    known = {row.engine_task_id: row for row in rows}
    wanted = {task.engine_task_id: task for task in state.open_tasks}
    for row in rows:
        opened = wanted.get(row.engine_task_id)
        if opened is None:
            _cancel_task(uow, instance, row.id)
        elif row.due_at != opened.due_at:
            _move_due_date(uow, row.id, opened.due_at)
    new = [task for name, task in wanted.items() if name not in known]
    ids = uow.session.add_rows(UserTask, [_task_row(uow, instance, task) for task in new])
    uow.session.add_rows(
        TaskCandidate,
        [
            {
                "task_id": task_id,
                "group": group,
                "unit_id": _unit_of(instance, {group}),
                "due_at": task.due_at,
            }
            for task_id, task in zip(ids, new, strict=True)
            for group in map(Group, task.candidate_groups)
        ],
    )


def _move_due_date(uow: UnitOfWork, task_id: int, due_at: datetime | None) -> None:
    task = uow.session.get_one(UserTask, task_id)
    task.due_at = due_at
    for offer in task.candidates:
        offer.due_at = due_at


def _cancel_task(uow: UnitOfWork, instance: ProcessInstance, task_id: int) -> None:
    task = load_task(uow.session, task_id)
    assert task is not None
    close_task(uow, task, TaskStatus.CANCELLED)
    uow.record(
        Event.TASK_CANCELLED,
        instance_id=instance.id,
        nomination_id=instance.nomination_id,
        detail={"task": task.id, "element": task.element_id},
    )


def close_task(uow: UnitOfWork, task: UserTask, status: TaskStatus, **closing: Any) -> None:
    """Take a task off the work list."""
    for candidate in list(task.candidates):
        uow.session.delete_row(candidate)
    uow.session.update_row(
        task, status=status, closed_at=uow.now, revision=task.revision + 1, **closing
    )


def _task_row(uow: UnitOfWork, instance: ProcessInstance, opened: OpenTask) -> dict[str, Any]:
    return {
        "instance_id": instance.id,
        "engine_task_id": opened.engine_task_id,
        "element_id": opened.element_id,
        "name": opened.name,
        "form_key": opened.form_key,
        "unit_id": _unit_of(instance, map(Group, opened.candidate_groups)),
        "case_unit_id": instance.unit_id,
        "assignee_id": int(opened.assignee) if opened.assignee else None,
        "opened_at": uow.now,
        "due_at": opened.due_at,
    }


def _unit_of(instance: ProcessInstance, groups: Iterable[Group]) -> int | None:
    return instance.unit_id if any(group in UNIT_GROUPS for group in groups) else None


_TIMER = select(TimerJob.__table__).where(TimerJob.id == bindparam("timer"))
#: Of these some are done with here although the engine still waits: skipped ones and the like.
_TIMERS_OF = select(TimerJob.engine_task_id, TimerJob.occurrence).where(
    TimerJob.instance_id == bindparam("instance"),
    TimerJob.engine_task_id.in_(bindparam("tasks", expanding=True)),
)


def _store_timers(
    uow: UnitOfWork, instance: ProcessInstance, state: EngineState, rows: list[Any]
) -> None:
    known = {(row.engine_task_id, row.occurrence): row for row in rows}
    waiting = {(timer.engine_task_id, timer.occurrence): timer for timer in state.timers}
    for occurrence, row in known.items():
        timer = waiting.get(occurrence)
        if timer is None:
            (cancelled,) = uow.session.read_objects(TimerJob, _TIMER, timer=row.id)
            uow.session.update_row(cancelled, state=TimerState.CANCELLED)
        elif row.due_at != timer.due_at:
            _retime(uow, uow.session.get_one(TimerJob, row.id), timer)
    new = [timer for occurrence, timer in waiting.items() if occurrence not in known]
    if new:
        _add_timers(uow, instance, new)


def _add_timers(uow: UnitOfWork, instance: ProcessInstance, timers: list[PendingTimer]) -> None:
    tasks = [timer.engine_task_id for timer in timers]
    rows = uow.session.connection().execute(_TIMERS_OF, {"instance": instance.id, "tasks": tasks})
    over = {(row.engine_task_id, row.occurrence) for row in rows}
    uow.session.add_rows(
        TimerJob,
        [
            _timer_row(uow, instance, timer)
            for timer in timers
            if (timer.engine_task_id, timer.occurrence) not in over
        ],
    )


def _timer_row(uow: UnitOfWork, instance: ProcessInstance, timer: PendingTimer) -> dict[str, Any]:
    return {
        "instance_id": instance.id,
        "engine_task_id": timer.engine_task_id,
        "element_id": timer.element_id,
        "occurrence": timer.occurrence,
        "armed_at": uow.now,
        "due_at": timer.due_at,
        "basis": list(timer.basis),
        "late_policy": timer.late_policy.value,
    }


def _retime(uow: UnitOfWork, job: TimerJob, timer: PendingTimer) -> None:
    uow.record(
        Event.TIMER_RETIMED,
        instance_id=job.instance_id,
        detail={
            "timer": job.id,
            "element": job.element_id,
            "from": job.due_at.isoformat(),
            "to": timer.due_at.isoformat(),
        },
    )
    job.due_at = timer.due_at
    job.basis = list(timer.basis)
    job.state, job.attempts, job.not_before = TimerState.WAITING, 0, None


def _store_subscriptions(
    session: GuardedSession, instance: ProcessInstance, state: EngineState, rows: list[Any]
) -> None:
    known = {(row.engine_task_id, row.message): row for row in rows}
    waiting = {(one.engine_task_id, one.message): one for one in state.messages}
    for subscription, row in known.items():
        if subscription not in waiting:
            session.delete_row(session.get_one(Subscription, row.id))
    session.add_rows(
        Subscription,
        [
            {
                "instance_id": instance.id,
                "engine_task_id": one.engine_task_id,
                "element_id": one.element_id,
                "message": one.message,
            }
            for subscription, one in waiting.items()
            if subscription not in known
        ],
    )


def _store_messages(uow: UnitOfWork, instance: ProcessInstance, state: EngineState) -> None:
    uow.session.add_all(
        Message(
            kind=MessageKind.CATCH,
            name=sent.message,
            process_key=sent.process_key,
            business_key=sent.business_key,
            campaign_id=instance.campaign_id,
            variables=sent.variables,
            sender_id=instance.id,
            sent_at=uow.now,
        )
        for sent in state.sent
    )
