"""What is still to be awarded: nominations the council passed that no decision has settled."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    OUTCOMES,
    Award,
    CouncilSession,
    Nomination,
    NominationStatus,
    Paper,
    PaperKind,
    PaperLine,
    ProcessInstance,
    Tally,
    TaskStatus,
    UserTask,
    Verdict,
)

OWN_AWARDS = frozenset({Award.GIAY_KHEN})
PROVINCIAL_AWARDS = frozenset({Award.BANG_KHEN_TINH, Award.BANG_KHEN_TTG})
_PASSED = (Verdict.PASSED, Verdict.DOWNGRADED)
_SETTLED = OUTCOMES | {NominationStatus.FORWARDED}


def passed_nominations(
    session: Session, campaign_id: int, awards: frozenset[Award]
) -> Sequence[Nomination]:
    """What the council passed for one of these awards and no paper has decided yet.

    A nomination that has ended, is suspended or is already with the Prime Minister is left out.
    """
    passed = (
        select(Tally.nomination_id)
        .join(CouncilSession, CouncilSession.id == Tally.session_id)
        .where(
            CouncilSession.campaign_id == campaign_id,
            CouncilSession.concluded_at.is_not(None),
            Tally.verdict.in_(_PASSED),
        )
    )
    decided = select(PaperLine.nomination_id).where(PaperLine.granted.is_not(None))
    return session.scalars(
        select(Nomination)
        .where(
            Nomination.campaign_id == campaign_id,
            Nomination.award.in_(awards),
            Nomination.status.not_in(_SETTLED),
            Nomination.suspended_at.is_(None),
            Nomination.id.in_(passed),
            Nomination.id.not_in(decided),
        )
        .options(joinedload(Nomination.unit))
        .order_by(Nomination.number)
    ).all()


def letter_of(session: Session, instance: ProcessInstance) -> Paper | None:
    """The letter a submission went out with: the one with the number its registry gave."""
    answers = session.scalars(
        select(UserTask.answers)
        .where(
            UserTask.instance_id == instance.id,
            UserTask.element_id == "dispatch_submission",
            UserTask.status == TaskStatus.COMPLETED,
        )
        .order_by(UserTask.id.desc())
    ).first()
    return session.scalars(
        select(Paper)
        .where(
            Paper.campaign_id == instance.campaign_id,
            Paper.kind == PaperKind.SUBMISSION_LETTER,
            Paper.number == (answers or {}).get("number"),
        )
        .order_by(Paper.id.desc())
    ).first()


def submitted_nominations(session: Session, instance: ProcessInstance) -> Sequence[Nomination]:
    """What stands on the submission's letter and the province has not decided."""
    letter = letter_of(session, instance)
    if letter is None:
        return []
    return session.scalars(
        select(Nomination)
        .join(PaperLine, PaperLine.nomination_id == Nomination.id)
        .where(PaperLine.paper_id == letter.id, Nomination.status.not_in(_SETTLED))
        .options(joinedload(Nomination.unit))
        .order_by(Nomination.number)
    ).all()
