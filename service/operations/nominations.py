"""What may befall a nomination at any moment: withdrawal, suspension, complaint."""

from sqlalchemy import select

from service.actions.step import Step
from service.actions.suspensions import announce_suspension, suspend
from service.audit.events import Event
from service.errors import Conflict, NotFound
from service.models import (
    Campaign,
    Complaint,
    Message,
    MessageKind,
    MessageState,
    Nomination,
    ProcessInstance,
    Subscription,
)
from service.models.nominations import OUTCOMES
from service.operations.reasons import said
from service.permissions import (
    check_may_complain,
    check_may_conclude,
    check_may_suspend,
    check_may_withdraw,
    day_of,
)
from service.queries.nominations import (
    case_of_nomination,
    find_known_nomination,
    is_list_settled,
)
from service.queries.viewers import find_viewer
from service.unit_of_work import UnitOfWork


def withdraw_nomination(uow: UnitOfWork, nomination_id: int, reason: str) -> Nomination:
    """Withdraw a nomination that is still under way; its process ends at once."""
    nomination = _lock_live(uow, nomination_id)
    check_may_withdraw(uow.session, uow.actor.person_id, nomination)
    reason = said("reason", reason)
    _send(uow, nomination, "withdrawn", {"reason": reason})
    _record(uow, Event.NOMINATION_WITHDRAWN, nomination, reason)
    return nomination


def suspend_nomination(uow: UnitOfWork, nomination_id: int, ground: str) -> Nomination:
    """Hold a nomination still, with its tasks and timers, until a conclusion is recorded.

    Source: Decree 152/2025 Art. 4(4).
    """
    nomination = _lock_live(uow, nomination_id)
    check_may_suspend(uow.session, uow.actor.person_id, nomination)
    if nomination.suspended_at is not None:
        raise Conflict("nomination.suspended", name=nomination.nominee)
    ground, case_id = said("ground", ground), _case_id(uow, nomination)
    suspend(uow, nomination, ground, case_id)
    if case_id is not None:
        instance = uow.session.get_one(ProcessInstance, case_id)
        announce_suspension(Step(uow, instance, {}, "suspended"), ground)
    return nomination


def conclude_suspension(
    uow: UnitOfWork, nomination_id: int, *, cleared: bool, note: str
) -> Nomination:
    """Record the conclusion: cleared, the nomination goes on; upheld, it is out."""
    nomination = _lock_live(uow, nomination_id)
    check_may_conclude(uow.session, uow.actor.person_id, nomination)
    if nomination.suspended_at is None:
        raise Conflict("nomination.not_suspended", name=nomination.nominee)
    note = said("note", note)
    if cleared:
        nomination.suspended_at = None
        _clear_flags(nomination)
        _record(uow, Event.NOMINATION_RESUMED, nomination, note)
        # A process that was held where it stood waits for no word; one kept for later would
        # lift the next suspension before its own conclusion.
        if _is_awaited(uow, nomination, "suspension_lifted"):
            _send(uow, nomination, "suspension_lifted", {"note": note})
        return nomination
    # It stays held until its process has ended, or its tasks would open once more meanwhile.
    _send(uow, nomination, "suspension_upheld", {"note": note})
    _record(uow, Event.NOMINATION_SUSPENSION_UPHELD, nomination, note)
    return nomination


def file_complaint(uow: UnitOfWork, nomination_id: int, text: str) -> Complaint:
    """Record what somebody brings forward against a nomination, until the list is settled."""
    _hold_campaign(uow, nomination_id)
    nomination = _lock_live(uow, nomination_id)
    check_may_complain(uow.session, uow.actor.person_id, is_visible=_is_known(uow, nomination_id))
    if is_list_settled(uow.session, nomination.campaign_id):
        raise Conflict("complaint.too_late", name=nomination.nominee)
    complaint = Complaint(
        nomination_id=nomination.id,
        filed_by_id=uow.actor.person_id,
        text=said("text", text),
        filed_at=uow.now,
    )
    uow.session.add(complaint)
    # Not among the happenings of the case: those name who acted, to everybody who sees it.
    uow.record(Event.COMPLAINT_FILED, nomination_id=nomination.id, values={"text": complaint.text})
    return complaint


def _hold_campaign(uow: UnitOfWork, nomination_id: int) -> None:
    """Keep the campaign from settling its list meanwhile: what is filed now is still counted."""
    named = select(Nomination.campaign_id).where(Nomination.id == nomination_id)
    uow.session.execute(
        select(ProcessInstance.id)
        .where(
            ProcessInstance.process_key == "campaign",
            ProcessInstance.campaign_id == named.scalar_subquery(),
        )
        .with_for_update(read=True)
    )


def _is_known(uow: UnitOfWork, nomination_id: int) -> bool:
    person_id = uow.actor.person_id
    today = day_of(uow.now)
    viewer = find_viewer(uow.session, person_id, today) if person_id is not None else None
    return viewer is not None and (
        find_known_nomination(uow.session, viewer, nomination_id) is not None
    )


def _lock_live(uow: UnitOfWork, nomination_id: int) -> Nomination:
    nomination = uow.session.get(
        Nomination, nomination_id, with_for_update=True, populate_existing=True
    )
    if nomination is None:
        raise NotFound("nomination.not_found", id=nomination_id)
    if nomination.status in OUTCOMES:
        raise Conflict("nomination.ended", name=nomination.nominee)
    if _is_leaving(uow, nomination):
        raise Conflict("nomination.leaving", name=nomination.nominee)
    return nomination


def _is_leaving(uow: UnitOfWork, nomination: Nomination) -> bool:
    """Whether word that ends the nomination is on its way to its process."""
    on_the_way = select(Message.id).where(
        Message.state == MessageState.WAITING,
        Message.process_key == "nomination",
        Message.business_key == _business_key(uow, nomination),
        Message.name.in_(("withdrawn", "suspension_upheld")),
    )
    return uow.session.scalars(on_the_way.limit(1)).first() is not None


def _clear_flags(nomination: Nomination) -> None:
    """A clearing conclusion takes away every ground the rules would suspend for again."""
    dossier = nomination.dossier
    if dossier is not None:
        dossier.under_discipline_review = False
        dossier.under_investigation = False
        dossier.complaint_under_verification = False


def _is_awaited(uow: UnitOfWork, nomination: Nomination, message: str) -> bool:
    waiting = (
        select(Subscription.id)
        .join(ProcessInstance, Subscription.instance_id == ProcessInstance.id)
        .where(ProcessInstance.nomination_id == nomination.id, Subscription.message == message)
    )
    return uow.session.scalars(waiting.limit(1)).first() is not None


def _send(
    uow: UnitOfWork, nomination: Nomination, message: str, variables: dict[str, object]
) -> None:
    uow.session.add(
        Message(
            kind=MessageKind.CATCH,
            name=message,
            process_key="nomination",
            business_key=_business_key(uow, nomination),
            campaign_id=nomination.campaign_id,
            variables=variables,
            sent_at=uow.now,
        )
    )


def _business_key(uow: UnitOfWork, nomination: Nomination) -> str:
    code = uow.session.get_one(Campaign, nomination.campaign_id).code
    return f"{code}/{nomination.key}"


def _case_id(uow: UnitOfWork, nomination: Nomination) -> int | None:
    return case_of_nomination(uow.session, nomination.id)


def _record(uow: UnitOfWork, event: Event, nomination: Nomination, text: str) -> None:
    uow.record(
        event,
        instance_id=_case_id(uow, nomination),
        nomination_id=nomination.id,
        values={"text": text},
    )
