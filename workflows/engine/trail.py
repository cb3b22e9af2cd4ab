"""Notes which elements a run leaves and which sequence flows it takes, as it goes."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.engine.run import run_of

SPLIT = ".BoundaryEventSplit"
CHILD = " [child]"


def note(task: Any) -> None:
    """Note a completed task; what the library adds to a diagram leaves no trail."""
    run = run_of(task)
    run.last_task = task
    spec = task.task_spec
    if spec.bpmn_id is None or spec.name.endswith(CHILD):
        return
    run.count_step()
    waited_with = task.parent.task_spec if task.parent is not None else None
    if getattr(waited_with, "waits_for_first", False):
        run.trail.extend(_flow(task.parent, task))
    run.trail.append(spec.bpmn_id)
    if not getattr(spec, "waits_for_first", False):
        run.trail.extend(_flows_taken(task))


def _flows_taken(task: Any) -> list[str]:
    chosen = task.internal_data.pop("flow", None)
    if chosen is not None:
        return [chosen]
    return [
        flow
        for child in task.children
        if not child._state & TaskState.PREDICTED_MASK
        for flow in _flow(task, child)
    ]


def _flow(source: Any, target: Any) -> list[str]:
    name = target.task_spec.bpmn_id or target.task_spec.name.removesuffix(SPLIT)
    flow = source.workflow.spec.flow_ids.get((source.task_spec.bpmn_id, name))
    return [flow] if flow else []
