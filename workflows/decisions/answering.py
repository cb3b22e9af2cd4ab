"""Answers a decision table for given facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from workflows.decisions.cells import Facts, evaluate, is_same
from workflows.decisions.table import Aggregation, HitPolicy, Rule, Table
from workflows.errors import ExpressionFailed
from workflows.expressions import Expression
from workflows.values import RuleMatch, Variables

Matches: TypeAlias = tuple[RuleMatch, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table answered: the inputs by their expressions, and the rules that applied.

    ``defaults`` are the outputs the table has for when no rule applies, if that happened.
    ``answer`` is the variable: one dictionary with the outputs and the id of the rule, a list
    of them where several rules may answer, or what an aggregation made of the only output.
    """

    inputs: Variables
    matches: Matches
    defaults: Variables
    answer: Any


def decide(table: Table, facts: Facts) -> Decision:
    """Answer the table, or raise ExpressionFailed where facts are missing or rules disagree."""
    try:
        return _decided(table, facts)
    except ExpressionFailed as error:
        raise error.within(f"table {table.id}", f"bảng {table.id}") from None


def _decided(table: Table, facts: Facts) -> Decision:
    values = [evaluate(column.asks, facts) for column in table.columns]
    found = tuple(
        _match(table, rule, facts) for rule in table.rules if _applies(rule, values, facts)
    )
    matches = _COUNTING[table.hit_policy](table, found)
    inputs = {
        column.asks.source: value for column, value in zip(table.columns, values, strict=True)
    }
    defaults = {} if matches else _worked_out(table.defaults, facts)
    return Decision(inputs, matches, defaults, _answer(table, matches, defaults))


def _applies(rule: Rule, values: list[Any], facts: Facts) -> bool:
    try:
        return all(cell.holds(value, facts) for cell, value in zip(rule.cells, values, strict=True))
    except ExpressionFailed as error:
        raise error.within(f"rule {rule.id}", f"dòng {rule.id}") from None


def _match(table: Table, rule: Rule, facts: Facts) -> RuleMatch:
    names = [output.name for output in table.outputs]
    outputs = _worked_out(dict(zip(names, rule.outputs, strict=True)), facts)
    return RuleMatch(rule.id, outputs, dict(zip(table.annotations, rule.annotations, strict=True)))


def _worked_out(cells: Mapping[str, Expression | None], facts: Facts) -> Variables:
    return {name: None if one is None else evaluate(one, facts) for name, one in cells.items()}


def _answer(table: Table, matches: Matches, defaults: Variables) -> Any:
    if table.aggregation is not None:
        return _aggregated(table, table.aggregation, matches, defaults)
    answers = [{**match.outputs, "rule": match.rule_id} for match in matches]
    if defaults:
        answers = [{**defaults, "rule": None}]
    if table.hit_policy.answers_once:
        return answers[0] if answers else None
    return answers


def _aggregated(
    table: Table, aggregation: Aggregation, matches: Matches, defaults: Variables
) -> Any:
    name = table.outputs[0].name
    if defaults:
        return defaults[name]
    if aggregation is Aggregation.COUNT:
        return len(matches)
    values = [match.outputs[name] for match in matches]
    for match, value in zip(matches, values, strict=True):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ExpressionFailed(
                f"rule {match.rule_id}: {aggregation} needs numbers, not {value!r}",
                f"dòng {match.rule_id}: {aggregation} cần số, không phải {value!r}",
            )
    return _AGGREGATE[aggregation](values) if values else None


_AGGREGATE: dict[Aggregation, Callable[[list[Any]], Any]] = {
    Aggregation.SUM: sum,
    Aggregation.MIN: min,
    Aggregation.MAX: max,
}


def _only(_table: Table, found: Matches) -> Matches:
    if len(found) > 1:
        names = _listed(found)
        raise ExpressionFailed(f"the rules {names} overlap", f"các dòng {names} chồng lên nhau")
    return found


def _agreeing(_table: Table, found: Matches) -> Matches:
    for other in found[1:]:
        if not all(is_same(other.outputs[name], value) for name, value in found[0].outputs.items()):
            names = _listed((found[0], other))
            raise ExpressionFailed(
                f"the rules {names} disagree", f"các dòng {names} cho kết quả khác nhau"
            )
    return found


def _ordered(table: Table, found: Matches) -> Matches:
    return tuple(sorted(found, key=lambda match: _rank(table, match)))


def _rank(table: Table, match: RuleMatch) -> list[int]:
    ranks = []
    for output in table.outputs:
        value = match.outputs[output.name]
        places = [n for n, one in enumerate(output.values) if is_same(one, value)]
        if output.values and not places:
            raise ExpressionFailed(
                f"rule {match.rule_id}: {value!r} is not an allowed value of {output.name}",
                f"dòng {match.rule_id}: {value!r} không nằm trong các giá trị của {output.name}",
            )
        ranks += places[:1]
    return ranks


_COUNTING: dict[HitPolicy, Callable[[Table, Matches], Matches]] = {
    HitPolicy.UNIQUE: _only,
    HitPolicy.ANY: _agreeing,
    HitPolicy.FIRST: lambda _table, found: found[:1],
    HitPolicy.PRIORITY: lambda table, found: _ordered(table, found)[:1],
    HitPolicy.COLLECT: lambda _table, found: found,
    HitPolicy.RULE_ORDER: lambda _table, found: found,
    HitPolicy.OUTPUT_ORDER: _ordered,
}


def _listed(matches: Matches) -> str:
    return ", ".join(match.rule_id for match in matches)
