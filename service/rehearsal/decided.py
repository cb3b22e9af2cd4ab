"""What was decided about a nomination, in order, with the reason and the rule where one spoke."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.audit.events import Event
from service.models import Nomination, PaperKind, ReviewStatus, RuleResult, UserTask
from service.rehearsal.record import Record

#: User tasks that decide about one nomination: the answer that decides, and why.
TASKS = {
    "answer_ineligibility": ("mend", "reason"),
    "check_completeness": ("outcome", "missing"),
    "cross_check": ("rating", "note"),
}

#: Lists in which each row decides about one nomination: the answer, and why.
ROWS = {
    "resolve_tallies": ("decision", "reason"),
    "record_province_response": ("verdict", "missing"),
    "record_province_decisions": ("decision", "reason"),
    "record_prime_minister_decisions": ("granted", "reason"),
}

HAPPENINGS = {
    Event.NOMINATION_SUSPENDED: "suspended",
    Event.NOMINATION_RESUMED: "resumed",
    Event.NOMINATION_SUSPENSION_UPHELD: "upheld",
    Event.NOMINATION_WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about a nomination; sorted by when it was taken."""

    at: datetime
    element: str
    outcome: str
    reason: str
    rule: str | None = None

    def table(self) -> dict[str, str | None]:
        """The decision without its moment, which is in the ledger."""
        return {
            "element": self.element,
            "outcome": self.outcome,
            "reason": self.reason,
            "rule": self.rule,
        }


def decisions(record: Record, nomination: Nomination) -> list[Decided]:
    """List everything that was decided about a nomination, in order."""
    # At one moment a person answers first, then the rules speak, then the result is noted.
    taken = [
        *_in_tasks(record, nomination),
        *_in_meetings(record, nomination),
        *_in_rows(record, nomination),
        *_in_complaints(record, nomination),
        *_by_rules(record, nomination),
        *_by_counts(record, nomination),
        *_by_happenings(record, nomination),
        *_on_papers(record, nomination),
    ]
    return sorted(taken, key=lambda one: one.at)


def _in_tasks(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for task in record.tasks:
        own = record.instances[task.instance_id].nomination_id == nomination.id
        if own and task.element_id in TASKS and task.answers is not None:
            yield _answered(task, task.answers, TASKS[task.element_id])


def _in_rows(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for task in record.tasks:
        row = _row(task, nomination) if task.element_id in ROWS else None
        if row is not None:
            yield _answered(task, row, ROWS[task.element_id])


def _row(task: UserTask, nomination: Nomination) -> Mapping[str, Any] | None:
    """The row of a list that is about the nomination."""
    for answer in (task.answers or {}).values():
        if isinstance(answer, dict) and nomination.key in answer:
            row: Mapping[str, Any] = answer[nomination.key]
            return row
    return None


def _answered(task: UserTask, answers: Mapping[str, Any], keys: tuple[str, str]) -> Decided:
    assert task.closed_at is not None
    said, reason = answers.get(keys[0]), answers.get(keys[1])
    word = {True: "yes", False: "no"}.get(said, str(said)) if said is not None else ""
    return Decided(task.closed_at, task.element_id, word, reason or "")


def _in_meetings(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for task in record.answered("hold_meeting"):
        row = _row(task, nomination)
        if row is not None and task.closed_at is not None:
            reason = f"{row['yes']} đồng ý, {row['no']} không đồng ý"
            yield Decided(task.closed_at, "hold_meeting", "voted", reason)
    for review in record.reviews:
        if review.unit_id != nomination.unit_id or review.late_reason is None:
            continue
        closed = review.status == ReviewStatus.CLOSED
        yield Decided(
            _decided_late_at(record, nomination),
            "decide_late_unit",
            "closed" if closed else "accepted",
            review.late_reason,
        )


def _decided_late_at(record: Record, nomination: Nomination) -> datetime:
    moments = [
        task.closed_at
        for task in record.answered("decide_late_unit")
        if record.instances[task.instance_id].unit_id == nomination.unit_id and task.closed_at
    ]
    return moments[-1]


def _in_complaints(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for complaint in record.complaints:
        if complaint.nomination_id == nomination.id and complaint.answered_at is not None:
            outcome = "substantiated" if complaint.substantiated else "unfounded"
            yield Decided(
                complaint.answered_at, "answer_complaints", outcome, complaint.answer or ""
            )


def _by_rules(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for rule in record.rules:
        if rule.nomination_id == nomination.id and rule.rule_id:
            yield Decided(rule.at, rule.element_id, _outcome(rule), _reason(rule), rule.rule_id)


def _outcome(rule: RuleResult) -> str:
    return str(rule.outputs.get("severity") or next(iter(rule.outputs.values()), ""))


def _reason(rule: RuleResult) -> str:
    """What the rule says, and the article it cites, as the columns of its table name them."""
    said = (rule.annotations.get(column) for column in ("Giải thích", "Căn cứ"))
    return " — ".join(one for one in said if one)


def _by_counts(record: Record, nomination: Nomination) -> Iterator[Decided]:
    rules = {one.nomination_id: one for one in record.tallies}
    for one in record.happenings:
        counted = one.event == Event.COUNCIL_BALLOTS_COUNTED
        if counted and one.nomination_id == nomination.id:
            tally = rules[nomination.id]
            voters = tally.members - tally.recused
            reason = f"{one.detail['yes']}/{voters} đồng ý, cần {one.detail['needed']}"
            yield Decided(one.at, "count_ballots", one.detail["verdict"], reason, tally.rule_id)


def _by_happenings(record: Record, nomination: Nomination) -> Iterator[Decided]:
    for one in record.happenings:
        if one.event in HAPPENINGS and one.nomination_id == nomination.id:
            outcome = HAPPENINGS[Event(one.event)]
            ends = outcome in {"upheld", "withdrawn"}
            reason = nomination.outcome_reason if ends else nomination.suspension_ground
            yield Decided(one.at, "active", outcome, reason or "")


def _on_papers(record: Record, nomination: Nomination) -> Iterator[Decided]:
    """The Director's own decision; what others decided is recorded by a person, in rows."""
    for line in record.lines:
        own = line.nomination_id == nomination.id and nomination.ended_at is not None
        if own and line.granted and line.paper.kind == PaperKind.AWARD_DECISION:
            assert nomination.ended_at is not None
            number = f"Quyết định số {line.paper.number}"
            yield Decided(nomination.ended_at, "issue_awards", "granted", number)
