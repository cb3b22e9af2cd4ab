"""Events: what is waited for and what is thrown.

Timers and messages are addressed: the engine is told which waiting task to fire or to deliver
to. Only errors and escalations find their way through the tree of subprocesses themselves.
"""

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import (
    NoneEventDefinition,
    TerminateEventDefinition,
)
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.events import (
    end_event,
    event_types,
    intermediate_event,
    start_event,
)
from SpiffWorkflow.util.task import TaskState

from workflows.engine.run import element_id, evaluate, keep, run_of
from workflows.engine.timing import TimerText, after_firing, arm
from workflows.engine.variables import Inheriting, inherit, known_inside
from workflows.errors import StepFailed
from workflows.templates import Template
from workflows.values import SentMessage


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a thrown message is for and what it carries."""

    process_key: Template
    business_key: Template
    payload: Template | None


class Timer(EventDefinition):
    """A moment to wait for."""

    def __init__(self, name: str, text: TimerText) -> None:
        super().__init__(name, "Timer")
        self.text = text

    def has_fired(self, my_task: Any) -> bool:
        """Arm the timer the first time; only the engine's caller makes it fire."""
        if "timer" not in my_task.internal_data:
            my_task.internal_data["timer"] = arm(my_task, self.text)
        return "fired" in my_task.internal_data

    def catches(self, my_task: Any, event: Any) -> bool:
        """No event of the library sets off a timer."""
        return False

    def following(self, my_task: Any) -> dict[str, Any] | None:
        """What the same timer waits for after this firing."""
        coming = after_firing(my_task, self.text, my_task.internal_data["timer"])
        return None if coming is None else {"timer": coming}


class Message(EventDefinition):
    """A message to wait for, or to send when it has a recipient."""

    def __init__(
        self, name: str, recipient: Recipient | None = None, result_variable: str | None = None
    ) -> None:
        super().__init__(name, "Message")
        self.recipient = recipient
        self.result_variable = result_variable

    def has_fired(self, my_task: Any) -> bool:
        """Whether the message has been delivered."""
        return "fired" in my_task.internal_data

    def catches(self, my_task: Any, event: Any) -> bool:
        """No event of the library is a message."""
        return False

    def following(self, my_task: Any) -> dict[str, Any] | None:
        """A second message can come as well."""
        return {}

    def update_task_data(self, my_task: Any) -> None:
        """Take over what the message carries."""
        payload = my_task.internal_data.get("payload", {})
        if self.result_variable:
            payload = {self.result_variable: payload}
        my_task.data.update(payload)

    def throw(self, my_task: Any) -> None:
        """Send the message to its recipient."""
        asked = self.recipient
        if asked is None:
            raise StepFailed(element_id(my_task), f"message {self.name!r} has no recipient")
        payload = evaluate(my_task, asked.payload) if asked.payload else {}
        if not isinstance(payload, dict):
            raise StepFailed(element_id(my_task), "a payload is written ${{'name': value}}")
        message = SentMessage(
            element_id(my_task),
            self.name,
            str(evaluate(my_task, asked.process_key)),
            str(evaluate(my_task, asked.business_key)),
            keep(my_task, payload),
        )
        run_of(my_task).sent.append(message)


class _Catching(event_types.CatchingEvent):
    """Waits, or passes at once where there is nothing to wait for."""

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        if isinstance(self.event_definition, NoneEventDefinition):
            return True
        if self.event_definition.has_fired(my_task):
            return True
        if my_task._state != TaskState.WAITING:
            my_task._set_state(TaskState.WAITING)
        my_task.workflow.top_workflow.event_manager.add_task(my_task)
        return False

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        if getattr(my_task.parent.task_spec, "waits_for_first", False):
            for other in my_task.parent.children:
                if other is not my_task and other._state == TaskState.WAITING:
                    other.cancel()

    def _run_hook(self, my_task: Any) -> bool:
        definition = self.event_definition
        definition.update_task_data(my_task)
        definition.reset(my_task)
        my_task.internal_data.clear()
        return True


class StartEvent(_Catching, start_event.StartEvent, BpmnSpecMixin):
    """Where a process begins; whatever sets it off, the engine is told to start it."""


class IntermediateCatchEvent(_Catching, intermediate_event.IntermediateCatchEvent, BpmnSpecMixin):
    """Waits between two elements."""


class ReceiveTask(_Catching, intermediate_event.ReceiveTask, BpmnSpecMixin):
    """Waits for a message."""


class BoundaryEvent(_Catching, intermediate_event.BoundaryEvent, BpmnSpecMixin):
    """Waits while the element it sits on is under way, and ends it or leaves it be."""

    @property
    def runs_beside(self) -> bool:
        """Whether what follows runs beside the element."""
        return not self.cancel_activity

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        if self.cancel_activity:
            self._interrupt(my_task)
        elif isinstance(self.event_definition, (Timer, Message)):
            self._wait_again(my_task)

    def _interrupt(self, my_task: Any) -> None:
        for task in my_task.parent.children:
            is_event = isinstance(task.task_spec, intermediate_event.BoundaryEvent)
            if not is_event and task._state & TaskState.NOT_FINISHED_MASK:
                my_task.data |= known_inside(task)
                task.cancel()

    def _wait_again(self, my_task: Any) -> None:
        following = self.event_definition.following(my_task)
        if following is not None:
            again = my_task.parent._add_child(self, TaskState.WAITING)
            again.internal_data.update(following)
            self._predict(again, mask=TaskState.NOT_FINISHED_MASK)
            self._update(again)


class EndEvent(Inheriting, end_event.EndEvent, BpmnSpecMixin):
    """Where a path ends; a terminate event ends everything beside it."""

    def _on_complete_hook(self, my_task: Any) -> None:
        if not isinstance(self.event_definition, TerminateEventDefinition):
            super()._on_complete_hook(my_task)
            return
        for task in my_task.workflow.in_state(TaskState.NOT_FINISHED_MASK):
            task.cancel()
        my_task.workflow._mark_complete(my_task)


class ThrowEvent(Inheriting, intermediate_event.IntermediateThrowEvent, BpmnSpecMixin):
    """Throws an event between two elements."""


class SendTask(Inheriting, intermediate_event.SendTask, BpmnSpecMixin):
    """Sends a message."""
