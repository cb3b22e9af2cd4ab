"""Gateways and joins that look only at what is there, without walking or predicting the tree."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import islice
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin as LibraryBoundaryEventJoin
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit as LibraryBoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

from workflows.engine.run import evaluate
from workflows.engine.trail import CHOICE
from workflows.engine.variables import Inheriting, ancestors, begun_aside, inherit, is_token, meet
from workflows.errors import StepFailed
from workflows.expressions import Expression
from workflows.values import Skip

UNFINISHED = TaskState.NOT_FINISHED_MASK
PREDICTED = TaskState.FUTURE | TaskState.PREDICTED_MASK


def predict_on(my_task: Any, outputs: list[Any]) -> None:
    """Put the chosen outputs after a task that is running."""
    my_task._sync_children(outputs, TaskState.FUTURE)
    for child in my_task.children:
        child.task_spec._predict(child, mask=PREDICTED)


class Join(TaskSpec, ABC):
    """Several tokens become one: the newest task waits, the others stand aside."""

    @abstractmethod
    def _may_pass(self, my_task: Any) -> bool:
        """Whether every token that has to come is there."""

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


class _Gathering(Join):
    """Joins tokens of one run: an event that does not interrupt begins a run of its own."""

    def _rivals(self, my_task: Any) -> list[Any]:
        run = begun_aside(my_task)
        return [task for task in super()._rivals(my_task) if begun_aside(task) is run]

    def _missing(self, my_task: Any) -> set[str]:
        """The elements before this one from which no token has come yet."""
        missing = {spec.name for spec in self.inputs}
        before = {task.id for task in ancestors(my_task)}
        for task in [my_task, *self._rivals(my_task)]:
            counts = task is my_task or "arrived" in task.internal_data
            if counts and task.id not in before:
                missing.discard(task.parent.task_spec.name)
        return missing


class ParallelGateway(_Gathering, BpmnSpecMixin):
    """Passes when a token has come along every flow; what follows is not predicted before."""

    def _may_pass(self, my_task: Any) -> bool:
        return not self._missing(my_task)

    def _predict_hook(self, my_task: Any) -> None:
        """Predict nothing: gateways in series would multiply what follows them."""

    def _run_hook(self, my_task: Any) -> bool:
        super()._run_hook(my_task)
        predict_on(my_task, self.outputs)
        return True


@dataclass(frozen=True, slots=True)
class Way:
    """A flow that may be taken; ``otherwise`` is the default, taken when no other is."""

    flow_id: str
    target: str
    condition: Expression | None
    otherwise: bool


class Choosing(Inheriting):
    """Which of its flows it takes is known when it is reached."""

    ways: tuple[Way, ...] = ()

    def choose(
        self, target: Any, flow_id: str, condition: Expression | None, otherwise: bool
    ) -> None:
        """Add a flow."""
        self.ways += (Way(flow_id, target.name, condition, otherwise),)
        self.connect(target)

    def _predict_hook(self, my_task: Any) -> None:
        """Predict nothing: which way it goes is known when it is reached."""

    def _run_hook(self, my_task: Any) -> bool:
        ways = self._taken(my_task) or [way for way in self.ways if way.otherwise]
        if not ways:
            raise StepFailed(
                self.bpmn_id,
                "no condition holds and there is no default flow",
                "không điều kiện nào đúng và không có luồng mặc định",
            )
        return self._take(my_task, ways)

    def _pass_over(self, my_task: Any, skip: Skip) -> bool:
        super()._pass_over(my_task, skip)
        return self._take(my_task, [way for way in self.ways if way.flow_id == skip.flow])

    def _take(self, my_task: Any, ways: list[Way]) -> bool:
        my_task.internal_data["flows"] = [way.flow_id for way in ways]
        predict_on(my_task, [self._wf_spec.task_specs[way.target] for way in ways])
        return True

    def _taken(self, my_task: Any) -> list[Way]:
        """The flows whose condition holds, and those that have none."""
        return [way for way in self.ways if not way.otherwise and _holds(my_task, way)]


class ExclusiveGateway(Choosing, BpmnSpecMixin):
    """Takes the first flow whose condition holds, else the default flow."""

    def _taken(self, my_task: Any) -> list[Way]:
        asked = sorted(self.ways, key=lambda way: way.condition is None)
        return list(islice((way for way in asked if _holds(my_task, way)), 1))


class Choice(Choosing, BpmnSpecMixin):
    """Takes every flow out of a task whose condition holds, else the default flow."""

    def __init__(self, wf_spec: Any, task_id: str, **more: Any) -> None:
        super().__init__(wf_spec, f"{task_id}{CHOICE}", **more)
        self.bpmn_id = task_id


class InclusiveGateway(_Gathering, Choosing, BpmnSpecMixin):
    """Takes every flow whose condition holds; passes when no further token can come."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **more: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **more)
        self._leading: dict[str, set[str]] = {}

    def _may_pass(self, my_task: Any) -> bool:
        missing = self._missing(my_task)
        here = {spec.name for spec in self.inputs} - missing
        run = begun_aside(my_task)
        return not any(
            (coming := self._entries_from(task.task_spec)) & missing and not coming & here
            for task in my_task.workflow.in_state(TaskState.DEFINITE_MASK)
            if task.task_spec is not self and is_token(task) and begun_aside(task) is run
        )

    def _run_hook(self, my_task: Any) -> bool:
        Join._run_hook(self, my_task)
        return Choosing._run_hook(self, my_task)

    def _entries_from(self, spec: Any) -> set[str]:
        """The elements before this gateway that a token can come to without passing it."""
        if spec.name not in self._leading:
            waiting, seen = [spec], {self.name}
            while waiting:
                one = waiting.pop()
                if one.name not in seen:
                    seen.add(one.name)
                    waiting += one.outputs
            self._leading[spec.name] = seen & {entry.name for entry in self.inputs}
        return self._leading[spec.name]


def _holds(my_task: Any, way: Way) -> bool:
    return way.condition is None or bool(evaluate(my_task, way.condition))


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
