"""The consolidated list: ranked, posted, complained about, and put before the council."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from service.actions.campaigns import everybody, record
from service.actions.registry import action
from service.actions.step import Step
from service.actions.suspensions import suspend
from service.audit.events import Event
from service.errors import Invalid
from service.models import (
    CampaignStatus,
    Complaint,
    CouncilSession,
    Nomination,
    NominationStatus,
)
from service.queries.reviews import nominations_in, unanswered_complaints


@action("record_consolidation")
def record_consolidation(step: Step) -> None:
    """Keep the ranking the standing body gave the nominations that are ready."""
    ranking = step.answers("consolidate")["ranking"]
    _check_distinct(ranking)
    step.campaign.status = CampaignStatus.CONSOLIDATING
    for nomination in nominations_in(step.session, step.campaign.id, NominationStatus.READY):
        if nomination.key in ranking:
            step.uow.record(
                Event.NOMINATION_RANKED,
                instance_id=step.instance.id,
                nomination_id=nomination.id,
                detail={"rank": ranking[nomination.key]["rank"]},
                values={"note": ranking[nomination.key].get("note")},
            )
    record(step, Event.CAMPAIGN_CONSOLIDATED, nominations=len(ranking))


def _check_distinct(ranking: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a rank that is given twice, at each of the nominations that have it."""
    of_rank: dict[int, list[str]] = {}
    for key, row in ranking.items():
        of_rank.setdefault(row["rank"], []).append(key)
    wrong = {
        f"ranking.{key}.rank": ["same_rank:" + ", ".join(one for one in keys if one != key)]
        for keys in of_rank.values()
        if len(keys) > 1
        for key in keys
    }
    if wrong:
        raise Invalid(wrong)


@action("post_list")
def post_list(step: Step) -> int:
    """Post the list inside the department; answer with how many names it has.

    A campaign may have set no days for it; then nothing is posted, and nobody is told it were.
    """
    listed = nominations_in(step.session, step.campaign.id, NominationStatus.READY)
    if not step.setting("posting_days"):
        return len(listed)
    record(step, Event.CAMPAIGN_POSTED, nominations=[one.id for one in listed])
    step.notify(
        everybody(step),
        "list_posted",
        "posted",
        campaign=step.campaign.name,
        count=len(listed),
        days=step.setting("posting_days"),
    )
    return len(listed)


@action("count_complaints")
def count_complaints(step: Step) -> int:
    """Count what was brought forward and awaits an answer."""
    return len(unanswered_complaints(step.session, step.campaign.id))


@action("apply_complaints")
def apply_complaints(step: Step) -> int:
    """Keep the answers; a nomination with a substantiated complaint is held. Count those."""
    given = step.answers("answer_complaints")["complaints"]
    held = 0
    for complaint, nomination in unanswered_complaints(step.session, step.campaign.id):
        said = given.get(str(complaint.id))
        # What came in after the form was opened waits for its own answer.
        if said is not None:
            _answer(step, complaint, said["answer"], substantiated=said["substantiated"])
            held += said["substantiated"] and _hold(step, complaint, nomination)
    return held


def _answer(step: Step, complaint: Complaint, answer: str, *, substantiated: bool) -> None:
    complaint.substantiated = substantiated
    complaint.answer = answer
    complaint.answered_at = step.now
    step.uow.record(
        Event.COMPLAINT_ANSWERED,
        instance_id=step.instance.id,
        nomination_id=complaint.nomination_id,
        detail={"complaint": complaint.id, "substantiated": substantiated},
        values={"answer": answer},
    )


def _hold(step: Step, complaint: Complaint, nomination: Nomination) -> bool:
    if nomination.suspended_at is not None:
        return False
    suspend(step.uow, nomination, complaint.answer or "", step.instance.id)
    return True


@action("convene_council")
def convene_council(step: Step) -> str:
    """Freeze the list and put it before a session of the council; answer with its key."""
    listed = nominations_in(step.session, step.campaign.id, NominationStatus.READY)
    for nomination in listed:
        nomination.status = NominationStatus.COUNCIL
        step.uow.record(
            Event.NOMINATION_PRESENTED,
            instance_id=step.instance.id,
            nomination_id=nomination.id,
        )
    number = _next_session(step)
    council = CouncilSession(campaign_id=step.campaign.id, number=number, place="")
    step.session.add(council)
    step.uow.flush()
    key = f"{step.campaign.code}/council/{number}"
    step.start("council_session", key, variables={"session": council.id})
    return key


def _next_session(step: Step) -> int:
    last = step.session.scalar(
        select(func.max(CouncilSession.number)).where(
            CouncilSession.campaign_id == step.campaign.id
        )
    )
    return (last or 0) + 1
