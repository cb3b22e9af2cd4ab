"""Closing an account: what the person had taken is handed on or goes back to its group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed
from service.models import (
    Group,
    Membership,
    Person,
    ProcessInstance,
    TaskCandidate,
    TaskStatus,
    Unit,
    UserTask,
)
from service.operations.credentials import end_resets
from service.operations.groups import has_other
from service.operations.handovers import goes_back_to, pass_to
from service.operations.locking import record_of_task
from service.operations.people import lock_person
from service.operations.sessions import end_sessions
from service.operations.tokens import revoke_tokens
from service.permissions import check_may_claim
from service.queries.tasks import is_personal
from service.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Duty:
    """An open task of a person, and who could take it instead."""

    task: UserTask
    #: A ballot paper is the member's own: it ends with its time, and nobody fills it in instead.
    is_personal: bool
    others: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class EmptyGroup:
    """A group, of a unit where it is one of a unit, that nobody acts for while tasks wait."""

    group: Group
    unit: Unit | None
    tasks: int


def duties_of(session: Session, person_id: int) -> list[Duty]:
    """What a person has taken or was named for, and not done yet."""
    tasks = session.scalars(
        select(UserTask)
        .where(UserTask.assignee_id == person_id, UserTask.status == TaskStatus.OPEN)
        .order_by(UserTask.instance_id, UserTask.id)
        .options(joinedload(UserTask.instance), selectinload(UserTask.candidates))
    ).all()
    return [_duty(session, person_id, one) for one in tasks]


def groups_left_empty(session: Session, person_id: int) -> list[EmptyGroup]:
    """The groups a person is the last of while open tasks wait for them."""
    rows = session.scalars(
        select(Membership).where(Membership.person_id == person_id).order_by(Membership.id)
    ).all()
    alone = [one for one in rows if not has_other(session, person_id, one.group, one.unit_id)]
    waiting = (EmptyGroup(one.group, one.unit, _waiting(session, one)) for one in alone)
    return [one for one in waiting if one.tasks]


def deactivate_person(
    uow: UnitOfWork, person_id: int, hand_on: Mapping[int, int | None], seen: int | None = None
) -> Person:
    """Close an account: nobody signs in with it, and none of its tasks is left behind.

    ``hand_on`` names for each open task who takes it instead; nobody sends it back to its group.
    A task that came after the list was made stops this, and is named.
    """
    person = lock_person(uow, person_id, seen)
    if not person.is_active:
        return person
    _check_somebody_is_left(uow, person)
    _lock_instances(uow, person_id)
    _settle(uow, [one for one in duties_of(uow.session, person_id) if not one.is_personal], hand_on)
    person.is_active = False
    person.revision += 1
    end_sessions(uow, person_id)
    end_resets(uow, person_id)
    revoke_tokens(uow, person_id)
    uow.record(Event.PERSON_DEACTIVATED, detail={"person": person_id})
    return person


def _settle(uow: UnitOfWork, duties: Sequence[Duty], hand_on: Mapping[int, int | None]) -> None:
    forgotten = [one.task.name for one in duties if one.task.id not in hand_on]
    if forgotten:
        raise Conflict("people.tasks_open", tasks="; ".join(forgotten))
    refused: dict[str, list[str]] = {}
    for duty in duties:
        code = _move(uow, duty.task, hand_on[duty.task.id])
        if code is not None:
            refused[f"task-{duty.task.id}"] = [code]
    if refused:
        raise Invalid(refused)


def _move(uow: UnitOfWork, task: UserTask, to: int | None) -> str | None:
    """Give a task to somebody else or back to its group, or say why that cannot be."""
    if to is None:
        if not task.candidates:
            return "names_a_person"
        record_of_task(uow, Event.TASK_RELEASED, task, task.instance)
        pass_to(task, goes_back_to(task))
        return None
    if not _may_take(uow, task, to):
        return "cannot_take"
    pass_to(task, to)
    task.told_at = None
    record_of_task(uow, Event.TASK_REASSIGNED, task, task.instance, to=to)
    return None


def _may_take(uow: UnitOfWork, task: UserTask, person_id: int) -> bool:
    person = uow.session.get(Person, person_id)
    if person is None or not person.is_active:
        return False
    # What is offered to a group is for its members; what names a person is for whom it names.
    task.assignee_id = None if task.candidates else person_id
    task.acting_for_id = task.delegated_at = None
    try:
        check_may_claim(uow.session, person_id, task, task.instance, uow.now)
    except NotAllowed:
        return False
    return True


def _check_somebody_is_left(uow: UnitOfWork, person: Person) -> None:
    if person.id == uow.actor.person_id:
        raise NotAllowed("people.own_account")
    keeps = any(one.group is Group.ADMINISTRATOR for one in person.memberships)
    if keeps and not has_other(uow.session, person.id, Group.ADMINISTRATOR, None):
        raise Conflict("people.last_administrator")


def _lock_instances(uow: UnitOfWork, person_id: int) -> None:
    """Keep every case with a task of the person still; always in the order of their ids."""
    theirs = select(UserTask.instance_id).where(
        UserTask.assignee_id == person_id, UserTask.status == TaskStatus.OPEN
    )
    uow.session.execute(
        select(ProcessInstance.id)
        .where(ProcessInstance.id.in_(theirs))
        .order_by(ProcessInstance.id)
        .with_for_update()
    )


def _duty(session: Session, person_id: int, task: UserTask) -> Duty:
    if is_personal(session, task):
        return Duty(task, is_personal=True, others=())
    return Duty(task, is_personal=False, others=tuple(_others(session, person_id, task)))


def _others(session: Session, person_id: int, task: UserTask) -> Sequence[Person]:
    """Everybody active whom a task may be handed to, as far as groups tell."""
    wanted = select(Person).where(Person.is_active, Person.id != person_id)
    if task.candidates:
        offered = (
            select(Membership.person_id)
            .join(TaskCandidate, TaskCandidate.group == Membership.group)
            .where(
                TaskCandidate.task_id == task.id,
                TaskCandidate.unit_id.is_(None) | (TaskCandidate.unit_id == Membership.unit_id),
            )
        )
        wanted = wanted.where(Person.id.in_(offered))
    return session.scalars(wanted.order_by(Person.name, Person.id)).all()


def _waiting(session: Session, member: Membership) -> int:
    offered = select(TaskCandidate.task_id).where(
        TaskCandidate.group == member.group,
        TaskCandidate.unit_id.is_(None) | (TaskCandidate.unit_id == member.unit_id),
    )
    return len(session.scalars(offered.distinct()).all())
