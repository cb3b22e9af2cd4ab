"""Who may keep accounts, and who may answer a request to correct."""

from sqlalchemy.orm import Session

from service.models import Correction, Group, Person
from service.permissions.rules import YES, Ruling, Worker

_KEEPING = frozenset({Group.ADMINISTRATOR})
_ANSWERING = frozenset({Group.STANDING_BODY})


def may_keep_accounts(worker: Worker) -> Ruling:
    """Tell whether a person may keep accounts, units and groups."""
    return YES if worker.belongs_to(_KEEPING) else Ruling("people.not_allowed")


def may_change_groups(worker: Worker, person_id: int) -> Ruling:
    """Tell whether a person may put somebody in a group, or out of it; never oneself."""
    if worker.person_id == person_id:
        return Ruling("people.own_groups")
    return may_keep_accounts(worker)


def may_answer_corrections(worker: Worker) -> Ruling:
    """Tell whether a person may see the requests of others to correct something."""
    return YES if worker.belongs_to(_ANSWERING) else Ruling("correction.not_allowed")


def may_answer_correction(worker: Worker, correction: Correction) -> Ruling:
    """Tell whether a person may answer a request; never one's own."""
    if worker.person_id == correction.person_id:
        return Ruling("correction.own")
    return may_answer_corrections(worker)


def check_may_keep_accounts(session: Session, person_id: int | None) -> None:
    """Raise unless the person may keep accounts; the system itself may."""
    if person_id is not None:
        may_keep_accounts(_worker(session, person_id)).require()


def check_may_change_groups(session: Session, person_id: int | None, whose: int) -> None:
    """Raise unless the person may change the groups of another; the system itself may."""
    if person_id is not None:
        may_change_groups(_worker(session, person_id), whose).require()


def check_may_answer_correction(
    session: Session, person_id: int | None, correction: Correction
) -> None:
    """Raise unless the person may answer this request to correct."""
    if person_id is not None:
        may_answer_correction(_worker(session, person_id), correction).require()


def _worker(session: Session, person_id: int) -> Worker:
    return Worker.of(session.get_one(Person, person_id))
