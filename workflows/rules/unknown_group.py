"""A task is for a group that is known."""

from collections.abc import Iterator

from workflows.definitions.nearness import nearest
from workflows.definitions.reading import Reading
from workflows.markup import camunda, listed
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unknown-group",
    seeks="groups nobody knows",
    vi=(
        "{element} giao cho nhóm {name}, không có. Gần nhất: {nearest}. Sửa "
        "camunda:candidateGroups."
    ),
    en=(
        "{element} is for the group {name}, which is not known. The nearest is {nearest}. "
        "Mend camunda:candidateGroups."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find groups nobody knows."""
    known = reading.given.groups if reading.given else None
    for node in reading.of_kind("userTask") if known is not None else ():
        for name in listed(camunda(node, "candidateGroups")):
            if "$" not in name and name not in (known or ()):
                yield RULE.at(node, name=name, nearest=nearest(name, known or ()))
