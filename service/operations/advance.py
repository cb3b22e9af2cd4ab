"""The one place where engine state becomes rows."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.models import (
    PENDING,
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
    instance.document = state.document
    instance.revision += 1
    _store_tasks(uow, instance, state)
    _store_timers(uow, instance, state)
    _store_subscriptions(uow.session, instance, state)
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
    if state.completed:
        _complete(uow, instance)
    close_passed_incidents(uow, instance)


def _told(state: EngineState) -> dict[str, Any]:
    """What the run was told from outside, kept so that the case can be replayed."""
    return {"told": [asdict(one) for one in state.told]} if state.told else {}


def _complete(uow: UnitOfWork, instance: ProcessInstance) -> None:
    instance.status = InstanceStatus.COMPLETED
    instance.ended_at = uow.now
    uow.record(
        Event.INSTANCE_COMPLETED, instance_id=instance.id, nomination_id=instance.nomination_id
    )


def _store_tasks(uow: UnitOfWork, instance: ProcessInstance, state: EngineState) -> None:
    open_tasks = {
        task.engine_task_id: task
        for task in uow.session.scalars(
            select(UserTask)
            .where(UserTask.instance_id == instance.id, UserTask.status == TaskStatus.OPEN)
            .order_by(UserTask.id)
        )
    }
    wanted = {task.engine_task_id for task in state.open_tasks}
    for engine_task_id, task in open_tasks.items():
        if engine_task_id not in wanted:
            close_task(uow, task, TaskStatus.CANCELLED)
            uow.record(
                Event.TASK_CANCELLED,
                instance_id=instance.id,
                nomination_id=instance.nomination_id,
                detail={"task": task.id, "element": task.element_id},
            )
    for opened in state.open_tasks:
        known = open_tasks.get(opened.engine_task_id)
        if known is None:
            _open_task(uow, instance, opened)
        elif known.due_at != opened.due_at:
            known.due_at = opened.due_at


def close_task(uow: UnitOfWork, task: UserTask, status: TaskStatus) -> None:
    """Take a task off the work list."""
    task.status = status
    task.closed_at = uow.now
    task.revision += 1
    offered = select(TaskCandidate).where(TaskCandidate.task_id == task.id)
    for candidate in uow.session.scalars(offered):
        uow.session.delete(candidate)


def _open_task(uow: UnitOfWork, instance: ProcessInstance, opened: OpenTask) -> None:
    groups = [Group(group) for group in opened.candidate_groups]
    of_unit = any(group in UNIT_GROUPS for group in groups)
    task = UserTask(
        instance_id=instance.id,
        engine_task_id=opened.engine_task_id,
        element_id=opened.element_id,
        name=opened.name,
        form_key=opened.form_key,
        unit_id=instance.unit_id if of_unit else None,
        assignee_id=int(opened.assignee) if opened.assignee else None,
        opened_at=uow.now,
        due_at=opened.due_at,
    )
    uow.session.add(task)
    uow.session.flush()
    uow.session.add_all(
        TaskCandidate(
            task_id=task.id,
            group=group,
            unit_id=instance.unit_id if group in UNIT_GROUPS else None,
        )
        for group in groups
    )


def _store_timers(uow: UnitOfWork, instance: ProcessInstance, state: EngineState) -> None:
    known = {
        (timer.engine_task_id, timer.occurrence): timer
        for timer in uow.session.scalars(
            select(TimerJob).where(TimerJob.instance_id == instance.id).order_by(TimerJob.id)
        )
    }
    pending = {(timer.engine_task_id, timer.occurrence): timer for timer in state.timers}
    for occurrence, job in known.items():
        if job.state in PENDING and occurrence not in pending:
            job.state = TimerState.CANCELLED
    for occurrence, timer in pending.items():
        if occurrence not in known:
            uow.session.add(_timer_job(uow, instance, timer))
        elif _has_moved(known[occurrence], timer):
            _retime(uow, known[occurrence], timer)


def _timer_job(uow: UnitOfWork, instance: ProcessInstance, timer: PendingTimer) -> TimerJob:
    return TimerJob(
        instance_id=instance.id,
        engine_task_id=timer.engine_task_id,
        element_id=timer.element_id,
        occurrence=timer.occurrence,
        armed_at=uow.now,
        due_at=timer.due_at,
        basis=list(timer.basis),
        late_policy=timer.late_policy.value,
    )


def _has_moved(job: TimerJob, timer: PendingTimer) -> bool:
    return job.state in PENDING and job.due_at != timer.due_at


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


def _store_subscriptions(session: Session, instance: ProcessInstance, state: EngineState) -> None:
    known = {
        (one.engine_task_id, one.message): one
        for one in session.scalars(
            select(Subscription).where(Subscription.instance_id == instance.id)
        )
    }
    pending = {(one.engine_task_id, one.message): one for one in state.messages}
    for waiting, row in known.items():
        if waiting not in pending:
            session.delete(row)
    session.add_all(
        Subscription(
            instance_id=instance.id,
            engine_task_id=one.engine_task_id,
            element_id=one.element_id,
            message=one.message,
        )
        for waiting, one in pending.items()
        if waiting not in known
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
