"""What becomes of the rows a case is about when an administrator cancels it."""

from collections.abc import Callable, Mapping

from service.actions.outcomes import conclude
from service.actions.step import Step
from service.actions.unit_reviews import close_review
from service.audit.events import Event
from service.models import OUTCOMES, CampaignStatus, NominationStatus


def tell_cancelled(step: Step, reason: str) -> None:
    """Bring what the case is about to the end that fits; whoever counts on it is told."""
    tell = _ENDS.get(step.instance.process_key)
    if tell is not None:
        tell(step, reason)


def _end_nomination(step: Step, reason: str) -> None:
    if step.nomination.status not in OUTCOMES:
        step.nomination.suspended_at = None
        conclude(step, NominationStatus.WITHDRAWN, reason)


def _archive_campaign(step: Step, reason: str) -> None:
    step.campaign.status = CampaignStatus.ARCHIVED
    step.uow.record(
        Event.CAMPAIGN_ARCHIVED, instance_id=step.instance.id, values={"reason": reason}
    )


_ENDS: Mapping[str, Callable[[Step, str], None]] = {
    "nomination": _end_nomination,
    "unit_review": close_review,
    "campaign": _archive_campaign,
}
