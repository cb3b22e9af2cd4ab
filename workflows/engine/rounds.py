"""Folds away the rounds of a loop that are over, so that a long loop costs what a short one does.

Each round leaves its finished tasks behind. Where none of them is under way or awaited, the next
visit of an element takes the place of the one before, as if the loop had come there for the first
time. The last whole round stays, and so does everything outside of loops.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.engine.run import run_of
from workflows.engine.specs import EndJoin
from workflows.engine.variables import begun_aside
from workflows.engine.workflow import Process

#: Visits of an element that stay: that of the round under way and that of the last whole round.
_STAY = 2
#: Visits looked at: rounds that something from outside the loop keeps open are not tried for ever.
_TRIED = 6


def fold_rounds(process: Process) -> None:
    """Fold what is over in the process and in its subprocesses that are under way."""
    for task in list(process.live_tasks()):
        while _fold_before(task):
            pass


def _fold_before(task: Any) -> bool:
    """Fold one round on the way to a live task, the latest; say whether there was one."""
    visits: dict[Any, list[Any]] = defaultdict(list)
    while (task := task.parent) is not None:
        later = visits[task.task_spec]
        if len(later) >= _STAY and _is_over(task, later[-1]):
            _replace(task, later[-1])
            return True
        if len(later) == _TRIED:
            return False
        if task._state == TaskState.COMPLETED:
            later.append(task)
    return False


def _is_over(earlier: Any, later: Any) -> bool:
    last = {earlier.workflow.last_task, run_of(earlier).last_task}
    tasks = list(_between(earlier, later))
    return begun_aside(later) is begun_aside(earlier) and all(
        task._state & TaskState.FINISHED_MASK
        and task not in last
        and ("arrived" not in task.internal_data or _adds_nothing(task, tasks))
        for task in tasks
    )


def _adds_nothing(arrived: Any, tasks: list[Any]) -> bool:
    """Whether a path began aside in these tasks, came to its end and changed no variable."""
    event = begun_aside(arrived)
    return (
        isinstance(arrived.task_spec, EndJoin)
        and event in tasks
        and bool(arrived.parent.data == event.parent.data)
    )


def _between(earlier: Any, later: Any) -> Iterator[Any]:
    """Everything that came of the earlier visit and not of the later one."""
    ahead = [earlier]
    while ahead:
        task = ahead.pop()
        yield task
        ahead += [child for child in task.children if child is not later]


def _replace(earlier: Any, later: Any) -> None:
    workflow, parent = earlier.workflow, earlier.parent
    over = list(_between(earlier, later))
    later._parent = parent.id
    parent._children[parent._children.index(earlier.id)] = later.id
    for task in over:
        workflow.tasks.pop(task.id)
        workflow.top_workflow.forget(task)
