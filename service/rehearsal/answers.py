"""What a person of the scenario answers to a form: the usual, and the departures from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from service.forms import Field, FieldKind, Form, Row
from service.rehearsal.scenario import Answers, Default, Override, Proposal, Scenario

#: The element whose task names a new nominee each time until the unit has no more.
PROPOSING = "propose_nominee"
BALLOTS = "cast_ballots"


@dataclass(frozen=True, slots=True)
class Situation:
    """A task in front of a person, as far as the answers depend on it.

    ``names`` says which nomination of the scenario, or which person, a row is about.
    """

    element: str
    username: str
    today: date
    unit: str | None = None
    proposal: Proposal | None = None
    round: int = 1
    rows: Mapping[str, list[Row]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Script:
    """Looks up in the scenario what is answered in a situation."""

    scenario: Scenario
    proposals: Mapping[str, Proposal]

    @classmethod
    def of(cls, scenario: Scenario) -> "Script":
        """Make the script of a scenario."""
        return cls(scenario, {one.ref: one for one in scenario.nominations})

    def default(self, element: str) -> Default:
        """How tasks of an element are usually answered."""
        return self.scenario.tasks.get(element, Default())

    def overrides(self, situation: Situation) -> list[Override]:
        """The departures that apply in a situation, the one that wins last."""
        return [one for one in self.scenario.overrides if _applies(one, situation)]

    def answers(self, form: Form, situation: Situation) -> Answers:
        """Fill in a form as the scenario's person would."""
        answers = self._usual(form.questions(), situation)
        if situation.element == PROPOSING:
            answers |= self._proposal(form, situation)
        elif situation.proposal is not None:
            answers |= _for_round(situation.proposal.answers.get(situation.element), situation)
        for override in self.overrides(situation):
            answers |= override.answers
        answers = {key: _expanded(value, situation) for key, value in answers.items()}
        for one in form.questions():
            if one.kind is FieldKind.ROWS:
                answers[one.key] = self._rows(one, situation)
        return answers

    def _usual(
        self, asked: Iterable[Field], situation: Situation, listed: str | None = None
    ) -> Answers:
        """What is usually answered; something, where the scenario has never heard of the step."""
        known = self.scenario.tasks.get(situation.element)
        if known is not None:
            usual = known.answers if listed is None else known.rows.get(listed, {})
            keys = {one.key for one in asked}
            return {key: value for key, value in usual.items() if key in keys}
        if situation.element == PROPOSING:
            return {}
        return {one.key: _made_up(one, situation) for one in asked}

    def _proposal(self, form: Form, situation: Situation) -> Answers:
        own = [one for one in self.scenario.nominations if one.unit == situation.unit]
        if situation.round > len(own):
            return {"more": "finish"}
        proposal = own[situation.round - 1]
        asked = {one.key for one in form.questions()}
        named = {key: getattr(proposal, key) for key in Proposal.__slots__ if key in asked}
        extra = _for_round(proposal.answers.get(PROPOSING), situation)
        return {"more": "add"} | named | extra

    def _rows(self, listed: Field, situation: Situation) -> dict[str, Answers]:
        return {
            row.key: self._row(listed, row, at, situation)
            for at, row in enumerate(situation.rows[listed.source or ""], 1)
        }

    def _row(self, listed: Field, row: Row, at: int, situation: Situation) -> Answers:
        name = situation.names.get(row.key, row.key)
        answers = self._usual(listed.columns, situation, listed.key)
        proposal = self.proposals.get(name)
        if proposal is not None:
            answers |= proposal.rows.get(situation.element, {})
            if situation.element == BALLOTS and situation.username in proposal.against:
                answers["choice"] = "no"
        for override in self.overrides(situation):
            answers |= override.rows.get(listed.key, {}).get(name, {})
        expanded = {key: _expanded(value, situation, at) for key, value in answers.items()}
        return expanded | dict(row.fixed)


def _made_up(asked: Field, situation: Situation) -> Any:
    """Some answer to a question of a step that was added to a diagram."""
    if asked.options:
        values = [one.value for one in asked.options]
        return values if asked.kind is FieldKind.CHECKLIST else values[0]
    plain: dict[FieldKind, Any] = {
        FieldKind.NUMBER: asked.limits.min or 0,
        FieldKind.DATE: situation.today.isoformat(),
        FieldKind.CHECKBOX: False,
    }
    return plain.get(asked.kind, "Diễn tập")


def _applies(override: Override, situation: Situation) -> bool:
    ref = situation.proposal.ref if situation.proposal else None
    conditions = (
        (override.element, situation.element),
        (override.unit, situation.unit),
        (override.nomination, ref),
        (override.person, situation.username),
        (override.round, situation.round),
    )
    return all(wanted is None or wanted == actual for wanted, actual in conditions)


def _for_round(rounds: tuple[Answers, ...] | None, situation: Situation) -> Answers:
    if not rounds:
        return {}
    # A nominee is proposed once, whichever round of the unit that is.
    at = 1 if situation.element == PROPOSING else situation.round
    return rounds[min(at, len(rounds)) - 1]


def _expanded(value: Any, situation: Situation, row: int = 0) -> Any:
    """Put in what only the moment knows: ``@today``, ``@today-7``, ``@row``, ``@round``."""
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    if value.startswith("@today"):
        days = int(value.removeprefix("@today") or 0)
        return (situation.today + timedelta(days=days)).isoformat()
    return {"@row": row, "@round": situation.round}[value]
