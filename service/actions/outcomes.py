"""How a nomination ends."""

from sqlalchemy import select

from service.actions.registry import action
from service.actions.settling import settle
from service.actions.step import Step
from service.actions.words import NOT_PASSED_WORDS, OUTCOME_WORDS
from service.audit.events import Event
from service.models import Group, NominationStatus, Person
from service.queries.reviews import last_results


def conclude(step: Step, status: NominationStatus, reason: str) -> None:
    """End the nomination of this instance, and tell its unit and the nominee."""
    nomination = step.nomination
    nomination.status = status
    nomination.outcome_reason = reason or None
    nomination.ended_at = step.now
    step.uow.record(
        Event.NOMINATION_CONCLUDED,
        instance_id=step.instance.id,
        nomination_id=nomination.id,
        detail={"status": status.value},
        values={"reason": reason},
    )
    step.notify(
        _concerned(step),
        "nomination_ended",
        "ended",
        nomination=nomination.key,
        outcome=OUTCOME_WORDS[status],
        reason=reason,
    )
    settle(step)


def _concerned(step: Step) -> list[Person]:
    """List who is told the result: the unit that nominated, whoever proposed it, the nominee."""
    nomination = step.nomination
    named = [nomination.proposed_by_id, nomination.person_id]
    wanted = select(Person).where(Person.id.in_(named), Person.is_active).order_by(Person.id)
    return [
        *step.members(Group.UNIT_CLERK, nomination.unit_id),
        *step.members(Group.UNIT_HEAD, nomination.unit_id),
        *step.session.scalars(wanted),
    ]


@action("record_not_nominated")
def record_not_nominated(step: Step) -> None:
    """End a nomination its unit did not pass, or whose unit was closed."""
    reason = NOT_PASSED_WORDS.get(step.variables.get("reason") or "", "")
    conclude(step, NominationStatus.NOT_NOMINATED, reason)


@action("record_ineligible")
def record_ineligible(step: Step) -> None:
    """End a nomination its unit gave up because it does not meet the conditions."""
    reason = step.answers("answer_ineligibility").get("reason") or ""
    conclude(step, NominationStatus.INELIGIBLE, reason)


@action("record_ineligible_late")
def record_ineligible_late(step: Step) -> None:
    """End a nomination that failed a rule when it was checked against the records."""
    against = [
        f"{one.annotations['Mã']}: {one.annotations['Giải thích']}"
        for one in last_results(step.session, step.instance.id, "recheck_eligibility")
        if one.outputs["severity"] == "BLOCK"
    ]
    conclude(step, NominationStatus.INELIGIBLE, " ".join(against))


@action("record_refused")
def record_refused(step: Step) -> None:
    """End a nomination whose dossier the standing body refused."""
    reason = step.answers("check_completeness").get("missing") or ""
    conclude(step, NominationStatus.REFUSED, reason)


@action("record_council_refusal")
def record_council_refusal(step: Step) -> None:
    """End a nomination that did not pass the council or found no place in the quota."""
    over_quota = step.variables["result"] == "over_quota"
    conclude(step, NominationStatus.OVER_QUOTA if over_quota else NominationStatus.NOT_PASSED, "")


@action("record_awarded")
def record_awarded(step: Step) -> None:
    """End a nomination with the award, which may be a lower one than was asked for."""
    lower = step.nomination.award != step.nomination.proposed_award
    conclude(step, NominationStatus.DOWNGRADED if lower else NominationStatus.AWARDED, "")


@action("record_award_refused")
def record_award_refused(step: Step) -> None:
    """End a nomination which the authority that decides did not award."""
    conclude(step, NominationStatus.REFUSED, step.variables.get("reason") or "")


@action("record_withdrawn")
def record_withdrawn(step: Step) -> None:
    """End a nomination that was withdrawn."""
    step.nomination.suspended_at = None
    conclude(step, NominationStatus.WITHDRAWN, step.variables.get("reason") or "")
