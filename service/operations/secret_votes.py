"""Secret votes: what a member chose goes into a box, and only that they voted stays."""

from typing import Any

from sqlalchemy.orm import Session

from service.actions.ballot_boxes import SEALED_CHOICES, is_secret, put_in_box
from service.forms import Form
from service.models import Choice, CouncilSession, ProcessInstance
from service.queries.councils import nominations_before
from service.queries.nominations import council_session_of
from service.unit_of_work import UnitOfWork


def put_votes_in_boxes(
    uow: UnitOfWork, form: Form | None, instance: ProcessInstance, answers: dict[str, Any]
) -> dict[str, Any]:
    """Put every yes and no into the box of its nominee; return what may be kept by name."""
    council = secret_session_of(uow.session, form, instance)
    if form is None or council is None:
        return answers
    before = {one.key: one.id for one in nominations_before(uow.session, council)}
    kept = dict(answers)
    for name in form.ballots():
        kept[name] = {
            key: _drop(uow, council, before[key], vote)
            for key, vote in (answers.get(name) or {}).items()
        }
    return kept


def without_votes(
    session: Session, form: Form | None, instance: ProcessInstance, answers: dict[str, Any]
) -> dict[str, Any]:
    """Leave out of answers not yet submitted what is not to be kept by name."""
    if form is None or secret_session_of(session, form, instance) is None:
        return answers
    secret = form.ballots()
    return {key: value for key, value in answers.items() if key not in secret}


def secret_session_of(
    session: Session, form: Form | None, instance: ProcessInstance
) -> CouncilSession | None:
    """The session whose secret votes a form asks for, if it does."""
    if form is None or not form.ballots():
        return None
    council = council_session_of(session, instance)
    return council if is_secret(council) else None


def _drop(
    uow: UnitOfWork, council: CouncilSession, nomination_id: int, vote: dict[str, Any]
) -> dict[str, Any]:
    choice = Choice(vote["choice"])
    if choice not in SEALED_CHOICES:
        return vote
    put_in_box(uow, council, nomination_id, choice)
    return {"choice": Choice.CAST.value}
