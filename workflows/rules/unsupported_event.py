"""Events are of the kinds the engine knows at their place."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unsupported-event",
    seeks="kinds of events the engine does not run at this place",
    vi=(
        "{element} là {kind} với {definition}, bộ máy không chạy được ở đây: dùng tin, "
        "đồng hồ, lỗi hoặc leo thang."
    ),
    en=(
        "{element} is a {kind} with a {definition}, which is not run here: use a "
        "message, a timer, an error or an escalation."
    ),
)


_ALLOWED = {
    "startEvent": {"messageEventDefinition"},
    "endEvent": {
        *("messageEventDefinition", "terminateEventDefinition"),
        *("errorEventDefinition", "escalationEventDefinition"),
    },
    "intermediateCatchEvent": {"messageEventDefinition", "timerEventDefinition"},
    "intermediateThrowEvent": {"messageEventDefinition", "escalationEventDefinition"},
    "boundaryEvent": {
        *("messageEventDefinition", "timerEventDefinition"),
        *("errorEventDefinition", "escalationEventDefinition"),
    },
}


def check(reading: Reading) -> Iterator[Problem]:
    """Find kinds of events the engine does not run at this place."""
    for node in reading.of_kind(*_ALLOWED):
        kind = local_name(node)
        for name in map(local_name, node):
            if "EventDefinition" in name and name not in _ALLOWED[kind]:
                yield RULE.at(node, kind=kind, definition=name)
