"""Only waiting events follow an event-based gateway."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "event-gateway",
    seeks="event-based gateways followed by anything but events of their own",
    vi="Sau cổng sự kiện, {element} phải là sự kiện chờ và không có lối vào nào khác.",
    en=(
        "After an event-based gateway, {element} has to be an event that waits, with "
        "no other way in."
    ),
)


_WAITING = frozenset({"intermediateCatchEvent", "receiveTask"})


def check(reading: Reading) -> Iterator[Problem]:
    """Find event-based gateways followed by anything but events of their own."""
    for node in reading.of_kind("eventBasedGateway"):
        for flow in reading.outgoing.get(id_of(node), []):
            target = reading.nodes.get(flow.get("targetRef") or "")
            if target is None or local_name(target) not in _WAITING:
                yield RULE.at(flow if target is None else target)
            elif len(reading.incoming[id_of(target)]) > 1:
                yield RULE.at(target)
