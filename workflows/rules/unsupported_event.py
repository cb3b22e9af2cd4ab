"""Events are of the kinds the engine knows at their place."""

from collections.abc import Iterator

from workflows.definitions.diagram import Node, is_event_subprocess
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unsupported-event",
    seeks="kinds of events the engine does not run at this place",
    vi=(
        "{element} là {kind} với {definition}, bộ máy không chạy được ở đây. Ở đây dùng "
        "được: {allowed}."
    ),
    en=(
        "{element} is a {kind} with a {definition}, which is not run here. What is run "
        "here: {allowed}."
    ),
)


_BESIDE = ("message", "timer", "conditional", "signal", "error", "escalation")
_ALLOWED = {
    "startEvent": ("message",),
    "startEvent of a subprocess": (),
    "startEvent of an event subprocess": _BESIDE,
    "endEvent": ("message", "signal", "error", "escalation", "terminate"),
    "intermediateCatchEvent": ("message", "timer", "conditional", "signal", "link"),
    "intermediateThrowEvent": ("message", "signal", "escalation", "link"),
    "boundaryEvent": _BESIDE,
}


def check(reading: Reading) -> Iterator[Problem]:
    """Find kinds of events the engine does not run at this place."""
    for node in reading.of_kind(*_ALLOWED):
        place = _place(node)
        for definition in map(local_name, node):
            kind = definition.removesuffix("EventDefinition")
            if kind != definition and kind not in _ALLOWED[place]:
                allowed = ", ".join(_ALLOWED[place]) or "none"
                yield RULE.at(node, kind=place, definition=definition, allowed=allowed)


def _place(node: Node) -> str:
    around = node.getparent()
    if local_name(node) != "startEvent" or around is None or local_name(around) != "subProcess":
        return local_name(node)
    return f"startEvent of {'an event' if is_event_subprocess(around) else 'a'} subprocess"
