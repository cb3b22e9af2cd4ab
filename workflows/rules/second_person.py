"""Tasks that are kept apart have two people who could do them."""

from collections.abc import Iterator, Mapping

from workflows.definitions.diagram import Node
from workflows.definitions.reading import Reading
from workflows.markup import camunda, listed, own
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
    members = (reading.given and reading.given.members) or {}
    tasks = {node.get("id"): node for node in reading.of_kind("userTask")} if members else {}
    for task in tasks.values():
        for name in listed(own(task, "separateFrom")):
            other = tasks.get(name)
            if other is None or other is task:
                continue
            one, two = _doers(task, members), _doers(other, members)
            if one == two and len(one) == 1:
                yield RULE.at(task, other=name)


def _doers(task: Node, members: Mapping[str, frozenset[int]]) -> frozenset[int]:
    """Who could do a task; nobody where that is only known when it is reached."""
    assignee = (camunda(task, "assignee") or "").strip()
    groups = listed(camunda(task, "candidateGroups"))
    if assignee:
        return frozenset({int(assignee)}) if assignee.isdecimal() else frozenset()
    if any(name not in members for name in groups):
        return frozenset()
    return frozenset().union(*(members[name] for name in groups))
