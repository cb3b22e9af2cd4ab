"""A season as plain values for programs: what was decided about each nomination, when, why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.models import Nomination, PaperKind, ProcessInstance, RuleResult, TimerJob, UserTask
from service.rehearsal.people import ZONE
from service.rehearsal.record import Record
from service.rehearsal.routes import Evidence, find_routes

Table = dict[str, Any]

#: User tasks that decide about one nomination: the answer that decides, and why.
DECIDING = {
    "check_completeness": ("outcome", "missing"),
    "answer_ineligibility": ("answer", "reason"),
    "cross_check": ("rating", "note"),
}

#: Lists in which each row decides about one nomination: the list, the answer, and why.
DECIDING_ROWS = {
    "resolve_tallies": ("decision", "reason"),
    "record_province_response": ("returned", "missing"),
    "record_province_decisions": ("decision", "reason"),
}

PAPERS = {
    PaperKind.AWARD_DECISION: "issue_awards",
    PaperKind.PROVINCE_DECISION: "apply_province_decisions",
    PaperKind.PRIME_MINISTER_DECISION: "apply_prime_minister_decisions",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about a nomination; sorted by when it was taken."""

    at: datetime
    element: str
    outcome: str
    reason: str
    rule: str | None

    def table(self) -> Table:
        """The decision without its moment, which is in the ledger."""
        return {
            "element": self.element,
            "outcome": self.outcome,
            "reason": self.reason,
            "rule": self.rule,
        }


def export(evidence: Evidence, flows: Set[str], verified: bool) -> Table:
    """Tell a season as the values ``thidua rehearse --json`` writes.

    ``flows`` are the sequence flows of the diagrams: a route names the elements only.
    """
    record = evidence.record
    routes = {
        instance_id: [one for one in trail if one not in flows]
        for instance_id, trail in evidence.trails.items()
    }
    return {
        "nominations": [_nomination(record, one, routes) for one in record.nominations],
        "timers": [_timer(record, one) for one in record.timers],
        "routes": find_routes(evidence),
        "totals": totals(record),
        "audit": {"verified": verified, "entries": len(record.happenings)},
    }


def totals(record: Record) -> Table:
    """Count a season: by outcome, award, subject and content."""
    nominations = record.nominations
    return {
        "units": len(record.reviews),
        "nominations": len(nominations),
        "by_outcome": _counted(one.status for one in nominations),
        "by_award": _counted(one.proposed_award for one in nominations),
        "by_subject": _counted(one.subject for one in nominations),
        "by_content": _counted(one.content for one in nominations),
        "tasks": _counted(one.status for one in record.tasks),
        "timers": _counted(one.state for one in record.timers),
        "instances": _counted(one.process_key for one in record.instances.values()),
        "unfinished": [_name(one) for one in record.unfinished()],
        "ballots": len(record.ballots),
        "bonus": sum(one.bonus or 0 for one in record.lines),
    }


def decisions(record: Record, nomination: Nomination) -> list[Decided]:
    """Everything that was decided about a nomination, in order."""
    taken = [
        *_by_rules(record, nomination),
        *_in_tasks(record, nomination),
        *_in_rows(record, nomination),
        *_by_votes(record, nomination),
        *_on_papers(record, nomination),
    ]
    return sorted(taken, key=lambda one: one.at)


def _nomination(record: Record, nomination: Nomination, routes: Mapping[int, list[str]]) -> Table:
    key = f"{record.campaign.code}/{nomination.key}"
    instance = record.instance_of("nomination", key)
    return {
        "key": nomination.key,
        "unit": record.units[nomination.unit_id].code,
        "award": nomination.award.value,
        "content": nomination.content.value,
        "route": routes[instance.id] if instance else [],
        "decisions": [one.table() for one in decisions(record, nomination)],
        "outcome": nomination.status.value,
    }


def _timer(record: Record, timer: TimerJob) -> Table:
    return {
        "instance": _name(record.instances[timer.instance_id]),
        "element": timer.element_id,
        "due_at": _local(timer.due_at),
        "fired_at": _local(timer.fired_at),
        "state": timer.state.value,
        "calendar_version": timer.calendar_version,
    }


def _by_rules(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for rule in record.rules:
        if rule.nomination_id == nomination.id:
            yield Decided(rule.at, rule.element_id, _severity(rule), _reason(rule), rule.rule_id)


def _severity(rule: RuleResult) -> str:
    return str(rule.outputs.get("severity") or next(iter(rule.outputs.values()), ""))


def _reason(rule: RuleResult) -> str:
    said = rule.outputs.get("message") or rule.outputs.get("reason")
    source = rule.annotations.get("source") or rule.annotations.get("article")
    return " — ".join(str(one) for one in (said, source) if one)


def _in_tasks(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for task in record.tasks:
        if task.element_id not in DECIDING or not _answers_for(record, task, nomination):
            continue
        outcome, reason = DECIDING[task.element_id]
        yield _answered(task, task.answers or {}, outcome, reason)


def _answers_for(record: Record, task: UserTask, nomination: Nomination) -> bool:
    own = record.instances[task.instance_id].nomination_id == nomination.id
    return own and task.answers is not None


def _in_rows(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for task in record.tasks:
        if task.element_id not in DECIDING_ROWS:
            continue
        outcome, reason = DECIDING_ROWS[task.element_id]
        for rows in (task.answers or {}).values():
            if isinstance(rows, dict) and nomination.key in rows:
                yield _answered(task, rows[nomination.key], outcome, reason)


def _answered(task: UserTask, answers: Mapping[str, Any], outcome: str, reason: str) -> Decided:
    assert task.closed_at is not None
    said = answers.get(outcome)
    word = {True: "yes", False: "no", None: ""}.get(said, str(said))
    return Decided(task.closed_at, task.element_id, word, str(answers.get(reason) or ""), None)


def _by_votes(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for review in record.reviews:
        voted = review.unit_id == nomination.unit_id and nomination.unit_present is not None
        if voted and review.held_at is not None:
            reason = f"{nomination.unit_yes}/{nomination.unit_present}"
            outcome = "not_passed" if nomination.status == "not_nominated" else "passed"
            yield Decided(review.held_at, "hold_meeting", outcome, reason, None)
    sessions = {one.id: one for one in record.sessions}
    for tally in record.tallies:
        concluded = sessions[tally.session_id].concluded_at
        if tally.nomination_id == nomination.id and concluded is not None:
            voters = tally.members - tally.recused
            reason = f"{tally.yes}/{voters}, cần {tally.needed}"
            yield Decided(concluded, "count_ballots", tally.verdict, reason, tally.rule_id)


def _on_papers(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for line in record.lines:
        element = PAPERS.get(line.paper.kind)
        if line.nomination_id != nomination.id or element is None or line.granted is None:
            continue
        at = line.paper.signed_at or line.paper.received_at or line.paper.sent_at
        outcome = "granted" if line.granted else "refused"
        reason = line.reason or f"{line.paper.number or ''}"
        yield Decided(at or nomination.created_at, element, outcome, reason, None)


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(str(one) for one in words).items()))


def _name(instance: ProcessInstance) -> str:
    return f"{instance.process_key} {instance.business_key}"


def _local(moment: datetime | None) -> str | None:
    return moment.astimezone(ZONE).isoformat() if moment else None
