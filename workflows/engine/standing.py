"""Where an instance stands: what is open, what is waited for, what was sent."""

from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.engine.document import encode
from workflows.engine.event_kinds import Message, Timer
from workflows.engine.run import element_id
from workflows.engine.specs import UserTask
from workflows.engine.workflow import Process
from workflows.values import EngineState, OpenTask, PendingMessage, PendingTimer


def standing(process: Process) -> EngineState:
    """Describe the instance after a run."""
    open_tasks, timers, messages = [], [], []
    for task in process.live_tasks():
        definition = getattr(task.task_spec, "event_definition", None)
        if task._state == TaskState.READY and isinstance(task.task_spec, UserTask):
            open_tasks.append(_open_task(task))
        elif task._state == TaskState.WAITING and isinstance(definition, Timer):
            timers.append(_timer(task, definition))
        elif task._state == TaskState.WAITING and isinstance(definition, Message):
            messages.append(PendingMessage(task.id, element_id(task), definition.name))
    return EngineState(
        encode(process),
        process.is_completed(),
        tuple(open_tasks),
        tuple(timers),
        tuple(messages),
        tuple(process.run.sent),
        tuple(process.run.trail),
        tuple(process.run.told),
    )


def calls(process: Process) -> dict[str, str]:
    """The call activities around each task in a called process, as ``outer/inner``."""
    found = ((task.id, task.workflow.called_by) for task in process.live_tasks())
    return {task_id: called_by for task_id, called_by in found if called_by}


def _open_task(task: Any) -> OpenTask:
    spec, known = task.task_spec, task.internal_data
    return OpenTask(
        task.id,
        element_id(task),
        spec.bpmn_name or "",
        spec.assignment.form_key,
        tuple(known["groups"]),
        known.get("assignee"),
        datetime.fromisoformat(known["due"]) if known["due"] else None,
    )


def _timer(task: Any, definition: Timer) -> PendingTimer:
    state = task.internal_data["timer"]
    return PendingTimer(
        task.id,
        element_id(task),
        state["n"],
        datetime.fromisoformat(state["due"]),
        tuple(state["basis"]),
        definition.text.late_policy,
    )
