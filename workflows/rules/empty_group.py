"""A task is for a group that somebody is in."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import camunda, listed
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "empty-group",
    seeks="groups nobody is in",
    vi=(
        "{element} giao cho nhóm {name}, hiện không có ai. Thêm người vào nhóm, hoặc sửa "
        "camunda:candidateGroups."
    ),
    en=(
        "{element} is for the group {name}, which nobody is in. Add somebody to the group, or "
        "mend camunda:candidateGroups."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find groups nobody is in."""
    members = (reading.given and reading.given.members) or {}
    for node in reading.of_kind("userTask") if members else ():
        for name in listed(camunda(node, "candidateGroups")):
            if name in members and not members[name]:
                yield RULE.at(node, name=name)
