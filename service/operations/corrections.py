"""Asking to have corrected what is recorded about oneself, and the answer; it holds nothing up."""

from sqlalchemy import select

from service.audit.events import Event
from service.calendar import load_calendar
from service.errors import Conflict, Invalid, NotFound
from service.models import Correction, CorrectionStatus, Nomination
from service.operations.reasons import said
from service.permissions import check_may_answer_correction
from service.unit_of_work import UnitOfWork

#: So many working days the standing body has for an answer. Source: Law 91/2025/QH15 and Decree
#: 356/2025 as the press reports them; the text of the law was not seen.
ANSWER_WITHIN = 2


def ask_correction(
    uow: UnitOfWork, wrong: str, right: str, nomination_id: int | None = None
) -> Correction:
    """Ask the standing body to correct what is recorded about oneself."""
    unsaid: dict[str, list[str]] = {}
    texts = {"wrong": wrong, "right": right}
    for name, text in texts.items():
        try:
            texts[name] = said(name, text)
        except Invalid as error:
            unsaid |= error.fields
    if unsaid:
        raise Invalid(unsaid)
    if nomination_id is not None:
        _check_own(uow, nomination_id)
    correction = Correction(
        person_id=uow.actor.person_id,
        nomination_id=nomination_id,
        asked_at=uow.now,
        due_at=load_calendar(uow.session).after(uow.now, ANSWER_WITHIN),
        status=CorrectionStatus.OPEN,
        **texts,
    )
    uow.session.add(correction)
    uow.flush()
    _record(uow, Event.CORRECTION_ASKED, correction, **texts)
    return correction


def answer_correction(
    uow: UnitOfWork, correction_id: int, *, corrected: bool, answer: str
) -> Correction:
    """Answer a request with a reason: what was corrected, or why nothing is."""
    correction = uow.session.get(
        Correction, correction_id, with_for_update=True, populate_existing=True
    )
    if correction is None:
        raise NotFound("correction.not_found")
    check_may_answer_correction(uow.session, uow.actor.person_id, correction)
    if correction.status is not CorrectionStatus.OPEN:
        raise Conflict("correction.answered")
    correction.answer = said("answer", answer)
    correction.status = CorrectionStatus.CORRECTED if corrected else CorrectionStatus.REFUSED
    correction.answered_at, correction.answered_by_id = uow.now, uow.actor.person_id
    _record(uow, Event.CORRECTION_ANSWERED, correction, answer=correction.answer)
    return correction


def _check_own(uow: UnitOfWork, nomination_id: int) -> None:
    own = select(Nomination.id).where(
        Nomination.id == nomination_id, Nomination.person_id == uow.actor.person_id
    )
    if uow.session.scalar(own) is None:
        raise NotFound("nomination.not_found", id=nomination_id)


def _record(uow: UnitOfWork, event: Event, correction: Correction, **values: str) -> None:
    uow.record(
        event,
        detail={"correction": correction.id, "status": correction.status},
        values=values,
    )
