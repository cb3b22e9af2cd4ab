"""A process, and each subprocess, begins at one start event."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "one-start",
    seeks="processes and subprocesses with no start event, or with several",
    vi="{element} có {count} sự kiện bắt đầu: cần đúng một.",
    en="{element} has {count} start events: it needs exactly one.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find processes and subprocesses with no start event, or with several."""
    for scope in reading.paths.scopes:
        count = len(scope.findall(bpmn("startEvent")))
        if count != 1:
            yield RULE.at(scope, count=count)
