"""Some ids belong to the engine."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "reserved-id",
    seeks="ids that belong to the engine",
    vi="Id {name} là tên dành riêng của bộ máy: chọn id khác.",
    en="The id {name} belongs to the engine: choose another.",
)


_RESERVED = frozenset({"Start", "End", "Root"})
_PARTS = ("EndJoin", "BoundaryEventSplit", "BoundaryEventJoin", "StartEventSplit")


def check(reading: Reading) -> Iterator[Problem]:
    """Find ids that belong to the engine."""
    for element in [*reading.nodes.values(), *reading.flows]:
        name = id_of(element)
        if name in _RESERVED or any(part in name for part in _PARTS):
            yield RULE.at(element, name=name)
