"""What the Prime Minister decided on nominations the province forwarded."""

from datetime import date
from typing import Any

from service.actions.registry import action
from service.actions.step import Step
from service.audit.events import Event
from service.errors import Invalid
from service.models import Nomination, NominationStatus, Paper, PaperKind, PaperLine
from service.queries.reviews import nominations_in


@action("apply_prime_minister_decisions")
def apply_prime_minister_decisions(step: Step) -> int:
    """File the decision and tell each nomination; answer with how many were granted."""
    given = step.answers("record_prime_minister_decisions")
    _refuse_unnumbered(given)
    decided = [
        (one, given["decisions"][one.key])
        for one in nominations_in(step.session, step.campaign.id, NominationStatus.FORWARDED)
        if one.key in given["decisions"]
    ]
    paper = _file(step, given)
    for nomination, said in decided:
        _decide(step, paper, nomination, said)
    return sum(said["granted"] for _, said in decided)


def _refuse_unnumbered(given: dict[str, Any]) -> None:
    """An award stands on a decision with its number and date; only a refusal may do without."""
    is_granted = any(said["granted"] for said in given["decisions"].values())
    missing = [name for name in ("number", "dated") if not given.get(name)]
    if is_granted and missing:
        raise Invalid({name: ["required"] for name in missing})


def _file(step: Step, given: dict[str, Any]) -> Paper:
    dated = given.get("dated")
    paper = Paper(
        campaign_id=step.campaign.id,
        kind=PaperKind.PRIME_MINISTER_DECISION,
        number=given.get("number"),
        dated=date.fromisoformat(dated) if dated else None,
        received_at=step.now,
    )
    step.session.add(paper)
    step.uow.flush()
    step.uow.record(
        Event.PAPER_DECIDED,
        instance_id=step.instance.id,
        detail={"paper": paper.id, "kind": paper.kind.value},
        values={"number": paper.number},
    )
    return paper


def _decide(step: Step, paper: Paper, nomination: Nomination, said: dict[str, Any]) -> None:
    reason = said.get("reason") or ""
    line = PaperLine(
        paper_id=paper.id, nomination_id=nomination.id, granted=said["granted"], reason=reason
    )
    step.session.add(line)
    step.send(
        "nomination",
        f"{step.campaign.code}/{nomination.key}",
        "award_result",
        {"granted": said["granted"], "reason": reason},
    )
