"""What follows the council: own awards, the province, and dossiers that were held meanwhile."""

from sqlalchemy import func, select

from service.actions.campaigns import record
from service.actions.registry import action
from service.actions.step import Step
from service.audit.events import Event
from service.models import NominationStatus, ProcessInstance
from service.queries.awards import OWN_AWARDS, PROVINCIAL_AWARDS, passed_nominations
from service.queries.reviews import nominations_in
from workflows.values import Variables


@action("count_awards")
def count_awards(step: Step) -> Variables:
    """Say which authorities have to decide on what the council passed and nobody has decided."""
    campaign_id = step.campaign.id
    own = passed_nominations(step.session, campaign_id, OWN_AWARDS)
    provincial = passed_nominations(step.session, campaign_id, PROVINCIAL_AWARDS)
    record(step, Event.CAMPAIGN_DECIDED, own=len(own), provincial=len(provincial))
    return {"own": bool(own), "provincial": bool(provincial)}


@action("start_department_award")
def start_department_award(step: Step) -> None:
    """Have the Director's own decision drafted."""
    _start_next(step, "department_award", "award")


@action("start_provincial_submission")
def start_provincial_submission(step: Step) -> None:
    """Have the submission to the province drafted."""
    _start_next(step, "provincial_submission", "province")


def _start_next(step: Step, process_key: str, word: str) -> None:
    begun = step.session.scalar(
        select(func.count(ProcessInstance.id)).where(
            ProcessInstance.campaign_id == step.campaign.id,
            ProcessInstance.process_key == process_key,
        )
    )
    step.start(process_key, f"{step.campaign.code}/{word}/{(begun or 0) + 1}")


@action("recall_nominations")
def recall_nominations(step: Step) -> Variables:
    """Find what was held while the others went on and may go on now, and where it goes next.

    A conclusion that clears somebody obliges the authority to decide (Decree 152/2025 Art. 4(4)).
    """
    campaign_id = step.campaign.id
    ready = nominations_in(step.session, campaign_id, NominationStatus.READY)
    passed = passed_nominations(step.session, campaign_id, OWN_AWARDS | PROVINCIAL_AWARDS)
    forwarded = nominations_in(step.session, campaign_id, NominationStatus.FORWARDED)
    held = [one.id for one in (*ready, *passed)]
    if held:
        record(step, Event.CAMPAIGN_CHANGED, recalled=held)
    return {
        "next": "council" if ready else "awards" if passed else "none",
        "prime_minister": bool(forwarded),
    }
