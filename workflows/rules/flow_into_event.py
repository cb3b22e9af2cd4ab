"""No flow leads into a start or a boundary event."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "flow-into-event",
    seeks="flows into start events and boundary events",
    vi="Có mũi tên đi vào {element} ({kind}): nối mũi tên tới bước ngay sau nó.",
    en="A flow leads into {element} ({kind}): connect it to what comes after instead.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find flows into start events and boundary events."""
    for node in reading.of_kind("startEvent", "boundaryEvent"):
        if reading.incoming.get(id_of(node)):
            yield RULE.at(node, kind=local_name(node))
