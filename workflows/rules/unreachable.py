"""Every element can be reached."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unreachable",
    seeks="elements no path leads to",
    vi="Không có đường nào dẫn tới {element}: nối nó vào quy trình hoặc xóa đi.",
    en="No path leads to {element}: connect it or delete it.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements no path leads to."""
    for name, node in reading.nodes.items():
        if name not in reading.paths.reached:
            yield RULE.at(node)
