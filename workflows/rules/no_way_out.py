"""From every element there is a way to an end."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-way-out",
    seeks="elements from which no end can be reached",
    vi="Từ {element} không có đường nào tới kết thúc: thêm một lối ra khỏi vòng lặp.",
    en="No way leads from {element} to an end: give the loop a way out.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements from which no end can be reached."""
    paths = reading.paths
    if not paths.is_connected or paths.round_and_round:
        return
    for scope in paths.scopes:
        lost = [
            node
            for name, node in reading.nodes.items()
            if node.getparent() is scope and name not in paths.ending
        ]
        if scope.find(bpmn("endEvent")) is not None:
            yield from map(RULE.at, lost[:1])
