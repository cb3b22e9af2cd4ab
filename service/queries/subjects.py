"""Which nominations a case of several is about: a unit's list, a decision, a letter, a session."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import Nomination, NominationStatus, ProcessInstance
from service.queries.awards import (
    OWN_AWARDS,
    PROVINCIAL_AWARDS,
    passed_nominations,
    submitted_nominations,
)
from service.queries.reviews import live_nominations, nominations_in
from service.queries.viewers import Viewer, sees_instance

_Finder: TypeAlias = Callable[[Session, ProcessInstance], Sequence[Nomination]]


def subjects_of(session: Session, instance: ProcessInstance) -> Sequence[Nomination]:
    """The nominations an instance decides on together; none where it is about one or about all."""
    find = _FINDERS.get(instance.process_key)
    return find(session, instance) if find is not None else ()


def has_subjects(instance: ProcessInstance) -> bool:
    """Whether instances of this kind decide on nominations together."""
    return instance.process_key in _FINDERS


def cases_of(session: Session, viewer: Viewer, nominations: Sequence[Nomination]) -> dict[int, int]:
    """The case of each nomination, where the viewer may open it."""
    cases = session.scalars(
        select(ProcessInstance).where(
            ProcessInstance.process_key == "nomination",
            ProcessInstance.nomination_id.in_([one.id for one in nominations]),
            sees_instance(viewer),
        )
    )
    return {one.nomination_id: one.id for one in cases if one.nomination_id is not None}


def _of_unit(session: Session, instance: ProcessInstance) -> Sequence[Nomination]:
    if instance.unit_id is None:
        return ()
    return live_nominations(session, instance.campaign_id, instance.unit_id)


def _of_decision(session: Session, instance: ProcessInstance) -> Sequence[Nomination]:
    return passed_nominations(session, instance.campaign_id, OWN_AWARDS)


def _of_letter(session: Session, instance: ProcessInstance) -> Sequence[Nomination]:
    sent = submitted_nominations(session, instance)
    return sent or passed_nominations(session, instance.campaign_id, PROVINCIAL_AWARDS)


def _of_session(session: Session, instance: ProcessInstance) -> Sequence[Nomination]:
    return nominations_in(session, instance.campaign_id, NominationStatus.COUNCIL)


_FINDERS: dict[str, _Finder] = {
    "unit_review": _of_unit,
    "department_award": _of_decision,
    "provincial_submission": _of_letter,
    "council_session": _of_session,
}
