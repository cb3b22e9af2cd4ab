"""Notes which elements a run leaves and which sequence flows it takes, as it goes.

What lies in a called process is noted behind the call activity, as ``call/element``.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.engine.run import run_of

SPLIT = ".BoundaryEventSplit"
CHILD = " [child]"
WATCH = ".Watch"
CHOICE = ".Choice"
#: What may still come, and what was taken back because an error or a throw ended the element.
_UNTAKEN = TaskState.PREDICTED_MASK | TaskState.CANCELLED


def note(task: Any) -> None:
    """Note a completed task; what the library adds to a diagram leaves no trail."""
    run = run_of(task)
    run.last_task = task
    spec = task.task_spec
    if spec.bpmn_id is None or spec.name.endswith((CHILD, WATCH)):
        return
    left = _left(task)
    around = task.workflow.called_by
    run.trail.extend([f"{around}/{part}" for part in left] if around else left)
    if not spec.name.endswith(CHOICE):
        run.count_step()


def _left(task: Any) -> list[str]:
    """The element a task leaves, with the flows it came by or takes."""
    spec = task.task_spec
    if spec.name.endswith(CHOICE):
        return _flows_taken(task)
    waited_with = task.parent.task_spec if task.parent is not None else None
    came_by = _flow(task.parent, task) if _waits_for_first(waited_with) else []
    return [*came_by, spec.bpmn_id, *([] if _waits_for_first(spec) else _flows_taken(task))]


def _waits_for_first(spec: Any) -> bool:
    return bool(getattr(spec, "waits_for_first", False))


def _flows_taken(task: Any) -> list[str]:
    chosen: list[str] | None = task.internal_data.pop("flows", None)
    if chosen is not None:
        return chosen
    return [
        flow
        for child in task.children
        if not child._state & _UNTAKEN
        for flow in _flow(task, child)
    ]


def _flow(source: Any, target: Any) -> list[str]:
    if target.task_spec.name.endswith(CHOICE):
        return []
    name = target.task_spec.bpmn_id or target.task_spec.name.removesuffix(SPLIT)
    flow = source.workflow.spec.flow_ids.get((source.task_spec.bpmn_id, name))
    return [flow] if flow else []
