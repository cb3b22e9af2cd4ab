"""Nothing follows an end event."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "flow-after-end",
    seeks="flows that leave an end event",
    vi=(
        "Có mũi tên đi ra từ sự kiện kết thúc {element}: xóa mũi tên, hoặc đổi thành "
        "sự kiện trung gian."
    ),
    en=(
        "A flow leaves the end event {element}: delete the flow, or make it an intermediate event."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find flows that leave an end event."""
    for node in reading.of_kind("endEvent"):
        if reading.outgoing.get(id_of(node)):
            yield RULE.at(node)
