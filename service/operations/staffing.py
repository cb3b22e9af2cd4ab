"""Tasks that nobody is left to do: told before it happens, and found when it has."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from service.errors import Conflict
from service.models import (
    UNIT_GROUPS,
    Group,
    InstanceStatus,
    ProcessInstance,
    Subscription,
    TaskCandidate,
    TaskStatus,
    TimerJob,
    TimerState,
    UserTask,
)
from service.permissions import Staff, away_from, staff_on
from service.unit_of_work import UnitOfWork
from workflows import OfferedTask, next_tasks, offered_tasks

#: So many tasks are named when somebody is told; more would not be read.
_NAMED = 5


class NobodyLeft(Conflict):
    """A task would have nobody left who may do it; ``gaps`` names each with its case."""

    def __init__(self, gaps: Sequence[str]) -> None:
        self.gaps = tuple(gaps)
        named = "; ".join(self.gaps[:_NAMED])
        super().__init__("absence.leaves_nobody", number=len(gaps), tasks=named)


@contextmanager
def refuse_to_leave_nobody(
    uow: UnitOfWork, days: Sequence[date], *, is_confirmed: bool
) -> Iterator[None]:
    """Refuse a change about people that leaves a task to nobody, unless that is confirmed.

    Tasks that are open count, and those a running case may come to next.
    """
    if is_confirmed:
        yield
        return
    before = [staff_on(uow.session, day) for day in days]
    yield
    after = [staff_on(uow.session, day) for day in days]
    gaps = [
        task
        for task in (*_open_tasks(uow.session), *_tasks_ahead(uow.session))
        if any(_falls_empty(uow.session, task, *both) for both in zip(before, after, strict=True))
    ]
    if gaps:
        raise NobodyLeft([_told(one) for one in gaps])


def left_to_nobody(session: Session, nomination_id: int | None, day: date) -> list[str]:
    """Name the tasks of a nomination, or of all, that nobody is left to do now or next."""
    staff = staff_on(session, day)
    return [
        _told(one)
        for one in (*_open_tasks(session), *_tasks_ahead(session))
        if nomination_id in (None, one.instance.nomination_id) and not _is_left(session, one, staff)
    ]


def tasks_without_anybody(
    session: Session, day: date, instance_ids: Sequence[int] | None = None
) -> list[UserTask]:
    """The open tasks that nobody may do on a day: of all instances, or of these."""
    staff = staff_on(session, day)
    return [
        task for task in _open_tasks(session, instance_ids) if not _is_left(session, task, staff)
    ]


def is_left_to_somebody(session: Session, task: UserTask, day: date) -> bool:
    """Whether anybody may do a task on a day."""
    return _is_left(session, task, staff_on(session, day))


def _falls_empty(session: Session, task: UserTask, before: Staff, after: Staff) -> bool:
    """Whether somebody could do a task before a change about people, and nobody after it."""
    process_key = task.instance.process_key
    if before.left_for(task, process_key, {}) == after.left_for(task, process_key, {}):
        return False
    away = away_from(session, task, task.instance)
    was_left = bool(before.left_for(task, process_key, away))
    return was_left and not after.left_for(task, process_key, away)


def _told(task: UserTask) -> str:
    return f"{task.name} ({task.instance.business_key})"


def _is_left(session: Session, task: UserTask, staff: Staff) -> bool:
    process_key = task.instance.process_key
    if not staff.left_for(task, process_key, {}):
        return False
    away = away_from(session, task, task.instance)
    return bool(staff.left_for(task, process_key, away)) if away else True


def _open_tasks(session: Session, instance_ids: Sequence[int] | None = None) -> Sequence[UserTask]:
    wanted = (
        select(UserTask)
        .join(UserTask.instance)
        .where(UserTask.status == TaskStatus.OPEN, ProcessInstance.status == InstanceStatus.RUNNING)
        .options(
            contains_eager(UserTask.instance).joinedload(ProcessInstance.definition),
            selectinload(UserTask.candidates),
        )
        .order_by(UserTask.id)
    )
    if instance_ids is not None:
        wanted = wanted.where(UserTask.instance_id.in_(instance_ids))
    return session.scalars(wanted).all()


def _tasks_ahead(session: Session) -> Iterator[UserTask]:
    """What running cases may come to next, as the tasks it would be."""
    running = select(ProcessInstance).where(ProcessInstance.status == InstanceStatus.RUNNING)
    for instance in session.scalars(running.options(joinedload(ProcessInstance.definition))).all():
        ahead = next_tasks(instance.definition.content)
        offered = offered_tasks(instance.definition.content)
        coming = {one for name in _standing(session, instance) for one in ahead.get(name, ())}
        yield from (_to_come(instance, offered[one]) for one in sorted(coming & offered.keys()))


def _standing(session: Session, instance: ProcessInstance) -> Iterator[str]:
    """The elements at which an instance waits: for people, moments and messages."""
    of_instance = {"instance_id": instance.id}
    for wanted in (
        select(UserTask.element_id).filter_by(**of_instance, status=TaskStatus.OPEN),
        select(TimerJob.element_id).filter_by(**of_instance, state=TimerState.WAITING),
        select(Subscription.element_id).filter_by(**of_instance),
    ):
        yield from session.scalars(wanted)


def _to_come(instance: ProcessInstance, offered: OfferedTask) -> UserTask:
    groups = {Group(one) for one in offered.groups}
    return UserTask(
        instance=instance,
        instance_id=instance.id,
        element_id=offered.element_id,
        name=offered.name or offered.element_id,
        status=TaskStatus.OPEN,
        candidates=[
            TaskCandidate(group=one, unit_id=instance.unit_id if one in UNIT_GROUPS else None)
            for one in sorted(groups)
        ],
    )
