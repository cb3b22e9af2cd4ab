"""Who could do the tasks of a diagram, as far as it is known who is in which group."""

from collections.abc import Iterator, Mapping, Sequence

from workflows.definitions.diagram import Node
from workflows.definitions.reading import Reading
from workflows.markup import camunda, listed, own
from workflows.wording import Both

#: So many units are named; of more, the number of the others is.
_NAMED = 12

Staff = dict[str, frozenset[int]]


def people_of(reading: Reading) -> tuple[Staff, dict[str, Staff]]:
    """The people of each group, over all and by unit; nobody where that is not known."""
    given = reading.given
    members = (given and given.members) or {}
    units = (given and given.units) or {}
    return dict(members), {unit: dict(staff) for unit, staff in units.items()}


def tasks_apart(reading: Reading) -> Iterator[tuple[Node, str, Node]]:
    """Each task that is kept apart from another, with that other and its id."""
    tasks = {node.get("id"): node for node in reading.of_kind("userTask")}
    for task in tasks.values():
        for name in listed(own(task, "separateFrom")):
            other = tasks.get(name)
            if other is not None and other is not task:
                yield task, name, other


def only_one(members: Mapping[str, frozenset[int]], task: Node, other: Node) -> bool:
    """Whether one and the same person alone could do either task."""
    doers = _doers(task, members)
    return len(doers) == 1 and doers == _doers(other, members)


def some_of(units: Sequence[str]) -> str:
    """The units in a sentence that stays short."""
    listed_first, more = ", ".join(sorted(units)[:_NAMED]), len(units) - _NAMED
    if more <= 0:
        return listed_first
    return Both(f"{listed_first} and {more} more", f"{listed_first} và {more} đơn vị khác")


def _doers(task: Node, members: Mapping[str, frozenset[int]]) -> frozenset[int]:
    """Who could do a task; nobody where that is only known when it is reached."""
    assignee = (camunda(task, "assignee") or "").strip()
    groups = listed(camunda(task, "candidateGroups"))
    if assignee:
        return frozenset({int(assignee)}) if assignee.isdecimal() else frozenset()
    if any(name not in members for name in groups):
        return frozenset()
    return frozenset().union(*(members[name] for name in groups))
