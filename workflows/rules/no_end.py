"""A process, and each subprocess, has an end event."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-end",
    seeks="processes and subprocesses without an end event",
    vi="{element} không có sự kiện kết thúc: thêm một sự kiện kết thúc.",
    en="{element} has no end event: draw one.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find processes and subprocesses without an end event."""
    for scope in reading.paths.scopes:
        if scope.find(bpmn("endEvent")) is None:
            yield RULE.at(scope)
