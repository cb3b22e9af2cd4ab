"""Only gateways and conditions part the flow."""

from collections.abc import Iterator

from workflows.definitions.diagram import GATEWAYS, Node, id_of, is_activity
from workflows.definitions.reading import Reading
from workflows.markup import bpmn, local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "several-outgoing",
    seeks="tasks and events with several outgoing flows without a condition",
    vi=(
        "{element} có {count} mũi tên đi ra không điều kiện: đặt một cổng sau nó để nói rõ đi "
        "cả hai hay chọn một."
    ),
    en=(
        "{element} has {count} outgoing flows without a condition: put a gateway after it "
        "that says whether all or one is taken."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find tasks and events with several outgoing flows without a condition."""
    for name, node in reading.nodes.items():
        plain = [flow for flow in reading.outgoing.get(name, []) if not _is_chosen(node, flow)]
        count = len(plain)
        if count > 1 and local_name(node) not in GATEWAYS | {"endEvent"}:
            yield RULE.at(node, count=count)


def _is_chosen(node: Node, flow: Node) -> bool:
    is_default = is_activity(node) and node.get("default") == id_of(flow)
    return is_default or flow.find(bpmn("conditionExpression")) is not None
