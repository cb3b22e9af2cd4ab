"""Answers a decision table for given facts."""

from dataclasses import dataclass
from typing import Any

from workflows.decisions.cells import CONSTANTS, Facts
from workflows.decisions.table import HitPolicy, Rule, Table
from workflows.errors import ExpressionFailed
from workflows.values import RuleMatch, Variables


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table answered: the inputs by their expressions, and the rules that applied."""

    hit_policy: HitPolicy
    inputs: Variables
    matches: tuple[RuleMatch, ...]

    @property
    def answer(self) -> Any:
        """The outputs as a variable: a list for COLLECT, else one dictionary or None."""
        answers = [{**match.outputs, "rule": match.rule_id} for match in self.matches]
        if self.hit_policy is HitPolicy.COLLECT:
            return answers
        return answers[0] if answers else None


def decide(table: Table, facts: Facts) -> Decision:
    """Answer the table, or raise ExpressionFailed where facts are missing or rules overlap."""
    values = [_asked(table, column.asks, facts) for column in table.columns]
    applying = [rule for rule in table.rules if _applies(table, rule, values, facts)]
    if table.hit_policy is HitPolicy.UNIQUE and len(applying) > 1:
        names = ", ".join(rule.id for rule in applying)
        raise ExpressionFailed(f"table {table.id}: the rules {names} overlap")
    if table.hit_policy is HitPolicy.FIRST:
        applying = applying[:1]
    inputs = {
        column.asks.source: value for column, value in zip(table.columns, values, strict=True)
    }
    return Decision(
        table.hit_policy, inputs, tuple(_match(table, rule, facts) for rule in applying)
    )


def _asked(table: Table, asks: Any, facts: Facts) -> Any:
    try:
        return asks.evaluate({**CONSTANTS, **facts})
    except ExpressionFailed as error:
        raise ExpressionFailed(f"table {table.id}: {error}") from None


def _applies(table: Table, rule: Rule, values: list[Any], facts: Facts) -> bool:
    try:
        return all(test(value, facts) for test, value in zip(rule.tests, values, strict=True))
    except ExpressionFailed as error:
        raise ExpressionFailed(f"table {table.id}, rule {rule.id}: {error}") from None


def _match(table: Table, rule: Rule, facts: Facts) -> RuleMatch:
    outputs = {
        name: None if expression is None else _asked(table, expression, facts)
        for name, expression in zip(table.outputs, rule.outputs, strict=True)
    }
    annotations = dict(zip(table.annotations, rule.annotations, strict=True))
    return RuleMatch(rule.id, outputs, annotations)
