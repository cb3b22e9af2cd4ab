"""Tasks that are kept apart have two people who could do them in every unit."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.definitions.staff import only_one, people_of, some_of, tasks_apart
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "second-person-in-unit",
    seeks="tasks that are kept apart, yet in a unit only one person could do either",
    vi=(
        "{element} phải do người khác với {other} làm, nhưng ở đơn vị {units} chỉ một người làm "
        "được cả hai. Thêm người của đơn vị vào nhóm, hoặc sửa camunda:candidateGroups."
    ),
    en=(
        "{element} is to be done by another person than {other}, but in these units only one "
        "person could do either: {units}. Add somebody of the unit to the group, or mend "
        "camunda:candidateGroups."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find tasks that are kept apart, yet in a unit only one person could do either."""
    members, units = people_of(reading)
    for task, name, other in tasks_apart(reading) if units else ():
        # Where only one person could do either anywhere, that is said already.
        if only_one(members, task, other):
            continue
        alone = [unit for unit, staff in units.items() if only_one(members | staff, task, other)]
        if alone:
            yield RULE.at(task, other=name, units=some_of(alone))
