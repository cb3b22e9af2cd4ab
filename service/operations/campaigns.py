"""Opening a campaign, and moving its deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotFound
from service.models import (
    Award,
    Campaign,
    CampaignStatus,
    Deadline,
    Message,
    MessageKind,
    ProcessInstance,
    Quota,
    Subject,
)
from service.operations.failures import begun_later_when_failing
from service.operations.instances import Subject as InstanceSubject
from service.operations.instances import start_instance
from service.permissions import check_may_create_campaign, check_may_move_deadline
from service.queries.deadlines import timers_resting_on
from service.unit_of_work import UnitOfWork
from workflows import Engine


@dataclass(frozen=True, slots=True)
class PlannedDeadline:
    """A named moment of a plan, what it rests on, and whether it is only assumed."""

    name: str
    due_at: datetime
    basis: str
    is_assumption: bool


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What a campaign sets out with."""

    code: str
    name: str
    legal_regime: str
    starts_on: date
    ends_on: date
    deadlines: tuple[PlannedDeadline, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    quotas: Mapping[tuple[Award, Subject], int] = field(default_factory=dict)


def create_campaign(uow: UnitOfWork, engine: Engine, plan: CampaignPlan) -> Campaign:
    """Create a campaign from its plan and start its process."""
    check_may_create_campaign(uow.session, uow.actor.person_id)
    if uow.session.scalar(select(Campaign.id).where(Campaign.code == plan.code)):
        raise Conflict("campaign.exists", campaign=plan.code)
    campaign = _add_campaign(uow, plan)
    subject, known = InstanceSubject(campaign.id), {"campaign": plan.code}
    with begun_later_when_failing(plan.name, lambda later: _begun_later(later, plan)):
        start_instance(uow, engine, "campaign", plan.code, subject, known)
    return campaign


def move_deadline(
    uow: UnitOfWork, campaign_id: int, name: str, due_at: datetime, basis: str
) -> Deadline:
    """Move a deadline in its one place, and have every timer that rests on it re-timed."""
    check_may_move_deadline(uow.session, uow.actor.person_id)
    deadline = _lock_deadline(uow, campaign_id, name)
    _check_move(uow, due_at, basis)
    uow.record(
        Event.DEADLINE_MOVED,
        detail={
            "campaign": campaign_id,
            "deadline": name,
            "from": deadline.due_at.isoformat(),
            "to": due_at.isoformat(),
        },
        values={"basis": basis},
    )
    deadline.due_at, deadline.basis, deadline.is_assumption = due_at, basis.strip(), False
    timers = timers_resting_on(uow.session, campaign_id, name)
    resting = {timer.instance_id: timer.instance for timer in timers}
    uow.session.add_all(_retime(uow, instance) for instance in resting.values())
    return deadline


def _lock_deadline(uow: UnitOfWork, campaign_id: int, name: str) -> Deadline:
    deadline = uow.session.scalar(
        select(Deadline)
        .where(Deadline.campaign_id == campaign_id, Deadline.name == name)
        .with_for_update()
    )
    if deadline is None:
        raise NotFound("deadline.not_found", name=name)
    campaign = uow.session.get_one(Campaign, campaign_id)
    if campaign.status is CampaignStatus.ARCHIVED:
        raise Conflict("campaign.archived", campaign=campaign.name)
    return deadline


def _check_move(uow: UnitOfWork, due_at: datetime, basis: str) -> None:
    wrong = {"due_at": ["past"]} if due_at < uow.now else {}
    if not basis.strip():
        wrong["basis"] = ["required"]
    if wrong:
        raise Invalid(wrong)


def _add_campaign(uow: UnitOfWork, plan: CampaignPlan) -> Campaign:
    campaign = Campaign(
        code=plan.code,
        name=plan.name,
        legal_regime=plan.legal_regime,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        settings=dict(plan.settings),
    )
    uow.session.add(campaign)
    uow.session.flush()
    uow.session.add_all(
        Deadline(
            campaign_id=campaign.id,
            name=one.name,
            due_at=one.due_at,
            basis=one.basis,
            is_assumption=one.is_assumption,
        )
        for one in plan.deadlines
    )
    uow.session.add_all(
        Quota(campaign_id=campaign.id, award=award, subject=subject, limit=limit)
        for (award, subject), limit in plan.quotas.items()
    )
    uow.session.flush()
    uow.record(Event.CAMPAIGN_CREATED, detail={"campaign": campaign.id})
    return campaign


def _begun_later(uow: UnitOfWork, plan: CampaignPlan) -> Message:
    """Create the campaign all the same; its process begins when the message is delivered."""
    return Message(
        kind=MessageKind.START,
        name="campaign",
        process_key="campaign",
        business_key=plan.code,
        campaign_id=_add_campaign(uow, plan).id,
        variables={"campaign": plan.code},
        sent_at=uow.now,
    )


def _retime(uow: UnitOfWork, instance: ProcessInstance) -> Message:
    return Message(
        kind=MessageKind.RETIME,
        name="retime",
        process_key=instance.process_key,
        business_key=instance.business_key,
        campaign_id=instance.campaign_id,
        sent_at=uow.now,
    )
