"""Gateways and joins that look only at what is there, without walking or predicting the tree."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin as LibraryBoundaryEventJoin
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit as LibraryBoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

from workflows.engine.run import evaluate
from workflows.engine.variables import Inheriting, ancestors, begun_aside, inherit, meet
from workflows.errors import StepFailed
from workflows.expressions import Expression

UNFINISHED = TaskState.NOT_FINISHED_MASK
PREDICTED = TaskState.FUTURE | TaskState.PREDICTED_MASK


def predict_on(my_task: Any, outputs: list[Any]) -> None:
    """Put the chosen outputs after a task that is running."""
    my_task._sync_children(outputs, TaskState.FUTURE)
    for child in my_task.children:
        child.task_spec._predict(child, mask=PREDICTED)


class Join(TaskSpec):
    """Several tokens become one: the newest task waits, the others stand aside."""

    def _may_pass(self, my_task: Any) -> bool:
        raise NotImplementedError

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        passes = self._may_pass(my_task)
        for other in self._rivals(my_task):
            if other._state == TaskState.WAITING:
                other.cancel()
        if not passes and my_task._state != TaskState.WAITING:
            my_task.internal_data.setdefault("arrived", self._arrivals(my_task))
            my_task._set_state(TaskState.WAITING)
        return passes

    def _run_hook(self, my_task: Any) -> bool:
        before = {task.id for task in ancestors(my_task)}
        arrived = [
            task
            for task in self._rivals(my_task)
            if task.id not in before and "arrived" in task.internal_data
        ]
        meet(my_task, sorted(arrived, key=lambda task: task.internal_data["arrived"]))
        for task in arrived:
            del task.internal_data["arrived"]
        return True

    def _rivals(self, my_task: Any) -> list[Any]:
        return [
            task
            for task in my_task.workflow.tasks.values()
            if task.task_spec is self
            and task is not my_task
            and (task._state == TaskState.WAITING or "arrived" in task.internal_data)
        ]

    def _arrivals(self, my_task: Any) -> int:
        return sum("arrived" in task.internal_data for task in self._rivals(my_task))


class ParallelGateway(Join, BpmnSpecMixin):
    """Passes when a token has come along every flow; what follows is not predicted before."""

    def _rivals(self, my_task: Any) -> list[Any]:
        """Tokens of the same run: an event that does not interrupt begins one of its own."""
        run = begun_aside(my_task)
        return [task for task in super()._rivals(my_task) if begun_aside(task) is run]

    def _may_pass(self, my_task: Any) -> bool:
        missing = {spec.name for spec in self.inputs}
        before = {task.id for task in ancestors(my_task)}
        for task in [my_task, *self._rivals(my_task)]:
            counts = task is my_task or "arrived" in task.internal_data
            if counts and task.id not in before:
                missing.discard(task.parent.task_spec.name)
        return not missing

    def _predict_hook(self, my_task: Any) -> None:
        """Predict nothing: gateways in series would multiply what follows them."""

    def _run_hook(self, my_task: Any) -> bool:
        super()._run_hook(my_task)
        predict_on(my_task, self.outputs)
        return True


class ExclusiveGateway(Inheriting, BpmnSpecMixin):
    """Takes the first flow whose condition holds, else the default flow."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **more: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **more)
        self.choices: list[tuple[Expression | None, str, str]] = []

    def choose(self, condition: Expression | None, target: Any, flow_id: str) -> None:
        """Add a flow; the one without a condition is the default."""
        self.choices.append((condition, target.name, flow_id))
        self.connect(target)

    def _predict_hook(self, my_task: Any) -> None:
        """Predict nothing: which way it goes is known when it is reached."""

    def _run_hook(self, my_task: Any) -> bool:
        for condition, target, flow_id in sorted(self.choices, key=lambda one: one[0] is None):
            if condition is None or evaluate(my_task, condition):
                my_task.internal_data["flow"] = flow_id
                predict_on(my_task, [self._wf_spec.task_specs[target]])
                return True
        raise StepFailed(
            self.bpmn_id,
            "no condition holds and there is no default flow",
            "không điều kiện nào đúng và không có luồng mặc định",
        )


class EventBasedGateway(Inheriting, BpmnSpecMixin):
    """Arms the events after it; the first that happens cancels the others."""

    waits_for_first = True

    def _predict_hook(self, my_task: Any) -> None:
        """Predict nothing before the gateway is reached."""

    def _run_hook(self, my_task: Any) -> bool:
        predict_on(my_task, self.outputs)
        return True


class BoundaryEventSplit(LibraryBoundaryEventSplit):
    """Where an element and the events on its boundary part."""

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        return True


class BoundaryEventJoin(LibraryBoundaryEventJoin):
    """Where an element and its boundary events meet: whoever is done ends the others."""

    def _update_hook(self, my_task: Any) -> bool:
        inherit(my_task)
        over, cancelled = self._check_threshold_structured(my_task)
        if not over:
            my_task._set_state(TaskState.WAITING)
            return False
        for task in cancelled:
            task.cancel()
        for other in self._siblings(my_task):
            other._set_state(TaskState.CANCELLED)
            other._drop_children()
        return True

    def _siblings(self, my_task: Any) -> list[Any]:
        split = my_task.find_ancestor(self.split_task)
        return [
            join
            for event in split.children
            for join in event.children
            if join.task_spec is self and join is not my_task and join._state & UNFINISHED
        ]
