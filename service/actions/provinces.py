"""The submission to the province: sent, received, returned, supplemented, decided."""

from collections.abc import Iterable
from typing import Any

from service.actions.papers import draw_up, moment, note_number, note_signature, record
from service.actions.registry import action
from service.actions.step import Step
from service.audit.events import Event
from service.errors import Invalid
from service.models import (
    Award,
    Group,
    Nomination,
    NominationStatus,
    Paper,
    PaperKind,
    PaperLine,
)
from service.queries.awards import (
    PROVINCIAL_AWARDS,
    letter_of,
    passed_nominations,
    submitted_nominations,
)
from workflows.values import Variables

#: What the province can decide on each award.
_POSSIBLE = {
    Award.BANG_KHEN_TINH: frozenset({"granted", "refused"}),
    Award.BANG_KHEN_TTG: frozenset({"forwarded", "refused"}),
}
_WAITS_AT = {
    "escalate_receipt": "tiếp nhận hồ sơ",
    "escalate_response": "trả lời về hồ sơ",
    "escalate_appraisal": "thẩm định, quyết định khen thưởng",
}


@action("file_submission")
def file_submission(step: Step) -> int:
    """File the signed letter as sent, with a line for each nomination it submits."""
    nominations = passed_nominations(step.session, step.campaign.id, PROVINCIAL_AWARDS)
    letter = draw_up(step, PaperKind.SUBMISSION_LETTER, nominations)
    letter.abstract = step.answers("draft_submission")["abstract"]
    note_signature(step, letter, "sign_submission")
    note_number(step, letter, "dispatch_submission")
    letter.sent_at = moment(step.answers("dispatch_submission")["sent"])
    record(step, Event.PAPER_SENT, letter)
    return len(letter.lines)


@action("escalate_receipt")
@action("escalate_response")
@action("escalate_appraisal")
def escalate(step: Step) -> None:
    """Tell the Director and the standing body that the province is past its time."""
    step.notify(
        [*step.members(Group.DIRECTOR), *step.members(Group.STANDING_BODY)],
        "province_overdue",
        # A submission that was returned and sent again may run out of time again.
        f"{step.element_id}/{len(step.all_answers('redispatch'))}",
        campaign=step.campaign.name,
        step=_WAITS_AT[step.element_id],
    )
    letter = letter_of(step.session, step.instance)
    if letter is not None:
        record(step, Event.PAPER_ESCALATED, letter)


@action("return_nominations")
def return_nominations(step: Step) -> list[str]:
    """Hand the province's requests to the nominations; answer with those awaited back."""
    letter = _received_letter(step)
    answered = step.answers("record_province_response").get("returns", {})
    awaiting = []
    for one in submitted_nominations(step.session, step.instance):
        said = answered.get(one.key, {})
        if said.get("verdict") == "missing":
            _return(step, one, said.get("missing") or "")
            awaiting.append(one.key)
    record(step, Event.PAPER_RETURNED, letter)
    return awaiting


def _return(step: Step, nomination: Nomination, missing: str) -> None:
    nomination.status = NominationStatus.RETURNED
    if nomination.dossier is not None:
        nomination.dossier.missing = missing
    step.uow.record(
        Event.NOMINATION_RETURNED,
        instance_id=step.instance.id,
        nomination_id=nomination.id,
        values={"missing": missing},
    )
    step.send(
        "nomination",
        f"{step.campaign.code}/{nomination.key}",
        "returned_by_province",
        {"missing": missing, "province_key": step.instance.business_key},
    )


def _received_letter(step: Step) -> Paper:
    """Find the letter, with the day the province received it."""
    letter = _letter(step)
    received = step.answers("record_receipt").get("received")
    if received and letter.received_at is None:
        letter.received_at = moment(received)
        record(step, Event.PAPER_RECEIVED, letter)
    return letter


def _letter(step: Step) -> Paper:
    letter = letter_of(step.session, step.instance)
    if letter is None:
        raise LookupError(f"{step.instance.business_key} has no letter on file")
    return letter


@action("note_supplement")
def note_supplement(step: Step) -> list[str]:
    """Take a supplemented nomination off the list of those awaited back."""
    key = step.variables["supplement"]["nomination"]
    for one in submitted_nominations(step.session, step.instance):
        if one.key == key and one.status is NominationStatus.RETURNED:
            one.status = NominationStatus.COUNCIL
            step.uow.record(
                Event.NOMINATION_SUPPLEMENTED,
                instance_id=step.instance.id,
                nomination_id=one.id,
            )
    return [one for one in step.variables["awaiting"] if one != key]


@action("review_supplements")
def review_supplements(step: Step) -> list[str]:
    """Stop waiting for nominations that have ended; remind the standing body of the others."""
    returned = {one.key for one in submitted_nominations(step.session, step.instance)}
    awaiting = [one for one in step.variables["awaiting"] if one in returned]
    for key in awaiting:
        step.notify(
            step.members(Group.STANDING_BODY),
            "supplement_overdue",
            f"supplement/{key}/{len(step.all_answers('redispatch'))}",
            nomination=key,
        )
    return awaiting


@action("apply_province_decisions")
def apply_province_decisions(step: Step) -> Variables:
    """File the province's decision and tell every nomination what it says."""
    _received_letter(step)
    answered = step.answers("record_province_decisions")
    nominations = submitted_nominations(step.session, step.instance)
    decisions = answered["decisions"]
    _refuse_impossible(nominations, decisions)
    paper = draw_up(step, PaperKind.PROVINCE_DECISION, nominations)
    paper.abstract = "Quyết định khen thưởng của Chủ tịch UBND tỉnh"
    paper.received_at = step.now
    note_number(step, paper, "record_province_decisions")
    for line in paper.lines:
        _settle(step, line, decisions[line.nomination.key])
    record(step, Event.PAPER_DECIDED, paper)
    forwarded = NominationStatus.FORWARDED
    return {"prime_minister": any(one.status is forwarded for one in nominations)}


def _refuse_impossible(nominations: Iterable[Nomination], decisions: dict[str, Any]) -> None:
    wrong = {
        f"decisions.{one.key}.decision": ["not_open_to_choice"]
        for one in nominations
        if decisions.get(one.key, {}).get("decision") not in _POSSIBLE[one.award]
    }
    if wrong:
        raise Invalid(wrong)


def _settle(step: Step, line: PaperLine, decided: dict[str, Any]) -> None:
    nomination = line.nomination
    line.reason = decided.get("reason") or ""
    if decided["decision"] == "forwarded":
        nomination.status = NominationStatus.FORWARDED
        step.uow.record(
            Event.NOMINATION_FORWARDED,
            instance_id=step.instance.id,
            nomination_id=nomination.id,
        )
        return
    line.granted = decided["decision"] == "granted"
    step.send(
        "nomination",
        f"{step.campaign.code}/{nomination.key}",
        "award_result",
        {"granted": line.granted, "reason": line.reason},
    )
