"""Looks up what the rules need and raises their refusals."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.db.statements import fetch
from service.errors import NotAllowed
from service.models import Membership, Nomination, ProcessInstance
from service.permissions import rules
from service.permissions.rules import Memberships, Worker


def check_may_withdraw(session: Session, person_id: int | None, nomination: Nomination) -> None:
    """Raise unless the person may withdraw this nomination."""
    rules.may_withdraw(worker_of(session, person_id), nomination).require()


def check_may_suspend(session: Session, person_id: int | None, nomination: Nomination) -> None:
    """Raise unless the person may hold this nomination still."""
    rules.may_suspend(worker_of(session, person_id), nomination).require()


def check_may_conclude(session: Session, person_id: int | None, nomination: Nomination) -> None:
    """Raise unless the person may record the conclusion of a suspension."""
    rules.may_suspend(worker_of(session, person_id), nomination).require()


def check_may_complain(session: Session, person_id: int | None, *, is_visible: bool) -> None:
    """Raise unless the person may bring something forward against a nomination."""
    rules.may_complain(worker_of(session, person_id), is_visible=is_visible).require()


def check_may_create_campaign(session: Session, person_id: int | None) -> None:
    """Raise unless the person may begin a campaign; the system itself may."""
    if person_id is not None:
        rules.may_create_campaign(worker_of(session, person_id)).require()


def check_may_move_deadline(session: Session, person_id: int | None) -> None:
    """Raise unless the person may move a deadline; the system itself may."""
    if person_id is not None:
        rules.may_move_deadline(worker_of(session, person_id)).require()


def check_may_migrate(session: Session, person_id: int | None) -> None:
    """Raise unless the person may move instances to another version; the system itself may."""
    if person_id is not None:
        rules.may_migrate(worker_of(session, person_id)).require()


def check_may_import(session: Session, person_id: int | None) -> None:
    """Raise unless the person may draw and import diagrams; the system itself may."""
    if person_id is not None:
        rules.may_import(worker_of(session, person_id)).require()


def check_may_deploy(
    session: Session, person_id: int | None, authors: Collection[int] = ()
) -> None:
    """Raise unless the person may deploy what these people drew; the system itself may."""
    if person_id is not None:
        rules.may_deploy(worker_of(session, person_id), authors).require()


def check_may_arrange(session: Session, person_id: int | None, about_id: int) -> None:
    """Raise unless the person may say when another one is away; the system itself may."""
    if person_id is not None:
        units = {unit for _, unit in memberships_of(session, about_id) if unit is not None}
        rules.may_arrange(worker_of(session, person_id), about_id, units).require()


def check_may_declare(session: Session, person_id: int | None, about_id: int) -> None:
    """Raise unless the person may record what keeps another one away; the system itself may."""
    if person_id is not None:
        rules.may_declare(worker_of(session, person_id), about_id).require()


def check_may_make_document(
    session: Session, person_id: int | None, instance: ProcessInstance
) -> None:
    """Raise unless the person may make papers of this case."""
    rules.may_make_document(worker_of(session, person_id), instance).require()


def check_may_replace_template(session: Session, person_id: int | None) -> None:
    """Raise unless the person may replace the template of a paper."""
    rules.may_replace_template(worker_of(session, person_id)).require()


def check_may_search_cases(session: Session, person_id: int | None) -> None:
    """Raise unless the person may search all cases and take the list away."""
    rules.may_search_cases(worker_of(session, person_id)).require()


def check_may_take_pack(
    session: Session, person_id: int | None, nominations: Iterable[Nomination]
) -> None:
    """Raise unless the person may take these cases away; the system itself may."""
    if person_id is not None:
        rules.may_take_pack(worker_of(session, person_id), nominations).require()


def check_may_administer(
    session: Session, person_id: int | None, instance: ProcessInstance | None
) -> None:
    """Raise unless the person may hold, end or mend a case."""
    rules.may_administer(worker_of(session, person_id), _subject(session, instance)).require()


def check_may_second(
    session: Session,
    person_id: int | None,
    asked_by_id: int | None,
    instance: ProcessInstance | None,
) -> None:
    """Raise unless the person may confirm what another one asked for."""
    worker = worker_of(session, person_id)
    rules.may_second(worker, asked_by_id, _subject(session, instance)).require()


def _subject(session: Session, instance: ProcessInstance | None) -> Nomination | None:
    return _nomination(session, instance) if instance is not None else None


_MEMBERSHIPS = select(Membership.group, Membership.unit_id).where(
    Membership.person_id == bindparam("person")
)


def worker_of(session: Session, person_id: int | None) -> Worker:
    """Somebody with the groups of this moment; nobody in particular may do nothing."""
    if person_id is None:
        raise NotAllowed("nomination.not_allowed")
    return Worker(person_id, memberships_of(session, person_id))


def memberships_of(session: Session, person_id: int) -> Memberships:
    """The groups a person acts for, with the units where a group has one."""
    rows = fetch(session.connection(), _MEMBERSHIPS, {"person": person_id})
    return frozenset((row.group, row.unit_id) for row in rows)


def _nomination(session: Session, instance: ProcessInstance) -> Nomination | None:
    if instance.nomination_id is None:
        return None
    return session.get_one(Nomination, instance.nomination_id)
