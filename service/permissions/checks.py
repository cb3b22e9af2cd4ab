"""Looks up what the rules need and raises their refusals."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import NotAllowed
from service.models import Nomination, Person, ProcessInstance, TaskStatus, UserTask
from service.permissions import rules
from service.permissions.rules import Worker
from workflows import kept_apart


def check_may_claim(
    session: Session, person: Person, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may take this task as their own."""
    nomination = _nomination(session, instance)
    prepared_by, apart = _prepared_by(session, task), _kept_apart(session, task, instance)
    rules.may_claim(Worker.of(person), task, nomination, prepared_by, apart).require()


def check_may_complete(
    session: Session, person: Person, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may complete this task."""
    nomination = _nomination(session, instance)
    prepared_by, apart = _prepared_by(session, task), _kept_apart(session, task, instance)
    rules.may_complete(Worker.of(person), task, nomination, prepared_by, apart).require()


def check_may_release(
    session: Session, person: Person, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may give this task back to its group."""
    rules.may_release(Worker.of(person), task).require()


def check_may_withdraw(session: Session, person_id: int | None, nomination: Nomination) -> None:
    """Raise unless the person may withdraw this nomination."""
    rules.may_withdraw(_worker(session, person_id), nomination).require()


def check_may_suspend(session: Session, person_id: int | None, nomination: Nomination) -> None:
    """Raise unless the person may hold this nomination still."""
    rules.may_suspend(_worker(session, person_id), nomination).require()


def check_may_conclude(session: Session, person_id: int | None, nomination: Nomination) -> None:
    """Raise unless the person may record the conclusion of a suspension."""
    rules.may_suspend(_worker(session, person_id), nomination).require()


def check_may_complain(session: Session, person_id: int | None, *, is_visible: bool) -> None:
    """Raise unless the person may bring something forward against a nomination."""
    rules.may_complain(_worker(session, person_id), is_visible=is_visible).require()


def check_may_create_campaign(session: Session, person_id: int | None) -> None:
    """Raise unless the person may begin a campaign; the system itself may."""
    if person_id is not None:
        rules.may_create_campaign(_worker(session, person_id)).require()


def check_may_move_deadline(session: Session, person_id: int | None) -> None:
    """Raise unless the person may move a deadline; the system itself may."""
    if person_id is not None:
        rules.may_move_deadline(_worker(session, person_id)).require()


def check_may_migrate(session: Session, person_id: int | None) -> None:
    """Raise unless the person may move instances to another version; the system itself may."""
    if person_id is not None:
        rules.may_migrate(_worker(session, person_id)).require()


def check_may_deploy(session: Session, person_id: int | None) -> None:
    """Raise unless the person may import and deploy diagrams; the system itself may."""
    if person_id is not None:
        rules.may_deploy(_worker(session, person_id)).require()


def check_may_administer(
    session: Session, person_id: int | None, instance: ProcessInstance | None
) -> None:
    """Raise unless the person may hold, end or mend a case."""
    rules.may_administer(_worker(session, person_id), _subject(session, instance)).require()


def check_may_second(
    session: Session,
    person_id: int | None,
    asked_by_id: int | None,
    instance: ProcessInstance | None,
) -> None:
    """Raise unless the person may confirm what another one asked for."""
    worker = _worker(session, person_id)
    rules.may_second(worker, asked_by_id, _subject(session, instance)).require()


def _subject(session: Session, instance: ProcessInstance | None) -> Nomination | None:
    return _nomination(session, instance) if instance is not None else None


def _worker(session: Session, person_id: int | None) -> Worker:
    if person_id is None:
        raise NotAllowed("nomination.not_allowed")
    return Worker.of(session.get_one(Person, person_id))


def _nomination(session: Session, instance: ProcessInstance) -> Nomination | None:
    if instance.nomination_id is None:
        return None
    return session.get_one(Nomination, instance.nomination_id)


def _kept_apart(session: Session, task: UserTask, instance: ProcessInstance) -> set[int]:
    """Find who completed what the diagram keeps apart from this task."""
    others = kept_apart(instance.definition.content).get(task.element_id)
    return _prepared_by(session, task, others) if others else set()


def _prepared_by(
    session: Session, task: UserTask, elements: Collection[str] | None = None
) -> set[int]:
    """Find who completed other elements of the same instance, or these of them."""
    others = select(UserTask.completed_by_id).where(
        UserTask.instance_id == task.instance_id,
        UserTask.status == TaskStatus.COMPLETED,
        UserTask.element_id != task.element_id,
        UserTask.completed_by_id.is_not(None),
    )
    if elements is not None:
        others = others.where(UserTask.element_id.in_(elements))
    return {person_id for person_id in session.scalars(others) if person_id is not None}
