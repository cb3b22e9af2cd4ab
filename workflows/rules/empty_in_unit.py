"""A task of a unit is for a group that somebody is in, in every unit."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.definitions.staff import people_of, some_of
from workflows.markup import camunda, listed
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "empty-in-unit",
    seeks="groups nobody is in for a unit",
    vi=(
        "{element} giao cho nhóm {name}, hiện không có ai ở đơn vị: {units}. Thêm người của đơn "
        "vị vào nhóm, hoặc sửa camunda:candidateGroups."
    ),
    en=(
        "{element} is for the group {name}, which nobody is in for these units: {units}. Add "
        "somebody of the unit to the group, or mend camunda:candidateGroups."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find groups nobody is in for a unit."""
    members, units = people_of(reading)
    for node in reading.of_kind("userTask") if units else ():
        for name in listed(camunda(node, "candidateGroups")):
            empty = [unit for unit, staff in units.items() if staff.get(name) == frozenset()]
            # Where nobody is in it anywhere, that is said already.
            if empty and members.get(name):
                yield RULE.at(node, name=name, units=some_of(empty))
