"""Only waiting events follow an event-based gateway."""

from collections.abc import Iterator

from workflows.definitions.diagram import Node, id_of
from workflows.definitions.reading import Reading
from workflows.markup import bpmn, local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "event-gateway",
    seeks="event-based gateways followed by anything but events of their own",
    vi=(
        "Sau cổng sự kiện, {element} phải là sự kiện chờ hoặc công việc nhận tin đơn giản, "
        "không có lối vào nào khác."
    ),
    en=(
        "After an event-based gateway, {element} has to be an event that waits or a plain "
        "receive task, with no other way in."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find event-based gateways followed by anything but events of their own."""
    for node in reading.of_kind("eventBasedGateway"):
        for flow in reading.outgoing.get(id_of(node), []):
            target = reading.nodes.get(flow.get("targetRef") or "")
            if target is None or not _waits(reading, target):
                yield RULE.at(flow if target is None else target)


def _waits(reading: Reading, node: Node) -> bool:
    if local_name(node) == "receiveTask":
        loops = any("LoopCharacteristics" in local_name(child) for child in node)
        waits = not loops and not reading.boundary_events(id_of(node))
    else:
        is_link = node.find(bpmn("linkEventDefinition")) is not None
        waits = local_name(node) == "intermediateCatchEvent" and not is_link
    return waits and len(reading.incoming[id_of(node)]) == 1
