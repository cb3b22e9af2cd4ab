"""Notes which elements a run leaves and which sequence flows it takes, as it goes."""

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
    if spec.name.endswith(CHOICE):
        run.trail.extend(_flows_taken(task))
        return
    run.count_step()
    waited_with = task.parent.task_spec if task.parent is not None else None
    if getattr(waited_with, "waits_for_first", False):
        run.trail.extend(_flow(task.parent, task))
    run.trail.append(spec.bpmn_id)
    if not getattr(spec, "waits_for_first", False):
        run.trail.extend(_flows_taken(task))


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
