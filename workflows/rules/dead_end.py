"""Every path stops at an end event."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "dead-end",
    seeks="elements after which a path stops without an end event",
    vi=("Đường đi dừng ở {element} mà không có sự kiện kết thúc: vẽ mũi tên tới bước sau."),
    en=("The path stops at {element} without an end event: draw the flow to what comes next."),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements after which a path stops without an end event."""
    for name in reading.paths.dead_ends:
        yield RULE.at(reading.nodes[name])
