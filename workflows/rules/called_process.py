"""A call activity calls a process that is there."""

from collections.abc import Iterator

from workflows.definitions.nearness import NOTHING_NEAR, nearest
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "called-process",
    seeks="calls of processes that are not there",
    vi=(
        "{element} gọi quy trình {name}, không có. Gần nhất: {nearest}. Sửa "
        "calledElement, hoặc thêm quy trình ấy."
    ),
    en=(
        "{element} calls the process {name}, which is not there. The nearest is {nearest}. "
        "Mend calledElement, or add the process."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find calls of processes that are not there."""
    sources = reading.sources
    known = reading.given.processes if reading.given else frozenset[str]()
    for node in reading.of_kind("callActivity"):
        name = node.get("calledElement") or ""
        if name != sources.key and name not in sources.called:
            yield RULE.at(node, name=name or NOTHING_NEAR, nearest=nearest(name, known))
