"""Finds rules of a table that overlap, and facts no rule is for, as far as the cells tell.

Between the fixed values a column is held against, all values are treated alike; so the tests
are tried on each of these values and on one between each two. Where a fact or a condition
decides, or where a table is too large to be tried, nothing is claimed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from workflows.decisions.cells import Cell
from workflows.decisions.table import Column, Rule, Table
from workflows.errors import ExpressionFailed

#: How many tests of cells are made, and how many combinations of facts are looked at.
MAX_TESTS = 50_000
MAX_TRIES = 20_000
#: How many overlaps of one table are named.
MAX_OVERLAPS = 20


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that both apply to the same facts, written as a person reads them."""

    first: Rule
    second: Rule
    facts: str


@dataclass(frozen=True, slots=True)
class _Tried:
    """The values tried on a column: for each rule those it lets pass, None if that is unknown.

    ``inner`` are the places of values that may well come, seen from what the cells ask for.
    """

    column: Column
    values: tuple[Any, ...]
    passing: tuple[int | None, ...]
    inner: tuple[int, ...]

    def words(self, place: int) -> str:
        """Say one of the values; nothing where every value is alike."""
        value = self.values[place]
        said = value.isoformat() if isinstance(value, date) else repr(value)
        return f"{self.column.asks.source} = {said}" if len(self.values) > 1 else ""


def overlaps(table: Table) -> Iterator[Overlap]:
    """The pairs of rules that are sure to apply together to some facts."""
    tried, found = _tried(table), 0
    pairs = combinations(range(len(table.rules)), 2) if tried else ()
    for first, second in pairs:
        shared = [(one.passing[first] or 0) & (one.passing[second] or 0) for one in tried]
        if all(shared):
            facts = [one.words(_lowest(places)) for one, places in zip(tried, shared, strict=True)]
            yield Overlap(table.rules[first], table.rules[second], _listed(facts))
            found += 1
            if found == MAX_OVERLAPS:
                return


def find_gap(table: Table) -> str | None:
    """Facts no rule is for, if there are any for sure."""
    tried = _tried(table)
    return _Search(tried).gap(0, frozenset(range(len(table.rules))), ()) if tried else None


def _tried(table: Table) -> list[_Tried]:
    cells = list(zip(*(rule.cells for rule in table.rules), strict=True))
    tried = []
    for column, each in zip(table.columns, cells, strict=False):
        values = list(values_told_apart(column, each))
        if len(values) * len(table.rules) * len(table.columns) > MAX_TESTS:
            return []
        tried.append(_try(column, each, values))
    return tried


def values_told_apart(column: Column, cells: Iterable[Cell]) -> Iterator[Any]:
    """One of each kind of value that the cells of a column tell apart."""
    cells = [*cells, *([column.allows] if column.allows else [])]
    limits = [limit for cell in cells for limit in cell.limits or ()]
    found = [
        value
        for value in _samples(limits, column.is_whole)
        if column.allows is None or holds(column.allows, value)
    ]
    yield from found or [None]


def _try(column: Column, cells: tuple[Cell, ...], values: list[Any]) -> _Tried:
    passing = tuple(
        None if cell.limits is None else _mask(holds(cell, value) for value in values)
        for cell in cells
    )
    limits = [limit for cell in cells for limit in cell.limits or ()]
    compares = any(cell.compares for cell in cells)
    is_closed = column.allows is not None and column.allows.limits is not None
    inner = (n for n, value in enumerate(values) if is_closed or _may_come(value, limits, compares))
    return _Tried(column, tuple(values), passing, tuple(inner))


def _mask(flags: Iterable[bool]) -> int:
    return sum(1 << place for place, flag in enumerate(flags) if flag)


def _lowest(places: int) -> int:
    return (places & -places).bit_length() - 1


def holds(cell: Cell, value: Any) -> bool:
    """Whether a cell lets a value pass, as far as it can be told without other facts."""
    try:
        return cell.holds(value, {})
    except ExpressionFailed:
        return False


def _samples(limits: list[Any], is_whole: bool) -> Iterator[Any]:
    """One of each kind of value that cells with these limits can tell apart."""
    texts = sorted({one for one in limits if isinstance(one, str)})
    yield from texts
    yield from (f"{text} " for text in texts if f"{text} " not in texts)
    if any(isinstance(limit, bool) for limit in limits):
        yield from (True, False)
    numbers = sorted({one for one in limits if type(one) in {int, float}})
    yield from numbers
    yield from (one for pair in pairwise(numbers) for one in _between(*pair, is_whole))
    yield from _beyond(numbers, 1)
    days, a_day = sorted({one for one in limits if isinstance(one, date)}), timedelta(days=1)
    yield from days
    yield from (low + a_day for low, high in pairwise(days) if low + a_day < high)
    yield from _beyond(days, a_day)
    if None in limits:
        yield None


def _beyond(values: list[Any], step: Any) -> Iterator[Any]:
    if values:
        yield from (values[0] - step, values[-1] + step)


def _between(low: float, high: float, is_whole: bool) -> Iterator[float]:
    whole = int(low // 1) + 1
    if whole < high:
        yield whole
    elif not is_whole:
        yield (low + high) / 2


def _may_come(value: Any, limits: list[Any], compares: bool) -> bool:
    """Whether it lies among the limits; what lies beyond them may well never come."""
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, str) or not compares:
        return value in limits
    kinds = date if isinstance(value, date) else (int, float)
    alike = [one for one in limits if isinstance(one, kinds) and not isinstance(one, bool)]
    return bool(min(alike) <= value <= max(alike))


def _listed(facts: Iterable[str]) -> str:
    return ", ".join(filter(None, facts)) or "—"


class _Search:
    """Looks for facts that no rule lets pass, column by column."""

    def __init__(self, tried: list[_Tried]) -> None:
        self._tried = tried
        self._covered: set[tuple[int, frozenset[int]]] = set()
        self._left = MAX_TRIES

    def gap(self, place: int, alive: frozenset[int], chosen: tuple[str, ...]) -> str | None:
        """The first facts found that none of the rules still alive lets pass."""
        if not alive:
            return _listed(chosen)
        if place == len(self._tried) or (place, alive) in self._covered:
            return None
        one = self._tried[place]
        for value in one.inner:
            self._left -= len(alive)
            left = frozenset(n for n in alive if _may_pass(one.passing[n], value))
            found = self.gap(place + 1, left, (*chosen, one.words(value)))
            if found is not None or self._left < 0:
                return found
        self._covered.add((place, alive))
        return None


def _may_pass(passing: int | None, value: int) -> bool:
    return passing is None or bool(passing >> value & 1)
