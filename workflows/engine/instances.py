"""Multi-instance elements: one copy for each member of a collection.

What a copy changes stays its own until it is completed; then the variables it changed, except
the member itself, become variables of the process.
"""

from abc import ABC, abstractmethod
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import (
    LoopTask,
    MultiInstanceTask,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
    StandardLoopTask,
)
from SpiffWorkflow.util.task import TaskState

from workflows.engine.run import element_id, evaluate, keep, run_of
from workflows.engine.variables import Inheriting, inherit
from workflows.errors import BudgetExceeded, StepFailed
from workflows.templates import Template

_ABSENT = object()


class Collection:
    """The members, worked out once for each time the element is reached."""

    def __init__(self, text: Template) -> None:
        self.text = text

    def exists(self, my_task: Any) -> bool:
        """A collection that cannot be worked out fails when it is asked for."""
        return True

    def get(self, my_task: Any) -> list[Any]:
        """The members of the collection."""
        if "members" not in my_task.internal_data:
            my_task.internal_data["members"] = self._members(my_task)
        members: list[Any] = my_task.internal_data["members"]
        return members

    def _members(self, my_task: Any) -> list[Any]:
        value = keep(my_task, evaluate(my_task, self.text))
        if not isinstance(value, list):
            said = repr(self.text.text)
            raise StepFailed(
                element_id(my_task), f"{said} is not a list", f"{said} không phải là danh sách"
            )
        limit = run_of(my_task).limits.instances
        if len(value) > limit:
            raise BudgetExceeded(f"{element_id(my_task)}: more than {limit} copies")
        return value


class _Copies(LoopTask):
    """An element that is done by copies of itself."""

    def connect_copies(self) -> None:
        """Let the copies report when they are done, in a process that never created them."""
        copy = self._wf_spec.task_specs[self.task_spec]
        if not copy.completed_event.is_connected(self.merge_child):
            copy.completed_event.connect(self.merge_child)


class Loop(Inheriting, _Copies, StandardLoopTask, BpmnSpecMixin):
    """One copy after another while the condition holds, and no more than the maximum."""

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        my_task.internal_data["merged"] = []
        if self.test_before and self.loop_complete(my_task):
            return True
        my_task._set_state(TaskState.STARTED)
        self.create_child(my_task)
        return False

    def merge_child(self, workflow: Any, child: Any) -> None:
        """Take over what a copy changed and go on, or be done."""
        my_task = child.parent
        run_of(my_task).count_step()
        my_task.data = dict(child.data)
        my_task.internal_data["merged"].append(str(child.id))
        if self.loop_complete(my_task):
            my_task._set_state(TaskState.READY)
        else:
            self.create_child(my_task)


class _Instances(_Copies, MultiInstanceTask, ABC):
    """What sequential and parallel copies share."""

    element_variable: str | None = None

    def create_child(self, my_task: Any, item: Any, key_or_index: Any = None) -> None:
        """Add a copy for one member."""
        copy = my_task.workflow.spec.task_specs[self.task_spec]
        child = my_task._add_child(copy, TaskState.WAITING)
        child.triggered = True
        child.internal_data["key_or_index"] = key_or_index
        if self.element_variable:
            child.data[self.element_variable] = keep(my_task, item)
        child.task_spec._update(child)

    def add_next_child(self, my_task: Any) -> None:
        """Add the next copy, also for a member that is None."""
        remaining = my_task.internal_data["remaining"]
        if remaining:
            my_task.internal_data["remaining"] = remaining[1:]
            self.create_child(my_task, self.data_input.get(my_task)[remaining[0]], remaining[0])

    def check_completion_condition(self, my_task: Any) -> bool:
        """Whether the copies completed so far are enough."""
        if self.condition is None:
            return False
        copies = self.data_input.get(my_task)
        counts = {
            "nrOfInstances": len(copies),
            "nrOfCompletedInstances": len(my_task.internal_data["merged"]),
        }
        return bool(evaluate(my_task, self.condition, **counts))

    @abstractmethod
    def _known_before(self, my_task: Any) -> dict[str, Any]:
        """The variables a copy began with."""

    def _take_over(self, child: Any) -> Any:
        my_task = child.parent
        before = self._known_before(my_task)
        for name, value in child.data.items():
            if name != self.element_variable and before.get(name, _ABSENT) != value:
                my_task.data[name] = value
        my_task.internal_data["merged"].append(str(child.id))
        return my_task


class ParallelInstances(Inheriting, _Instances, ParallelMultiInstanceTask, BpmnSpecMixin):
    """All copies at once."""

    def _update_hook(self, my_task: Any) -> bool:
        super()._update_hook(my_task)
        my_task.internal_data["merged"] = []
        members = self.data_input.get(my_task)
        my_task._set_state(TaskState.STARTED)
        for index, item in enumerate(members):
            self.create_child(my_task, item, index)
        return not members

    def _known_before(self, my_task: Any) -> dict[str, Any]:
        known: dict[str, Any] = my_task.parent.data
        return known

    def merge_child(self, workflow: Any, child: Any) -> None:
        """Take note of a completed copy."""
        my_task = self._take_over(child)
        if self.check_completion_condition(my_task):
            for copy in self._instances(my_task):
                copy.cancel()
            my_task._set_state(TaskState.READY)
        elif self.children_complete(my_task):
            my_task._set_state(TaskState.READY)


class SequentialInstances(Inheriting, _Instances, SequentialMultiInstanceTask, BpmnSpecMixin):
    """One copy after the other."""

    def _update_hook(self, my_task: Any) -> bool:
        super()._update_hook(my_task)
        members = self.data_input.get(my_task)
        my_task.internal_data.update(merged=[], remaining=list(range(len(members))))
        my_task._set_state(TaskState.STARTED)
        self.add_next_child(my_task)
        return not members

    def _known_before(self, my_task: Any) -> dict[str, Any]:
        known: dict[str, Any] = my_task.data
        return known

    def merge_child(self, workflow: Any, child: Any) -> None:
        """Take note of a completed copy and go on to the next."""
        my_task = self._take_over(child)
        if self.children_complete(my_task) or self.check_completion_condition(my_task):
            my_task._set_state(TaskState.READY)
        else:
            self.add_next_child(my_task)
