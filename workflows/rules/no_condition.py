"""Every other flow of a gateway that decides has a condition."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-condition",
    seeks="flows of exclusive and inclusive gateways without a condition",
    vi=(
        "Mũi tên {element} đi ra từ cổng rẽ nhánh mà không có điều kiện: ghi điều kiện dạng ${{…}}."
    ),
    en=(
        "The flow {element} leaves a gateway that decides without a condition: write one as ${{…}}."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find flows of exclusive and inclusive gateways without a condition."""
    for node in reading.of_kind("exclusiveGateway", "inclusiveGateway"):
        flows = reading.outgoing.get(id_of(node), [])
        for flow in flows if len(flows) > 1 else []:
            has_condition = flow.find(bpmn("conditionExpression")) is not None
            if not has_condition and id_of(flow) != node.get("default"):
                yield RULE.at(flow)
