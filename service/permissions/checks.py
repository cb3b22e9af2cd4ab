"""Looks up what the rules need and raises their refusals."""

from collections.abc import Collection, Mapping
from weakref import WeakKeyDictionary

from sqlalchemy import Engine as Database
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.db.statements import fetch
from service.errors import NotAllowed
from service.models import Membership, Nomination, ProcessInstance, TaskStatus, UserTask
from service.permissions import rules
from service.permissions.rules import Worker
from workflows import kept_apart


def check_may_claim(
    session: Session, person_id: int | None, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may take this task as their own."""
    nomination = _nomination(session, instance)
    prepared_by, apart = _prepared_by(session, task), _kept_apart(session, task, instance)
    worker = _worker(session, person_id)
    rules.may_claim(worker, task, nomination, prepared_by, apart).require()


def check_may_complete(
    session: Session, person_id: int | None, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may complete this task."""
    nomination = _nomination(session, instance)
    prepared_by, apart = _prepared_by(session, task), _kept_apart(session, task, instance)
    worker = _worker(session, person_id)
    rules.may_complete(worker, task, nomination, prepared_by, apart).require()


def check_may_release(
    session: Session, person_id: int | None, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may give this task back to its group."""
    rules.may_release(_worker(session, person_id), task).require()


def check_may_remind(
    session: Session, person_id: int | None, task: UserTask, instance: ProcessInstance
) -> None:
    """Raise unless the person may remind whoever this task waits for."""
    rules.may_remind(_worker(session, person_id), task, instance.unit_id).require()


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


def check_may_make_document(
    session: Session, person_id: int | None, instance: ProcessInstance
) -> None:
    """Raise unless the person may make papers of this case."""
    rules.may_make_document(_worker(session, person_id), instance).require()


def check_may_replace_template(session: Session, person_id: int | None) -> None:
    """Raise unless the person may replace the template of a paper."""
    rules.may_replace_template(_worker(session, person_id)).require()


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


_MEMBERSHIPS = select(Membership.group, Membership.unit_id).where(
    Membership.person_id == bindparam("person")
)


def _worker(session: Session, person_id: int | None) -> Worker:
    if person_id is None:
        raise NotAllowed("nomination.not_allowed")
    rows = fetch(session.connection(), _MEMBERSHIPS, {"person": person_id})
    return Worker(person_id, frozenset((row.group, row.unit_id) for row in rows))


def _nomination(session: Session, instance: ProcessInstance) -> Nomination | None:
    if instance.nomination_id is None:
        return None
    return session.get_one(Nomination, instance.nomination_id)


# Definitions never change once deployed, so what one keeps apart is read from it once.
_APART: WeakKeyDictionary[Database, dict[int, Mapping[str, Collection[str]]]] = WeakKeyDictionary()


def _kept_apart(session: Session, task: UserTask, instance: ProcessInstance) -> set[int]:
    """Find who completed what the diagram keeps apart from this task."""
    known = _APART.setdefault(session.get_bind().engine, {})
    if instance.definition_id not in known:
        known[instance.definition_id] = kept_apart(instance.definition.content)
    others = known[instance.definition_id].get(task.element_id)
    if not others:
        return set()
    return {person for person, element in _done_elsewhere(session, task) if element in others}


def _prepared_by(session: Session, task: UserTask) -> set[int]:
    """Find who completed other elements of the same instance, where the rules ask for it."""
    if not rules.needs_another_person(task):
        return set()
    return {person for person, _ in _done_elsewhere(session, task)}


_DONE_ELSEWHERE = (
    select(UserTask.completed_by_id, UserTask.element_id)
    .where(
        UserTask.instance_id == bindparam("instance"),
        UserTask.status == TaskStatus.COMPLETED,
        UserTask.element_id != bindparam("element"),
        UserTask.completed_by_id.is_not(None),
    )
    .distinct()
)


def _done_elsewhere(session: Session, task: UserTask) -> list[tuple[int, str]]:
    elsewhere = {"instance": task.instance_id, "element": task.element_id}
    return [tuple(row) for row in fetch(session.connection(), _DONE_ELSEWHERE, elsewhere)]
