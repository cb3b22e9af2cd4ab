"""Every event says the one thing it waits for or throws."""

from collections.abc import Iterator

from workflows.definitions.diagram import is_event_subprocess
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "event-definition",
    seeks="events with no definition, or with several",
    vi="Sự kiện {element} có {count} định nghĩa: cần đúng một (tin, đồng hồ…).",
    en=(
        "The event {element} has {count} definitions: it needs exactly one, as a "
        "message or a timer."
    ),
)


_WAITING = frozenset({"intermediateCatchEvent", "boundaryEvent"})
_EVENTS = ("startEvent", "endEvent", "intermediateThrowEvent", *sorted(_WAITING))


def check(reading: Reading) -> Iterator[Problem]:
    """Find events with no definition, or with several."""
    for node in reading.of_kind(*_EVENTS):
        count = sum("EventDefinition" in local_name(child) for child in node)
        waits = local_name(node) in _WAITING or is_event_subprocess(node.getparent())
        waits = waits and local_name(node) not in ("endEvent", "intermediateThrowEvent")
        if count > 1 or (not count and waits):
            yield RULE.at(node, count=count)
