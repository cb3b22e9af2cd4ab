"""A diagram has a limited number of elements."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "too-many-elements",
    seeks="diagrams too large to be read and run",
    vi=(
        "Quy trình {element} có {count} phần tử, nhiều hơn {limit}: tách thành nhiều "
        "quy trình gửi tin cho nhau."
    ),
    en=(
        "{element} has {count} elements, more than {limit}: split it into processes "
        "that send each other messages."
    ),
)


MAX_NODES = 400


def check(reading: Reading) -> Iterator[Problem]:
    """Find diagrams too large to be read and run."""
    if len(reading.nodes) > MAX_NODES:
        yield RULE.at(reading.process, count=len(reading.nodes), limit=MAX_NODES)
