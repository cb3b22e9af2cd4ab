"""Brings what hangs on an instance in line with the other version it was just put on."""

from sqlalchemy import select

from service.models import (
    UNIT_GROUPS,
    Group,
    Person,
    ProcessInstance,
    TaskCandidate,
    TaskStatus,
    TimerJob,
    TimerState,
    UserTask,
)
from service.permissions import Worker
from service.unit_of_work import UnitOfWork
from workflows import EngineState, OpenTask


def realign(uow: UnitOfWork, instance: ProcessInstance, state: EngineState) -> None:
    """Give open tasks their new name, form and groups, and wake timers that wait again."""
    opened = {task.engine_task_id: task for task in state.open_tasks}
    tasks = select(UserTask).where(
        UserTask.instance_id == instance.id, UserTask.status == TaskStatus.OPEN
    )
    for task in uow.session.scalars(tasks.order_by(UserTask.id)).all():
        if task.engine_task_id in opened:
            _realign_task(uow, task, opened[task.engine_task_id], instance)
    _wake_timers(uow, instance, state)


def _realign_task(
    uow: UnitOfWork, task: UserTask, opened: OpenTask, instance: ProcessInstance
) -> None:
    task.name, task.form_key = opened.name, opened.form_key
    # The form may be another one under the same key: who has the page open is told.
    task.revision += 1
    if {one.group.value for one in task.candidates} != set(opened.candidate_groups):
        _offer(uow, task, opened, instance)
    if opened.assignee:
        task.assignee_id = int(opened.assignee)


def _offer(uow: UnitOfWork, task: UserTask, opened: OpenTask, instance: ProcessInstance) -> None:
    groups = {Group(name) for name in opened.candidate_groups}
    task.unit_id = instance.unit_id if groups & UNIT_GROUPS else None
    for candidate in list(task.candidates):
        if candidate.group not in groups:
            uow.session.delete(candidate)
    units = {group: instance.unit_id if group in UNIT_GROUPS else None for group in groups}
    for group in sorted(groups - {one.group for one in task.candidates}):
        uow.session.add(
            TaskCandidate(task_id=task.id, group=group, unit_id=units[group], due_at=task.due_at)
        )
    if task.assignee_id is not None:
        worker = Worker.of(uow.session.get_one(Person, task.assignee_id))
        if not any(worker.belongs_to({group}, unit_id) for group, unit_id in units.items()):
            task.assignee_id = None


def _wake_timers(uow: UnitOfWork, instance: ProcessInstance, state: EngineState) -> None:
    waiting = {(timer.engine_task_id, timer.occurrence): timer for timer in state.timers}
    jobs = select(TimerJob).where(TimerJob.instance_id == instance.id)
    for job in uow.session.scalars(jobs.order_by(TimerJob.id)):
        timer = waiting.get((job.engine_task_id, job.occurrence))
        if timer is None:
            continue
        job.late_policy = timer.late_policy.value
        if job.state == TimerState.CANCELLED:
            job.state = TimerState.WAITING
