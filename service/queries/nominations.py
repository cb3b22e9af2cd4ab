"""What was decided about a nomination: counts of the council, and the papers it stands on."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    Campaign,
    CampaignStatus,
    Complaint,
    CouncilSession,
    Nomination,
    NominationStatus,
    PaperLine,
    ProcessInstance,
    Tally,
    UnitReview,
)
from service.queries.reviews import nominations_in
from service.queries.viewers import Viewer, sees_instance


def find_nomination(session: Session, viewer: Viewer, nomination_id: int) -> Nomination | None:
    """The nomination, unless it does not exist or its case is not the viewer's to see."""
    return session.scalar(
        select(Nomination)
        .join(ProcessInstance, ProcessInstance.nomination_id == Nomination.id)
        .where(
            Nomination.id == nomination_id,
            ProcessInstance.process_key == "nomination",
            sees_instance(viewer),
        )
        .options(joinedload(Nomination.unit), joinedload(Nomination.campaign))
    )


def find_known_nomination(
    session: Session, viewer: Viewer, nomination_id: int
) -> Nomination | None:
    """A nomination whose case the viewer sees, or that is posted for everybody to read."""
    found = find_nomination(session, viewer, nomination_id)
    if found is not None:
        return found
    named = session.get(Nomination, nomination_id)
    posted = posted_nominations(session, named.campaign_id) if named is not None else ()
    return named if named in posted else None


def posted_nominations(session: Session, campaign_id: int) -> Sequence[Nomination]:
    """The list as it is posted inside the department, until the council has it."""
    campaign = session.get_one(Campaign, campaign_id)
    is_posted = campaign.status is CampaignStatus.CONSOLIDATING
    if not is_posted or is_list_settled(session, campaign_id):
        return ()
    return nominations_in(session, campaign_id, NominationStatus.READY)


def is_list_settled(session: Session, campaign_id: int) -> bool:
    """Whether the list has been put before the council, with every complaint answered."""
    convened = select(CouncilSession.id).where(CouncilSession.campaign_id == campaign_id)
    return session.scalars(convened.limit(1)).first() is not None


def case_of_nomination(session: Session, nomination_id: int) -> int | None:
    """The instance that runs the nomination."""
    return session.scalar(
        select(ProcessInstance.id).where(
            ProcessInstance.nomination_id == nomination_id,
            ProcessInstance.process_key == "nomination",
        )
    )


def nominations_of_campaign(session: Session, campaign_id: int) -> Sequence[Nomination]:
    """Every nomination of a campaign, whatever has become of it."""
    return session.scalars(select(Nomination).where(Nomination.campaign_id == campaign_id)).all()


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
