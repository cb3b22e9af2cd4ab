"""What people of a scenario do without a task asking for it: withdraw, suspend, complain."""

from sqlalchemy import select

from service.models import Campaign
from service.operations.campaigns import move_deadline
from service.operations.nominations import (
    conclude_suspension,
    file_complaint,
    suspend_nomination,
    withdraw_nomination,
)
from service.rehearsal.acting import Company
from service.rehearsal.scenario import EventKind, PlannedEvent
from service.unit_of_work import Actor, UnitOfWork


def carry_out(company: Company, event: PlannedEvent) -> None:
    """Have the person of an event do what it says, through the operation for it."""
    actor = Actor.person(company.person_id(event.by))
    with company.units_of_work.open(actor=actor) as uow:
        if event.kind is EventKind.MOVE_DEADLINE:
            _move_deadline(uow, company, event)
        else:
            _befall(uow, company.nomination_id(event.nomination or ""), event)


def _befall(uow: UnitOfWork, nomination_id: int, event: PlannedEvent) -> None:
    match event.kind:
        case EventKind.WITHDRAW:
            withdraw_nomination(uow, nomination_id, event.text)
        case EventKind.SUSPEND:
            suspend_nomination(uow, nomination_id, event.text)
        case EventKind.CONCLUDE_SUSPENSION:
            conclude_suspension(uow, nomination_id, cleared=event.cleared, note=event.text)
        case EventKind.COMPLAIN:
            file_complaint(uow, nomination_id, event.text)


def _move_deadline(uow: UnitOfWork, company: Company, event: PlannedEvent) -> None:
    wanted = select(Campaign.id).where(Campaign.code == company.campaign_code)
    campaign_id = uow.session.scalars(wanted).one()
    assert event.deadline is not None
    assert event.due_at is not None
    move_deadline(uow, campaign_id, event.deadline, event.due_at, event.text)
