"""How errors, escalations and signals find the waiting events that catch them."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from workflows.engine.trail import CHILD


def happen(task: Any) -> None:
    """Let a waiting event happen."""
    task.internal_data["fired"] = True
    task.task_spec._update(task)


def nearest(my_task: Any, thrown: Any) -> Any:
    """The waiting event that catches what an element throws, looking outwards, or None.

    At each place one that names the code comes before one that catches any.
    """
    for waiting in _outwards(my_task):
        for code in (thrown.code, None):
            for task in waiting:
                definition = _definition(task)
                if isinstance(definition, type(thrown)) and definition.code == code:
                    return task
    return None


def broadcast(my_task: Any, signal: Any) -> None:
    """Let everything in the instance that waits for a signal happen."""
    waiting = [
        task
        for task in my_task.workflow.top_workflow.live_tasks()
        if task._state == TaskState.WAITING and _hears(task, signal)
    ]
    for task in waiting:
        if task._state == TaskState.WAITING:
            happen(task)


def is_watch(task: Any) -> bool:
    """Whether a task only waits for what sets off an event subprocess."""
    return getattr(task.task_spec, "is_watch", False)


def _hears(task: Any, signal: Any) -> bool:
    definition = _definition(task)
    return isinstance(definition, type(signal)) and definition.name == signal.name


def _definition(task: Any) -> Any:
    return getattr(task.task_spec, "event_definition", None)


def _outwards(task: Any) -> Iterator[list[Any]]:
    """The waiting events of one place after another: on its boundary, then around it."""
    while task is not None:
        yield _on_boundary(task)
        if task.task_spec.name.endswith(CHILD):
            task = task.parent
            yield _on_boundary(task)
        yield _watching(task.workflow)
        host = task.workflow.parent_task_id
        task = None if host is None else task.workflow.top_workflow.get_task_from_id(host)


def _on_boundary(task: Any) -> list[Any]:
    if task.parent is None or not isinstance(task.parent.task_spec, BoundaryEventSplit):
        return []
    return [event for event in task.parent.children if event._state == TaskState.WAITING]


def _watching(workflow: Any) -> list[Any]:
    return [task for task in workflow.in_state(TaskState.WAITING) if is_watch(task)]
