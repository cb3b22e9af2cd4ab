"""A flow stays in its process or subprocess."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "crossing-flow",
    seeks="flows that lead into or out of a subprocess",
    vi=(
        "Mũi tên {element} đi xuyên biên của quy trình con: nối tới chính quy trình "
        "con, hoặc dùng sự kiện biên."
    ),
    en=(
        "The flow {element} crosses the border of a subprocess: connect the subprocess "
        "itself, or draw a boundary event."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find flows that lead into or out of a subprocess."""
    for flow in reading.flows:
        for end in ("sourceRef", "targetRef"):
            node = reading.nodes.get(flow.get(end) or "")
            if node is not None and node.getparent() is not flow.getparent():
                yield RULE.at(flow)
