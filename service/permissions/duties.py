"""Who has to keep away from a task: the one place where duties and conflicts are decided.

Every way in asks here: claiming, completing, delegating, standing in, reassigning, one by one or
in bulk, from a page or a program.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from service.models import Group, UserTask

#: Preparing one's own nomination is not deciding about it; every other group decides.
_PREPARING = frozenset({Group.UNIT_CLERK})
#: They approve what somebody else has prepared in the same process.
APPROVING = frozenset({Group.UNIT_HEAD, Group.DIRECTOR})
#: They put their name under a list that others stand on, themselves perhaps among them.
_UNDER_LISTS = APPROVING | {Group.COUNCIL_CHAIR}

Away = Mapping[int, str]
"""By person, the code of the sentence that says why they keep away."""

_Ids = Collection[int]


@dataclass(frozen=True, slots=True)
class Ties:
    """The people tied to what a task is about, and how."""

    nominees: _Ids = ()
    relatives: _Ids = ()
    interested: _Ids = ()
    nominators: _Ids = ()
    #: Who signed the nomination at an earlier level.
    signatories: _Ids = ()
    #: Colleagues of the nominee, where the campaign says that they keep away.
    own_unit: _Ids = ()
    #: Who did what the diagram keeps apart from this task.
    apart_from: _Ids = ()
    #: Who completed other elements of the same instance.
    prepared_by: _Ids = ()


def decides(task: UserTask) -> bool:
    """Tell whether a task decides about a nomination, and not only prepares it."""
    groups = _groups(task)
    return not groups or bool(groups - _PREPARING)


def signs_list(task: UserTask) -> bool:
    """Tell whether a task puts a name under a whole list."""
    return bool(_groups(task) & _UNDER_LISTS)


def needs_another_person(task: UserTask) -> bool:
    """Tell whether a task approves what somebody else has to have prepared."""
    return bool(_groups(task) & APPROVING)


def kept_away(task: UserTask, ties: Ties) -> Away:
    """Say who may not do a task whoever offers it to them, and why."""
    away: dict[int, str] = {}
    for people, refusal in _reasons(task, ties):
        for person in people:
            away.setdefault(person, refusal)
    return away


def _reasons(task: UserTask, ties: Ties) -> list[tuple[_Ids, str]]:
    reasons: list[tuple[_Ids, str]] = [(ties.apart_from, "task.kept_apart")]
    if decides(task):
        reasons += [
            (ties.nominees, "task.own_nomination"),
            (ties.relatives, "task.relative"),
            (ties.interested, "task.interest"),
            (ties.nominators, "task.own_proposal"),
            (ties.signatories, "task.signed_before"),
            (ties.own_unit, "task.own_unit"),
        ]
    if needs_another_person(task):
        reasons.append((ties.prepared_by, "task.same_person_twice"))
    return reasons


def _groups(task: UserTask) -> set[Group]:
    return {one.group for one in task.candidates}
