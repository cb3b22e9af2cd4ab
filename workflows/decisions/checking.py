"""Judges a decision table: what cannot be read, and what could never be answered rightly."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from workflows.decisions.cells import evaluate, is_constant, is_same
from workflows.decisions.coverage import find_gap, overlaps
from workflows.decisions.reading import read_table
from workflows.decisions.table import HitPolicy, Output, Rule, Table
from workflows.errors import DefinitionRejected
from workflows.values import Problem


@lru_cache(maxsize=64)
def check_table(xml: str) -> tuple[Problem, ...]:
    """Everything to be said about a table, errors and warnings; nothing when it is sound."""
    try:
        table = read_table(xml)
    except DefinitionRejected as rejected:
        return rejected.problems
    return (*_output_values(table), *_overlapping(table), *_gaps(table))


def _output_values(table: Table) -> Iterator[Problem]:
    if table.hit_policy.orders_by_output and not any(one.values for one in table.outputs):
        yield Problem.because(
            "output-values",
            f"{table.hit_policy} orders by them, and there are none",
            f"{table.hit_policy} xếp theo các giá trị ấy, nhưng chưa có giá trị nào",
            table.id,
            table.line,
        )
    for rule in table.rules:
        for output, value in _fixed_outputs(table, rule):
            if output.values and not any(is_same(value, one) for one in output.values):
                listed = ", ".join(map(repr, output.values))
                yield Problem.because(
                    "output-values",
                    f"{value!r} is not among {listed} of {output.name}",
                    f"{value!r} không nằm trong {listed} của {output.name}",
                    rule.id,
                    rule.line,
                )


def _overlapping(table: Table) -> Iterator[Problem]:
    if table.hit_policy not in {HitPolicy.UNIQUE, HitPolicy.ANY}:
        return
    for one in overlaps(table):
        first, second = dict(_named(table, one.first)), dict(_named(table, one.second))
        differ = any(
            not is_same(value, second[name]) for name, value in first.items() if name in second
        )
        if table.hit_policy is HitPolicy.UNIQUE or differ:
            reason = f"{one.first.id} + {one.second.id}: {one.facts}"
            yield Problem.because("rule-overlap", reason, reason, one.second.id, one.second.line)


def _gaps(table: Table) -> Iterator[Problem]:
    if not table.hit_policy.answers_once or table.defaults:
        return
    facts = find_gap(table)
    if facts is not None:
        found = Problem.because("rule-gap", facts, facts, table.id, table.line)
        yield replace(found, severity="warning")


def _named(table: Table, rule: Rule) -> Iterator[tuple[str, Any]]:
    return ((output.name, value) for output, value in _fixed_outputs(table, rule))


def _fixed_outputs(table: Table, rule: Rule) -> Iterator[tuple[Output, Any]]:
    for output, expression in zip(table.outputs, rule.outputs, strict=True):
        if expression is not None and is_constant(expression):
            yield output, evaluate(expression, {})
