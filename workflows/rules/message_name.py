"""Every message has a name."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.messages import messaging
from workflows.definitions.outline import message_ref
from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "message-name",
    seeks="events and tasks whose message has no name",
    vi="{element} gửi hoặc chờ một tin chưa có tên: chọn một tin và đặt tên.",
    en="The message of {element} has no name: choose a message and name it.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find events and tasks whose message has no name."""
    names = {id_of(one): one.get("name") for one in reading.root.iter(bpmn("message"))}
    for node in messaging(reading):
        if not names.get(message_ref(node) or ""):
            yield RULE.at(node)
