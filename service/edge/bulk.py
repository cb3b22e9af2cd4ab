"""One command for many tasks: each in a unit of work of its own, with an outcome of its own."""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.edge.context import commanding, engine, now
from service.edge.identity import actor, viewer
from service.errors import NotFound, ServiceError
from service.models import UserTask
from service.operations.alike import SameAnswers, complete_alike
from service.operations.reassigning import check_no_ballot, reassign_task
from service.operations.reminders import remind_of_task
from service.operations.tasks import claim_task, release_task
from service.permissions import (
    check_may_claim,
    check_may_complete,
    check_may_oversee,
    check_may_release,
    check_may_remind,
)
from service.queries.tasks import find_task
from service.unit_of_work import UnitOfWork

#: What one page can hold, and one request.
MOST_TASKS = 100


class Act(enum.StrEnum):
    """What can be done with many tasks at once."""

    CLAIM = "claim"
    RELEASE = "release"
    REMIND = "remind"
    COMPLETE = "complete"
    REASSIGN = "reassign"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is to do the tasks from now on, and why."""

    person_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one task: done, or why not."""

    task_id: int
    error: ServiceError | None = None


Doing = Callable[[UnitOfWork, int], UserTask]
#: What an act needs beside the tasks: completing its answers, reassigning its receiver.
Given = SameAnswers | Receiver | None


def act_on(act: Act, ids: Iterable[int], given: Given = None) -> list[RowOutcome]:
    """Do the same with each of these tasks; what one is refused does not hold up the others."""
    doing = _doing(act, given)
    return [_outcome(task_id, doing) for task_id in dict.fromkeys(ids)]


def refusal_of(session: Session, act: Act, task: UserTask) -> ServiceError | None:
    """Why the caller may not do this with the task, as far as can be told beforehand."""
    try:
        _CHECKS[act](session, viewer().person_id, task)
    except ServiceError as refusal:
        return refusal
    return None


def _outcome(task_id: int, doing: Doing) -> RowOutcome:
    try:
        with commanding(actor()) as uow:
            if find_task(uow.session, viewer(), task_id) is None:
                raise NotFound("task.not_found", id=task_id)
            doing(uow, task_id)
    except ServiceError as error:
        return RowOutcome(task_id, error)
    return RowOutcome(task_id)


def _doing(act: Act, given: Given) -> Doing:
    match given:
        case SameAnswers():
            return lambda uow, task_id: complete_alike(uow, engine(), task_id, given)
        case Receiver(person_id, reason):
            return lambda uow, task_id: reassign_task(uow, task_id, person_id, reason)
        case None:
            return _DOING[act]


_DOING: dict[Act, Doing] = {
    Act.CLAIM: claim_task,
    Act.RELEASE: release_task,
    Act.REMIND: remind_of_task,
}


def _may_claim(session: Session, person_id: int, task: UserTask) -> None:
    check_may_claim(session, person_id, task, task.instance, now())


def _may_complete(session: Session, person_id: int, task: UserTask) -> None:
    check_may_complete(session, person_id, task, task.instance, now())


def _may_remind(session: Session, person_id: int, task: UserTask) -> None:
    check_may_remind(session, person_id, task, task.instance)


def _may_reassign(session: Session, person_id: int, task: UserTask) -> None:
    check_may_oversee(session, person_id, task, task.instance)
    check_no_ballot(session, task, task.instance)


_CHECKS: dict[Act, Callable[[Session, int, UserTask], None]] = {
    Act.CLAIM: _may_claim,
    Act.RELEASE: check_may_release,
    Act.REMIND: _may_remind,
    Act.COMPLETE: _may_complete,
    Act.REASSIGN: _may_reassign,
}
