"""A gateway that decides has a default flow."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-default",
    seeks="exclusive gateways without a default flow",
    vi="Cổng {element} không có đường mặc định: chọn một mũi tên đi ra làm mặc định.",
    en=("The gateway {element} has no default flow: make one of its outgoing flows the default."),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find exclusive gateways without a default flow."""
    for node in reading.of_kind("exclusiveGateway"):
        flows = reading.outgoing.get(id_of(node), [])
        if len(flows) > 1 and (node.get("default") or "") not in map(id_of, flows):
            yield RULE.at(node)
