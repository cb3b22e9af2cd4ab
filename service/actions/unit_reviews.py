"""What happens in the review of a unit: its meeting, its list, its deadline."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from service.actions.registry import action, facts
from service.actions.settling import settle
from service.actions.step import Step
from service.actions.tallies import Denominator, Threshold, read_thresholds
from service.actions.words import moment_words
from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.errors import Invalid
from service.models import Award, Group, Nomination, ReviewStatus, UnitReview
from service.queries.reviews import live_nominations
from workflows.values import Variables

#: The words of a review that belong to an event of it.
_TOLD_WITH = {
    Event.REVIEW_MEETING_HELD: "minutes",
    Event.REVIEW_ACCEPTED_LATE: "late_reason",
    Event.REVIEW_CLOSED: "late_reason",
}


@facts("unit_vote")
def unit_vote_facts(step: Step) -> Variables:
    """Tell the table of thresholds which body votes."""
    return {"body": "unit"}


@action("record_meeting")
def record_meeting(step: Step) -> Variables:
    """Keep the meeting and its votes; answer whether it could decide, and how many passed."""
    given = step.answers("hold_meeting")
    review = _review(step)
    review.held_at = datetime.combine(date.fromisoformat(given["held_on"]), time(), LOCAL_ZONE)
    review.members_total = given["members_total"]
    review.members_present = given["members_present"]
    review.minutes = given["minutes"]
    _keep_votes(step, given)
    thresholds = read_thresholds(step.variables["thresholds"])
    is_quorate = all(
        one.is_quorate(given["members_present"], given["members_total"])
        for one in thresholds.values()
    )
    passed = sum(_is_passed(one, thresholds, review) for one in _nominations(step))
    _record(step, Event.REVIEW_MEETING_HELD, review, quorate=is_quorate, passed=passed)
    return {"quorate": is_quorate, "passed": passed}


def _keep_votes(step: Step, given: dict[str, Any]) -> None:
    for nomination in _nominations(step):
        votes = given["results"].get(nomination.key)
        nomination.unit_yes = votes["yes"] if votes else None
        nomination.unit_present = given["members_present"] if votes else None
        if votes:
            step.uow.record(
                Event.REVIEW_MEETING_HELD,
                instance_id=step.instance.id,
                nomination_id=nomination.id,
                detail={"yes": votes["yes"], "no": votes["no"]},
            )


def _is_passed(
    nomination: Nomination, thresholds: dict[Award, Threshold], review: UnitReview
) -> bool:
    threshold = thresholds[nomination.award]
    if nomination.unit_yes is None:
        return False
    of_all = threshold.denominator is Denominator.ALL_MEMBERS
    voters = review.members_total if of_all else review.members_present
    return threshold.is_passed(nomination.unit_yes, voters or 0)


@action("submit_list")
def submit_list(step: Step) -> None:
    """Hand in the endorsed list, and tell every nomination how its unit decided."""
    review = _review(step)
    thresholds = read_thresholds(step.variables["thresholds"])
    for nomination in _nominations(step):
        passed = _is_passed(nomination, thresholds, review)
        _tell(step, nomination, passed=passed, reason="" if passed else "too_few_votes")
    review.status = ReviewStatus.SUBMITTED
    review.submitted_at = step.now
    _record(step, Event.REVIEW_ENDORSED, review)
    _record(step, Event.REVIEW_SUBMITTED, review, late=review.is_late)
    settle(step)


def _tell(step: Step, nomination: Nomination, *, passed: bool, reason: str) -> None:
    step.send(
        "nomination",
        f"{step.campaign.code}/{nomination.key}",
        "unit_result",
        {
            "passed": passed,
            "yes": nomination.unit_yes,
            "present": nomination.unit_present,
            "reason": reason,
        },
    )


@action("remind_unit")
def remind_unit(step: Step, days: int) -> None:
    """Remind the unit that its list is due in so many working days."""
    step.notify(
        [
            *step.members(Group.UNIT_CLERK, step.unit.id),
            *step.members(Group.UNIT_HEAD, step.unit.id),
        ],
        "unit_reminder" if days > 1 else "unit_last_reminder",
        f"reminder/{days}",
        unit=step.unit.name,
        deadline=moment_words(step.deadline("unit_deadline")),
    )
    _record(step, Event.REVIEW_REMINDED, _review(step), days=days)


@action("accept_late_unit")
def accept_late_unit(step: Step) -> str:
    """Let the unit hand in late; answer with the end of the last day it has."""
    given = step.answers("decide_late_unit")
    last_day = date.fromisoformat(given["late_deadline"])
    end = datetime.combine(last_day + timedelta(days=1), time(), LOCAL_ZONE)
    if end <= step.now:
        raise Invalid({"late_deadline": ["past"]})
    review = _review(step)
    review.is_late = True
    review.late_reason = given["reason"]
    for nomination in _nominations(step):
        nomination.is_late = True
    _record(step, Event.REVIEW_ACCEPTED_LATE, review, until=end.isoformat())
    return end.isoformat()


@action("close_unit")
def close_unit(step: Step) -> None:
    """Close the review of a unit that missed its deadline; nothing of it goes further."""
    close_review(step, step.answers("decide_late_unit")["reason"])


def close_review(step: Step, reason: str) -> None:
    """Close the review of a unit, and end its nominations as not passed on."""
    review = _review(step)
    review.status = ReviewStatus.CLOSED
    review.late_reason = reason
    for nomination in _nominations(step):
        _tell(step, nomination, passed=False, reason="unit_closed")
    _record(step, Event.REVIEW_CLOSED, review)
    settle(step)


def _review(step: Step) -> UnitReview:
    wanted = select(UnitReview).where(
        UnitReview.campaign_id == step.campaign.id, UnitReview.unit_id == step.unit.id
    )
    return step.session.scalars(wanted).one()


def _nominations(step: Step) -> Sequence[Nomination]:
    return live_nominations(step.session, step.campaign.id, step.unit.id)


def _record(step: Step, event: Event, review: UnitReview, **detail: Any) -> None:
    told = _TOLD_WITH.get(event)
    step.uow.record(
        event,
        instance_id=step.instance.id,
        detail={"unit": review.unit_id} | detail,
        values={told: getattr(review, told)} if told else {},
    )
