"""Facts to try a table with: for each of its rules some to which it applies, and some quiet ones.

Quiet are facts to which as few rules as possible apply.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.decisions.coverage import holds, values_told_apart
from workflows.decisions.table import Rule, Table
from workflows.values import Variables


@dataclass(frozen=True, slots=True)
class _Asked:
    """A variable a table asks, in one column or in several."""

    places: tuple[int, ...]
    values: tuple[Any, ...]

    def suits(self, rule: Rule, value: Any) -> bool:
        """Whether a rule may apply where the variable has this value."""
        return all(holds(rule.cells[place], value) for place in self.places)


def example_facts(table: Table) -> list[Variables]:
    """The quiet facts first, then for each rule those with what it asks for; no two are alike."""
    asked = dict(_asked(table))
    quiet = {
        name: min(one.values, key=lambda value: sum(one.suits(r, value) for r in table.rules))
        for name, one in asked.items()
    }
    found = [quiet]
    for rule in table.rules:
        facts = {
            name: next((v for v in (quiet[name], *one.values) if one.suits(rule, v)), quiet[name])
            for name, one in asked.items()
        }
        found += [facts] if facts not in found else []
    return [{name: _plain(value) for name, value in facts.items()} for facts in found]


def _asked(table: Table) -> Iterator[tuple[str, _Asked]]:
    """The variables the columns ask for; a column that reckons is left alone."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(table.columns):
        if isinstance(column.asks.tree, ast.Name):
            places[column.asks.tree.id].append(place)
    for name, own in places.items():
        cells = [[rule.cells[place] for rule in table.rules] for place in own]
        values = [
            value
            for place, each in zip(own, cells, strict=True)
            for value in values_told_apart(table.columns[place], each)
        ]
        yield name, _Asked(tuple(own), tuple(values))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
