"""Only gateways part the flow."""

from collections.abc import Iterator

from workflows.definitions.diagram import GATEWAYS
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "several-outgoing",
    seeks="tasks and events with several outgoing flows",
    vi=(
        "{element} có {count} mũi tên đi ra: đặt một cổng sau nó để nói rõ đi cả hai hay chọn một."
    ),
    en=(
        "{element} has {count} outgoing flows: put a gateway after it that says "
        "whether all or one is taken."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find tasks and events with several outgoing flows."""
    for name, node in reading.nodes.items():
        count = len(reading.outgoing.get(name, []))
        if count > 1 and local_name(node) not in GATEWAYS | {"endEvent"}:
            yield RULE.at(node, count=count)
