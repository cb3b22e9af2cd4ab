"""A decision table once it has been read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflows.decisions.cells import Cell
from workflows.expressions import Expression


class HitPolicy(StrEnum):
    """How many rules may apply, and which of them count, in which order."""

    UNIQUE = "UNIQUE"
    ANY = "ANY"
    FIRST = "FIRST"
    PRIORITY = "PRIORITY"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"

    @property
    def answers_once(self) -> bool:
        """Whether one rule answers, however many apply."""
        return self not in {HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER}

    @property
    def orders_by_output(self) -> bool:
        """Whether the allowed values of the outputs say which rule goes before which."""
        return self in {HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER}


class Aggregation(StrEnum):
    """What COLLECT makes of the outputs it collected."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Column:
    """An input column: what it is called, what it asks for, and what the answer may be.

    ``allows`` is None where any value may come; ``is_whole`` says that only whole numbers do.
    """

    label: str
    asks: Expression
    allows: Cell | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """An output column; ``values`` are those allowed, the most important first."""

    name: str
    values: tuple[Any, ...] = ()
    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: it applies when all its cells hold."""

    id: str
    cells: tuple[Cell, ...]
    outputs: tuple[Expression | None, ...]
    annotations: tuple[str, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; ``annotations`` are the names of those columns."""

    id: str
    name: str
    hit_policy: HitPolicy
    aggregation: Aggregation | None
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    annotations: tuple[str, ...]
    rules: tuple[Rule, ...]
    line: int | None = None

    @property
    def defaults(self) -> Mapping[str, Expression | None]:
        """What the outputs are when no rule applies; empty when the table does not say."""
        if not any(output.default for output in self.outputs):
            return {}
        return {output.name: output.default for output in self.outputs}
