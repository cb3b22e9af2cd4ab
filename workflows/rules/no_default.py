"""What decides which way to go has a default."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of, is_activity
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-default",
    seeks="gateways that decide, and tasks with conditions, without a default flow",
    vi=(
        "{element} rẽ nhánh theo điều kiện nhưng không có đường mặc định: chọn một mũi tên đi "
        "ra làm mặc định."
    ),
    en=(
        "{element} decides by conditions and has no default flow: make one of its outgoing "
        "flows the default."
    ),
)


_DECIDING = ("exclusiveGateway", "inclusiveGateway")


def check(reading: Reading) -> Iterator[Problem]:
    """Find gateways that decide, and tasks with conditions, without a default flow."""
    for name, node in reading.nodes.items():
        flows = reading.outgoing.get(name, [])
        decides = len(flows) > 1 and local_name(node) in _DECIDING
        asks = is_activity(node) or local_name(node) in _DECIDING
        stops = asks and len(flows) == len(reading.conditions(node)) > 0
        if (decides or stops) and (node.get("default") or "") not in map(id_of, flows):
            yield RULE.at(node)
