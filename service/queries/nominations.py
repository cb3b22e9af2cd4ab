"""What was decided about a nomination: counts of the council, and the papers it stands on."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    Complaint,
    CouncilSession,
    Nomination,
    PaperLine,
    ProcessInstance,
    Tally,
    UnitReview,
)


def nominees_of(session: Session, campaign_id: int) -> dict[str, str]:
    """The nominees of a campaign by the short names of their nominations."""
    rows = session.scalars(select(Nomination).where(Nomination.campaign_id == campaign_id))
    return {row.key: f"{row.key}. {row.nominee}" for row in rows}


def papers_of(session: Session, nomination_id: int) -> Sequence[PaperLine]:
    """Every paper the nomination stands on, with what the paper says about it."""
    return session.scalars(
        select(PaperLine)
        .where(PaperLine.nomination_id == nomination_id)
        .options(joinedload(PaperLine.paper))
        .order_by(PaperLine.id)
    ).all()


def tallies_of(session: Session, nomination_id: int) -> Sequence[Tally]:
    """How the council voted on the nomination, session by session."""
    return session.scalars(
        select(Tally).where(Tally.nomination_id == nomination_id).order_by(Tally.session_id)
    ).all()


def tallies_of_session(session: Session, session_id: int) -> Sequence[Tally]:
    """How the council voted in one session, by nomination."""
    return session.scalars(
        select(Tally)
        .where(Tally.session_id == session_id)
        .options(joinedload(Tally.nomination))
        .order_by(Tally.id)
    ).all()


def complaints_of(session: Session, nomination_id: int) -> Sequence[Complaint]:
    """What was brought forward against the nomination."""
    return session.scalars(
        select(Complaint).where(Complaint.nomination_id == nomination_id).order_by(Complaint.id)
    ).all()


def review_of(session: Session, instance: ProcessInstance) -> UnitReview | None:
    """The review of the instance's unit in its campaign."""
    return session.scalar(
        select(UnitReview).where(
            UnitReview.campaign_id == instance.campaign_id, UnitReview.unit_id == instance.unit_id
        )
    )


def council_session_of(session: Session, instance: ProcessInstance) -> CouncilSession | None:
    """The council session an instance of that process runs."""
    number = instance.business_key.rpartition("/")[2]
    if instance.process_key != "council_session" or not number.isdecimal():
        return None
    return session.scalar(
        select(CouncilSession).where(
            CouncilSession.campaign_id == instance.campaign_id,
            CouncilSession.number == int(number),
        )
    )
