"""The Director's own awards: the decision, its lines and its bonuses."""

from datetime import date
from typing import Any

from service.actions.bonuses import read_rates
from service.actions.papers import draw_up, note_number, note_signature, record
from service.actions.registry import action, facts
from service.actions.step import Step
from service.audit.events import Event
from service.forms.words import AWARD_NAMES
from service.models import Group, Nomination, Paper, PaperKind
from service.queries.awards import OWN_AWARDS, passed_nominations
from workflows.values import Variables


@facts("award_decision")
def award_decision_facts(step: Step) -> Variables:
    """Tell the table of bonuses the day of the decision, as a number that can be compared."""
    dated = date.fromisoformat(step.answers("register_decision")["date"])
    return {"dated": dated.year * 10_000 + dated.month * 100 + dated.day}


@action("issue_awards")
def issue_awards(step: Step) -> int:
    """File the signed decision, work out every bonus and tell the nominations."""
    nominations = passed_nominations(step.session, step.campaign.id, OWN_AWARDS)
    paper = draw_up(step, PaperKind.AWARD_DECISION, nominations)
    drafted = step.answers("draft_decision")
    paper.abstract = drafted["abstract"]
    note_signature(step, paper, "sign_decision")
    note_number(step, paper, "register_decision")
    _grant(step, paper, drafted["lines"])
    for one in nominations:
        _tell(step, one, paper)
    record(step, Event.PAPER_DECIDED, paper)
    return len(nominations)


def _grant(step: Step, paper: Paper, drafted: dict[str, Any]) -> None:
    rates = read_rates(step.variables["rates"])
    for line in paper.lines:
        nomination = line.nomination
        rate = rates.get((nomination.award, nomination.subject))
        line.granted = True
        line.reason = drafted.get(nomination.key, {}).get("citation") or ""
        line.bonus = rate.bonus if rate else None


def _tell(step: Step, nomination: Nomination, paper: Paper) -> None:
    step.send(
        "nomination",
        f"{step.campaign.code}/{nomination.key}",
        "award_result",
        {"granted": True, "reason": ""},
    )
    people = [
        *step.members(Group.UNIT_CLERK, nomination.unit_id),
        *step.members(Group.UNIT_HEAD, nomination.unit_id),
    ]
    step.notify(
        people,
        "award_decided",
        f"awarded/{nomination.key}",
        number=paper.number,
        nomination=nomination.key,
        award=AWARD_NAMES[nomination.award],
    )
