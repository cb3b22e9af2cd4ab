"""The events of a diagram: those that wait, those that interrupt, those that throw."""

from abc import ABC, abstractmethod
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.events import (
    end_event,
    event_types,
    intermediate_event,
    start_event,
)
from SpiffWorkflow.util.task import TaskState

from workflows.engine.gateways import predict_on
from workflows.engine.run import keep_all, run_of
from workflows.engine.trail import WATCH
from workflows.engine.variables import Inheriting, inherit, known, known_inside
from workflows.values import Variables

UNFINISHED = TaskState.NOT_FINISHED_MASK


class _Catching(event_types.CatchingEvent):
    """Waits, or passes at once where there is nothing to wait for."""

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        if self._is_passed_over(my_task):
            return True
        if self.event_definition.has_fired(my_task):
            return True
        if my_task._state != TaskState.WAITING:
            my_task._set_state(TaskState.WAITING)
        my_task.workflow.top_workflow.event_manager.add_task(my_task)
        return False

    def _is_passed_over(self, my_task: Any) -> bool:
        """Whether somebody decided that what is waited for counts as happened, and with what."""
        skip = run_of(my_task).skips.pop(self.bpmn_id, None)
        if skip is None:
            return False
        keep_all(my_task, skip.variables)
        my_task.internal_data["payload"] = skip.variables
        return True

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        if getattr(my_task.parent.task_spec, "waits_for_first", False):
            for other in my_task.parent.children:
                if other is not my_task and other._state == TaskState.WAITING:
                    other.cancel()

    def _run_hook(self, my_task: Any) -> bool:
        self.event_definition.update_task_data(my_task)
        my_task.internal_data.clear()
        return True


class StartEvent(_Catching, start_event.StartEvent, BpmnSpecMixin):
    """Where a process begins; whatever sets it off, the engine is told to start it."""


class IntermediateCatchEvent(_Catching, intermediate_event.IntermediateCatchEvent, BpmnSpecMixin):
    """Waits between two elements."""


class ReceiveTask(_Catching, intermediate_event.ReceiveTask, BpmnSpecMixin):
    """Waits for a message."""


class _Reacting(_Catching, ABC):
    """Waits beside what is under way, and interrupts it or leaves it be.

    What an event that does not interrupt has learnt there is ``given`` to what follows, and
    where that comes to meet the main way again it counts as no change of its own.
    """

    cancel_activity: bool

    @property
    def runs_beside(self) -> bool:
        """Whether what follows runs beside the element."""
        return not self.cancel_activity

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        learnt = {
            name: value
            for name, value in self._learnt(my_task).items()
            if name not in my_task.data or my_task.data[name] != value
        }
        my_task.data.update(learnt)
        if self.cancel_activity:
            self._interrupt(my_task)
        else:
            my_task.internal_data["given"] = sorted(learnt)
            self._wait_again(my_task)

    def _run_hook(self, my_task: Any) -> bool:
        before, given = dict(my_task.data), my_task.internal_data.get("given", ())
        super()._run_hook(my_task)
        unchanged = [name for name in given if my_task.data[name] is before[name]]
        if unchanged:
            my_task.internal_data["given"] = unchanged
        return True

    def _wait_again(self, my_task: Any) -> None:
        following = self.event_definition.following(my_task)
        if following is not None:
            again = my_task.parent._add_child(self, TaskState.WAITING)
            again.internal_data.update(following)
            self._predict(again, mask=UNFINISHED)
            self._update(again)

    @abstractmethod
    def _learnt(self, my_task: Any) -> Variables:
        """What has come to be known where the event waits."""

    @abstractmethod
    def _interrupt(self, my_task: Any) -> None:
        """End what is under way there."""


class BoundaryEvent(_Reacting, intermediate_event.BoundaryEvent, BpmnSpecMixin):
    """Waits on the boundary of an element that is under way."""

    def _learnt(self, my_task: Any) -> Variables:
        """What runs beside an element knows what was known when the element was reached."""
        hosts = self._hosts(my_task) if self.cancel_activity else ()
        return {name: value for host in hosts for name, value in known_inside(host).items()}

    def _interrupt(self, my_task: Any) -> None:
        for host in self._hosts(my_task):
            host.cancel()

    def _hosts(self, my_task: Any) -> list[Any]:
        return [
            task
            for task in my_task.parent.children
            if task._state & UNFINISHED and not isinstance(task.task_spec, BoundaryEvent)
        ]


class Watch(_Reacting, BpmnSpecMixin):
    """Waits, as long as a process or subprocess is under way, to start an event subprocess."""

    is_watch = True

    def __init__(self, wf_spec: Any, start_id: str, cancel_activity: bool, **more: Any) -> None:
        super().__init__(wf_spec, f"{start_id}{WATCH}", **more)
        self.bpmn_id = start_id
        self.cancel_activity = cancel_activity

    def _predict_hook(self, my_task: Any) -> None:
        """Predict nothing: it may never happen."""

    def _run_hook(self, my_task: Any) -> bool:
        super()._run_hook(my_task)
        predict_on(my_task, self.outputs)
        return True

    def _learnt(self, my_task: Any) -> Variables:
        return known(my_task.workflow)

    def _interrupt(self, my_task: Any) -> None:
        for task in my_task.workflow.in_state(UNFINISHED):
            if task is not my_task:
                task.cancel()
        for task in my_task.workflow.tasks.values():
            task.internal_data.pop("arrived", None)


class _Throwing(event_types.ThrowingEvent):
    """Throws; whoever catches it hears of it once the throwing element is completed."""

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        self.event_definition.thrown(my_task)


class EndEvent(Inheriting, _Throwing, end_event.EndEvent, BpmnSpecMixin):
    """Where a path ends."""


class ThrowEvent(Inheriting, _Throwing, intermediate_event.IntermediateThrowEvent, BpmnSpecMixin):
    """Throws an event between two elements."""


class SendTask(Inheriting, _Throwing, intermediate_event.SendTask, BpmnSpecMixin):
    """Sends a message."""
