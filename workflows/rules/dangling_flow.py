"""A flow leads from an element to an element."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "dangling-flow",
    seeks="flows that begin or end nowhere",
    vi=("Mũi tên {element} có {end} = {name} không trỏ tới phần tử nào: nối lại hoặc xóa đi."),
    en=(
        "The {end} of the flow {element} is {name}, which is no element: connect or "
        "delete the flow."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find flows that begin or end nowhere."""
    for flow in reading.flows:
        for end in ("sourceRef", "targetRef"):
            if (flow.get(end) or "") not in reading.nodes:
                yield RULE.at(flow, end=end, name=flow.get(end) or "—")
