"""How variables pass from task to task: whole values, never merged piece by piece.

SpiffWorkflow merges nested values in place, which changes what finished tasks remember, and
joins lists as if they were sets. Here a task takes over the values of the task before it, and
branches that meet contribute the variables they changed since they parted.
"""

from typing import Any

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

_ABSENT = object()


def inherit(task: Any) -> None:
    """Take over the variables of the task before, keeping the task's own."""
    if task.parent is not None:
        task.data = {**task.parent.data, **task.data}


class Inheriting(TaskSpec):
    """Mixed into every element: what it does when it is reached."""

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        return True


def meet(task: Any, others: list[Any]) -> None:
    """Join branches: each gives the variables it changed; of two changes the later stays."""
    base = _common_ancestor([task, *others]).data
    joined = dict(base)
    for branch in [*others, task]:
        arriving = branch.parent.data
        for name in base.keys() - arriving.keys():
            joined.pop(name, None)
        for name, value in arriving.items():
            if base.get(name, _ABSENT) != value:
                joined[name] = value
    task.data = joined


def known_inside(host: Any) -> dict[str, Any]:
    """What an embedded subprocess has come to know, when it is taken away half done.

    It works on the variables of its process, so what it learnt is not lost with it.
    """
    subprocess = host.workflow.top_workflow.subprocesses.get(host.id)
    if subprocess is None or not getattr(host.task_spec, "shares_variables", False):
        return {}
    known = dict(subprocess.last_task.data)
    for inner in subprocess.in_state(TaskState.STARTED):
        known |= known_inside(inner)
    return known


def ancestors(task: Any) -> list[Any]:
    """The tasks before this one, nearest first."""
    found = []
    while task.parent is not None:
        task = task.parent
        found.append(task)
    return found


def _common_ancestor(tasks: list[Any]) -> Any:
    lines = [ancestors(task) for task in tasks]
    shared = set.intersection(*({task.id for task in line} for line in lines))
    return next(task for task in lines[0] if task.id in shared)
