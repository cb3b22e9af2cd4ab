"""Tasks that are kept apart have two people who could do them."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.definitions.staff import only_one, people_of, tasks_apart
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "second-person",
    seeks="tasks that are kept apart, yet only one person could do either",
    vi=(
        "{element} phải do người khác với {other} làm, nhưng hiện chỉ một người làm được cả hai. "
        "Thêm người vào nhóm, hoặc sửa camunda:candidateGroups."
    ),
    en=(
        "{element} is to be done by another person than {other}, but only one person could do "
        "either. Add somebody to the group, or mend camunda:candidateGroups."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find tasks that are kept apart, yet only one person could do either."""
    members, _ = people_of(reading)
    for task, name, other in tasks_apart(reading) if members else ():
        if only_one(members, task, other):
            yield RULE.at(task, other=name)
