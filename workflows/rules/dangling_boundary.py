"""A boundary event sits on a task or subprocess."""

from collections.abc import Iterator

from workflows.definitions.diagram import is_activity
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "dangling-boundary",
    seeks="boundary events attached to nothing, or to what cannot be interrupted",
    vi=(
        "Sự kiện biên {element} không gắn vào công việc hay quy trình con nào: kéo nó "
        "lên biên của một công việc."
    ),
    en=(
        "The boundary event {element} is attached to no task or subprocess: put it on "
        "the border of one."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find boundary events attached to nothing, or to what cannot be interrupted."""
    for event in reading.of_kind("boundaryEvent"):
        host = reading.nodes.get(event.get("attachedToRef") or "")
        if host is None or host.getparent() is not event.getparent() or not is_activity(host):
            yield RULE.at(event)
