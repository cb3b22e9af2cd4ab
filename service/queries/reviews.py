"""What units, the standing body and the council have before them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    OUTCOMES,
    Award,
    Complaint,
    Nomination,
    NominationStatus,
    Quota,
    RuleResult,
    Subject,
)


def live_nominations(session: Session, campaign_id: int, unit_id: int) -> Sequence[Nomination]:
    """The nominations of a unit that are not over."""
    return session.scalars(
        select(Nomination)
        .where(
            Nomination.campaign_id == campaign_id,
            Nomination.unit_id == unit_id,
            Nomination.status.not_in(OUTCOMES),
        )
        .options(joinedload(Nomination.unit))
        .order_by(Nomination.number)
    ).all()


def nominations_in(
    session: Session, campaign_id: int, status: NominationStatus
) -> Sequence[Nomination]:
    """The nominations of a campaign in a status, without those held on a legal ground."""
    return session.scalars(
        select(Nomination)
        .where(
            Nomination.campaign_id == campaign_id,
            Nomination.status == status,
            Nomination.suspended_at.is_(None),
        )
        .options(joinedload(Nomination.unit))
        .order_by(Nomination.number)
    ).all()


def unanswered_complaints(
    session: Session, campaign_id: int
) -> Sequence[tuple[Complaint, Nomination]]:
    """What was brought forward against nominations of a campaign and awaits an answer."""
    found = session.execute(
        select(Complaint, Nomination)
        .join(Nomination, Nomination.id == Complaint.nomination_id)
        .where(
            Nomination.campaign_id == campaign_id,
            Nomination.status.not_in(OUTCOMES),
            Complaint.substantiated.is_(None),
        )
        .order_by(Complaint.id)
    )
    return [(complaint, nomination) for complaint, nomination in found]


def quotas_of(session: Session, campaign_id: int) -> dict[tuple[Award, Subject], int]:
    """How many of each award a campaign has for each kind of subject, where it is limited."""
    quotas = session.scalars(select(Quota).where(Quota.campaign_id == campaign_id))
    return {(one.award, one.subject): one.limit for one in quotas}


def last_results(session: Session, instance_id: int, element_id: str) -> Sequence[RuleResult]:
    """What the rules said when this element of an instance asked them last; maybe nothing."""
    of_element = (RuleResult.instance_id == instance_id, RuleResult.element_id == element_id)
    last = select(func.max(RuleResult.asking)).where(*of_element).scalar_subquery()
    return session.scalars(
        select(RuleResult)
        .where(*of_element, RuleResult.asking == last, RuleResult.rule_id.is_not(None))
        .order_by(RuleResult.id)
    ).all()
