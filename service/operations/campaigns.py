"""Opening a campaign, and moving its deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from service.audit.events import Event
from service.errors import Conflict, NotFound
from service.models import (
    Award,
    Campaign,
    Deadline,
    InstanceStatus,
    Message,
    MessageKind,
    ProcessInstance,
    Quota,
    Subject,
    TimerJob,
    TimerState,
)
from service.operations.instances import Subject as InstanceSubject
from service.operations.instances import start_instance
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
    if uow.session.scalar(select(Campaign.id).where(Campaign.code == plan.code)):
        raise Conflict("campaign.exists", campaign=plan.code)
    campaign = _add_campaign(uow, plan)
    uow.record(Event.CAMPAIGN_CREATED, detail={"campaign": campaign.id})
    start_instance(
        uow,
        engine,
        "campaign",
        plan.code,
        InstanceSubject(campaign.id),
        {"campaign": plan.code},
    )
    return campaign


def move_deadline(
    uow: UnitOfWork, campaign_id: int, name: str, due_at: datetime, basis: str
) -> Deadline:
    """Move a deadline in its one place, and have every timer that rests on it re-timed."""
    deadline = uow.session.scalar(
        select(Deadline)
        .where(Deadline.campaign_id == campaign_id, Deadline.name == name)
        .with_for_update()
    )
    if deadline is None:
        raise NotFound("deadline.not_found", name=name)
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
    deadline.due_at, deadline.basis, deadline.is_assumption = due_at, basis, False
    for instance in _resting_on(uow, campaign_id, name):
        uow.session.add(_retime(uow, instance))
    return deadline


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
    return campaign


def _resting_on(uow: UnitOfWork, campaign_id: int, name: str) -> list[ProcessInstance]:
    """The running instances of the campaign with a waiting timer computed from the deadline."""
    waiting = uow.session.execute(
        select(ProcessInstance, TimerJob.basis)
        .join(TimerJob, TimerJob.instance_id == ProcessInstance.id)
        .where(
            ProcessInstance.campaign_id == campaign_id,
            ProcessInstance.status == InstanceStatus.RUNNING,
            TimerJob.state == TimerState.WAITING,
        )
        .order_by(ProcessInstance.id)
    )
    return list({one.id: one for one, basis in waiting if name in basis}.values())


def _retime(uow: UnitOfWork, instance: ProcessInstance) -> Message:
    return Message(
        kind=MessageKind.RETIME,
        name="retime",
        process_key=instance.process_key,
        business_key=instance.business_key,
        campaign_id=instance.campaign_id,
        sent_at=uow.now,
    )
