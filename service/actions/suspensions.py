"""Holding a nomination still on a legal ground (Decree 152/2025 Art. 4(4)), and its end."""

from service.actions.outcomes import conclude
from service.actions.registry import action
from service.actions.settling import settle_campaign
from service.actions.step import Step
from service.audit.events import Event
from service.models import Dossier, Group, Nomination, NominationStatus
from service.unit_of_work import UnitOfWork

_GROUNDS = {
    "under_discipline_review": "đang xem xét kỷ luật",
    "under_investigation": "đang điều tra, thanh tra, kiểm tra",
    "complaint_under_verification": "có khiếu nại, tố cáo đang xác minh",
}


def suspend(
    uow: UnitOfWork, nomination: Nomination, ground: str, instance_id: int | None = None
) -> None:
    """Hold a nomination still until a conclusion is recorded; the others need not wait for it."""
    nomination.suspended_at = uow.now
    nomination.suspension_ground = ground
    uow.record(
        Event.NOMINATION_SUSPENDED,
        instance_id=instance_id,
        nomination_id=nomination.id,
        detail={"status": nomination.status.value},
        values={"ground": ground},
    )
    settle_campaign(uow, nomination.campaign_id, instance_id)


@action("suspend_nomination")
def suspend_nomination(step: Step) -> None:
    """Hold the nomination on the grounds its dossier names."""
    ground = "; ".join(grounds_of(step.nomination.dossier))
    suspend(step.uow, step.nomination, ground, step.instance.id)
    announce_suspension(step, ground)


def announce_suspension(step: Step, ground: str) -> None:
    """Tell the unit and the standing body that the nomination of this instance is held."""
    unit_id = step.nomination.unit_id
    step.notify(
        [*step.members(Group.UNIT_HEAD, unit_id), *step.members(Group.STANDING_BODY)],
        "nomination_suspended",
        f"suspended/{step.now.isoformat()}",
        nomination=step.nomination.key,
        ground=ground,
    )


@action("record_suspension_upheld")
def record_suspension_upheld(step: Step) -> None:
    """End the nomination, because the conclusion upheld the ground it was held on."""
    step.nomination.suspended_at = None
    conclude(step, NominationStatus.INELIGIBLE, step.variables.get("note") or "")


def grounds_of(dossier: Dossier | None) -> list[str]:
    """List the grounds a dossier names for holding its nomination still."""
    return [words for flag, words in _GROUNDS.items() if dossier and getattr(dossier, flag)]
