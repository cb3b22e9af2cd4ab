"""Conditions stand only where they are asked."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of, is_activity
from workflows.definitions.reading import Reading
from workflows.markup import bpmn, local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "condition-ignored",
    seeks="conditions nobody would ask",
    vi=(
        "Điều kiện trên mũi tên {element} sẽ không được xét: chỉ mũi tên ra khỏi công việc, "
        "cổng loại trừ hoặc cổng bao hàm, trừ đường mặc định, mới có điều kiện."
    ),
    en=(
        "The condition of the flow {element} would be ignored: only flows of a task, an "
        "exclusive or an inclusive gateway have one, and not the default."
    ),
)


_ASKING = ("exclusiveGateway", "inclusiveGateway")


def check(reading: Reading) -> Iterator[Problem]:
    """Find conditions nobody would ask."""
    for flow in reading.flows:
        source = reading.nodes.get(flow.get("sourceRef") or "")
        if source is None or flow.find(bpmn("conditionExpression")) is None:
            continue
        several = len(reading.outgoing[id_of(source)]) > 1
        is_default = several and source.get("default") == id_of(flow)
        asks = local_name(source) in _ASKING or is_activity(source)
        if not asks or is_default:
            yield RULE.at(flow)
