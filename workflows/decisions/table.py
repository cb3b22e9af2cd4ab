"""A decision table once it has been read."""

from dataclasses import dataclass
from enum import StrEnum

from workflows.decisions.cells import Test
from workflows.expressions import Expression


class HitPolicy(StrEnum):
    """How many rules may apply, and which of them count."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    COLLECT = "COLLECT"


@dataclass(frozen=True, slots=True)
class Column:
    """An input column: what it is called and what it asks for."""

    label: str
    asks: Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: it applies when all its tests hold."""

    id: str
    tests: tuple[Test, ...]
    outputs: tuple[Expression | None, ...]
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; ``outputs`` and ``annotations`` are the names of those columns."""

    id: str
    name: str
    hit_policy: HitPolicy
    columns: tuple[Column, ...]
    outputs: tuple[str, ...]
    annotations: tuple[str, ...]
    rules: tuple[Rule, ...]
