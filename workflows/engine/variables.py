"""How variables pass from task to task: whole values, never merged piece by piece.

SpiffWorkflow merges nested values in place, which changes what finished tasks remember, and
joins lists as if they were sets. Here a task takes over the values of the task before it, and
branches that meet contribute the variables they changed since they parted.
"""

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

from workflows.engine.catching import is_watch
from workflows.engine.run import keep_all, run_of
from workflows.values import Skip

_ABSENT = object()
_AHEAD = TaskState.FUTURE | TaskState.PREDICTED_MASK


def inherit(task: Any) -> None:
    """Take over the variables of the task before, keeping the task's own."""
    if task.parent is not None:
        task.data = {**task.parent.data, **task.data}


class Inheriting(TaskSpec):
    """Mixed into every element: what it does when it is reached, and when it is skipped."""

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        return True

    def _run(self, my_task: Any) -> Any:
        skip = run_of(my_task).skips.pop(self.bpmn_id, None)
        return super()._run(my_task) if skip is None else self._pass_over(my_task, skip)

    def _pass_over(self, my_task: Any, skip: Skip) -> bool:
        """Count as done with what somebody decided."""
        keep_all(my_task, skip.variables)
        return True


def meet(task: Any, others: list[Any]) -> None:
    """Join branches: each gives the variables it changed; of two changes the later stays."""
    task.data = dict(
        _met([_Branch(_line(branch), branch.parent.data) for branch in [*others, task]])
    )


def known(workflow: Any) -> dict[str, Any]:
    """What a process or subprocess has come to know on all its branches, half done as it is."""
    order = {task_id: number for number, task_id in enumerate(workflow.tasks)}
    tokens = filter(is_token, workflow.tasks.values())
    branches = [_Branch([*_line(token), token], known_inside(token)) for token in tokens]
    branches.sort(key=lambda branch: [order[task.id] for task in branch.line])
    return dict(_met(branches) if branches else workflow.last_task.data)


def known_inside(host: Any) -> dict[str, Any]:
    """What an element has come to know, when it is taken away half done.

    An embedded subprocess works on the variables of its process, and copies that are completed
    have given theirs, so what they learnt is not lost with them.
    """
    subprocess = host.workflow.top_workflow.subprocesses.get(host.id)
    if subprocess is None or not getattr(host.task_spec, "shares_variables", False):
        return dict(host.parent.data if host._state & _AHEAD else host.data)
    return known(subprocess)


def begun_aside(task: Any) -> Any:
    """The boundary event that began the path of a task beside its host, if one did."""
    return next((one for one in ancestors(task) if _runs_beside(one)), None)


@dataclass(frozen=True, slots=True)
class _Branch:
    """The tasks of a branch, the first of the process first, and what is known at its end."""

    line: list[Any]
    known: dict[str, Any]


def _met(branches: list[_Branch]) -> dict[str, Any]:
    """What branches know together; paths that ran beside give only what they did themselves."""
    runs: dict[Any, list[_Branch]] = {}
    events: dict[Any, Any] = {}
    for branch in branches:
        event = next(filter(_runs_beside, reversed(branch.line)), None)
        key = event and event.id
        runs[key], events[key] = [*runs.pop(key, []), branch], event
    known = _joined(runs.pop(None) if None in runs else runs.popitem()[1])
    for key, aside in runs.items():
        known = dict(known)
        _give(known, _found_by(events[key]), _joined(aside))
    return known


def _found_by(event: Any) -> dict[str, Any]:
    """The variables a path that runs beside began with."""
    given = event.internal_data.get("given", ())
    return {**event.parent.data, **{name: event.data[name] for name in given}}


def _joined(branches: list[_Branch], place: int = 0) -> dict[str, Any]:
    """Join those first that parted last, so that none brings back what it only carried."""
    if len(branches) == 1:
        return branches[0].known
    while len({_at(branch, place) for branch in branches}) == 1 and _at(branches[0], place):
        place += 1
    base = branches[0].line[place - 1].data
    ways: dict[Any, list[_Branch]] = {}
    for branch in branches:
        ways[_at(branch, place)] = [*ways.pop(_at(branch, place), []), branch]
    ways.pop(None, None)
    joined = dict(base)
    for way in ways.values():
        _give(joined, base, _joined(way, place))
    return joined


def _at(branch: _Branch, place: int) -> Any:
    return branch.line[place].id if place < len(branch.line) else None


def _give(known: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Make the changes between two states of the variables to a third."""
    for name in before.keys() - after.keys():
        known.pop(name, None)
    for name, value in after.items():
        if before.get(name, _ABSENT) != value:
            known[name] = value


def _line(task: Any) -> list[Any]:
    return ancestors(task)[::-1]


def is_token(task: Any) -> bool:
    """Whether a branch has come as far as this task; just now, if the one before is completed."""
    if "arrived" in task.internal_data:
        return True
    is_reached = task._state & TaskState.DEFINITE_MASK and not is_watch(task)
    return bool(is_reached and task.parent and task.parent._state & TaskState.FINISHED_MASK)


def _runs_beside(task: Any) -> bool:
    return getattr(task.task_spec, "runs_beside", False)


def ancestors(task: Any) -> list[Any]:
    """The tasks before this one, nearest first."""
    found = []
    while task.parent is not None:
        task = task.parent
        found.append(task)
    return found
