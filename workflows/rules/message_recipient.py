"""A message that is sent says to whom."""

from collections.abc import Iterator

from workflows.definitions.messages import messaging
from workflows.definitions.reading import Reading
from workflows.markup import bpmn, local_name, own
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "message-recipient",
    seeks="messages that are sent to nobody",
    vi="{element} gửi tin nhưng không nói tới đâu: ghi thidua:{missing}.",
    en="{element} sends a message but does not say where to: give it thidua:{missing}.",
)


_SENDING = frozenset({"sendTask", "intermediateThrowEvent", "endEvent"})


def check(reading: Reading) -> Iterator[Problem]:
    """Find messages that are sent to nobody."""
    for node in messaging(reading):
        if local_name(node) not in _SENDING:
            continue
        definition = node.find(bpmn("messageEventDefinition"))
        inner = node if definition is None else definition
        for name in ("toProcess", "toKey"):
            if not own(node, name) and not own(inner, name):
                yield RULE.at(node, missing=name)
