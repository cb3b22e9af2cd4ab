"""Telling the campaign once every dossier has come as far as the council list needs."""

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from service.actions.step import Step
from service.audit.events import Event
from service.models import (
    Campaign,
    Message,
    MessageKind,
    Nomination,
    NominationStatus,
    ReviewStatus,
    Unit,
    UnitReview,
    UnitStatus,
)
from service.unit_of_work import UnitOfWork

SETTLED = "dossiers_settled"

#: Before READY; what comes after is settled, outcomes included.
UNSETTLED = (
    NominationStatus.DRAFT,
    NominationStatus.SUBMITTED,
    NominationStatus.BLOCKED,
    NominationStatus.RETURNED,
)


def settle(step: Step) -> None:
    """Tell the campaign that every dossier is settled, if this step has settled the last one."""
    settle_campaign(step.uow, step.instance.campaign_id, step.instance.id)


def settle_campaign(uow: UnitOfWork, campaign_id: int, sender_id: int | None) -> None:
    """Tell a campaign, once, that every dossier of it is settled; else do nothing."""
    uow.flush()
    # Two dossiers settled at the same moment would each see the other one unsettled.
    campaign = uow.session.get_one(Campaign, campaign_id, with_for_update=True)
    if _is_told(uow.session, campaign) or not is_settled(uow.session, campaign_id):
        return
    uow.session.add(
        Message(
            kind=MessageKind.CATCH,
            name=SETTLED,
            process_key="campaign",
            business_key=campaign.code,
            campaign_id=campaign.id,
            sender_id=sender_id,
            sent_at=uow.now,
        )
    )
    uow.record(
        Event.MESSAGE_SENT,
        instance_id=sender_id,
        detail={"message": SETTLED, "process": "campaign", "campaign": campaign.id},
    )


def is_settled(session: Session, campaign_id: int) -> bool:
    """Say whether every unit is through with its review, and every dossier with its checks."""
    return not (running_units(session, campaign_id) or count_unsettled(session, campaign_id))


def running_units(session: Session, campaign_id: int) -> list[Unit]:
    """List the active units that have not handed in their list and are not closed."""
    over = select(UnitReview.unit_id).where(
        UnitReview.campaign_id == campaign_id, UnitReview.status != ReviewStatus.RUNNING
    )
    running = select(Unit).where(Unit.status == UnitStatus.ACTIVE, Unit.id.not_in(over))
    return list(session.scalars(running.order_by(Unit.id)))


def count_unsettled(session: Session, campaign_id: int) -> int:
    """Count the dossiers under way, without those held on a legal ground or of a closed unit."""
    closed = select(UnitReview.unit_id).where(
        UnitReview.campaign_id == campaign_id, UnitReview.status == ReviewStatus.CLOSED
    )
    unsettled = select(func.count(Nomination.id)).where(
        Nomination.campaign_id == campaign_id,
        Nomination.status.in_(UNSETTLED),
        Nomination.suspended_at.is_(None),
        Nomination.unit_id.not_in(closed),
    )
    return session.scalar(unsettled) or 0


def _is_told(session: Session, campaign: Campaign) -> bool:
    told = exists().where(
        Message.name == SETTLED,
        Message.process_key == "campaign",
        Message.business_key == campaign.code,
    )
    return bool(session.scalar(select(told)))
