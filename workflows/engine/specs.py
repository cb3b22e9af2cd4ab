"""The elements of a diagram as the engine runs them: tasks and subprocesses."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from workflows.decisions import Table, decide
from workflows.engine.catching import is_watch
from workflows.engine.event_kinds import Error
from workflows.engine.gateways import Join
from workflows.engine.run import copied, element_id, evaluate, keep, run_of
from workflows.engine.timing import due_of
from workflows.engine.variables import Inheriting, inherit
from workflows.errors import ExpressionFailed, StepFailed
from workflows.templates import Script, Template
from workflows.values import ActionCall, BpmnError, DecisionTaken, Telling, Told


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who may do a user task, on which form and until when, as the diagram says it."""

    candidate_groups: tuple[Template, ...] = ()
    assignee: Template | None = None
    form_key: str | None = None
    due: Template | None = None


class EndJoin(Join, BpmnTaskSpec):
    """Waits at the end of a process until nothing else is under way."""

    def _may_pass(self, my_task: Any) -> bool:
        return not any(
            task is not my_task and task.task_spec.name != "End" and not _idle(task)
            for task in my_task.workflow.in_state(TaskState.NOT_FINISHED_MASK)
        )

    def _run_hook(self, my_task: Any) -> bool:
        super()._run_hook(my_task)
        for task in filter(_idle, my_task.workflow.in_state(TaskState.WAITING)):
            task.cancel()
        return True


def _idle(task: Any) -> bool:
    """Whether a task waits for an event that need not come."""
    return task._state == TaskState.WAITING and is_watch(task)


class ProcessSpec(BpmnProcessSpec):
    """A compiled process; ``flow_ids`` names its sequence flows by their two ends.

    ``asks``: some of its events wait for a condition.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        name = f"{self.name}.EndJoin"
        del self.task_specs[name], self.task_specs["End"]
        self.end: Any = EndJoin(self, name)
        self.end.connect(SimpleBpmnTask(self, "End"))
        self.flow_ids: dict[tuple[str, str], str] = {}
        self.asks = False


class UserTask(Inheriting, BpmnSpecMixin):
    """Waits for a person; who and until when is worked out once, when it is reached."""

    def __init__(self, wf_spec: Any, bpmn_id: str, assignment: Assignment, **more: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **more)
        self.manual = True
        self.assignment = assignment

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        if "basis" in my_task.internal_data:
            return
        self.set_workers(my_task)
        self.set_due(my_task)

    def set_workers(self, my_task: Any) -> None:
        """Work out who may do the task."""
        asked = self.assignment
        my_task.internal_data.pop("assignee", None)
        if asked.assignee is not None:
            assignee = evaluate(my_task, asked.assignee)
            my_task.internal_data["assignee"] = None if assignee is None else str(assignee)
        my_task.internal_data["groups"] = [
            name for group in asked.candidate_groups for name in _names(evaluate(my_task, group))
        ]

    def set_due(self, my_task: Any) -> None:
        """Work out until when the task is to be done."""
        due: datetime | None = None
        basis: list[str] = []
        if self.assignment.due is not None:
            due, basis = due_of(my_task, self.assignment.due)
        my_task.internal_data.update(due=due.isoformat() if due else None, basis=basis)


class ManualTask(Inheriting, BpmnSpecMixin):
    """Work nobody reports back: the way goes on at once."""


class ScriptTask(Inheriting, BpmnSpecMixin):
    """Assigns variables."""

    def __init__(self, wf_spec: Any, bpmn_id: str, script: Script, **more: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **more)
        self.script = script

    def _run_hook(self, my_task: Any) -> bool:
        done: bool = my_task.workflow.script_engine.execute(my_task, self.script)
        return done


class ActionTask(Inheriting, BpmnSpecMixin):
    """Has a registered action carried out, at once and in the same run."""

    def __init__(self, wf_spec: Any, bpmn_id: str, asked: "AskedAction", **more: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **more)
        self.asked = asked

    def _run_hook(self, my_task: Any) -> bool:
        run, asked = run_of(my_task), self.asked
        parameters = evaluate(my_task, asked.parameters) if asked.parameters else {}
        if not isinstance(parameters, dict):
            raise StepFailed(
                element_id(my_task),
                "parameters are written ${{'name': value}}",
                "tham số viết là ${{'tên': giá_trị}}",
            )
        call = ActionCall(
            element_id(my_task), asked.action, keep(my_task, parameters), copied(my_task)
        )
        result = run.outside(run.surroundings.perform, call)
        if isinstance(result, BpmnError):
            my_task.internal_data["error"] = result.code
            run.told.append(Told(Telling.ERROR, call.element_id, asked.action, result.code))
        elif asked.result_variable:
            known = my_task.data[asked.result_variable] = keep(my_task, result)
            run.told.append(Told(Telling.RESULT, call.element_id, asked.action, known))
        return True

    def _on_complete_hook(self, my_task: Any) -> None:
        code = my_task.internal_data.pop("error", None)
        if code is None:
            super()._on_complete_hook(my_task)
            return
        Error(code).thrown(my_task)
        for child in my_task.children:
            child.cancel()


@dataclass(frozen=True, slots=True)
class AskedAction:
    """The action a service task asks for."""

    action: str
    parameters: Template | None
    result_variable: str | None


@dataclass(frozen=True, slots=True)
class AskedDecision:
    """The table a business rule task asks, and the facts it is asked about."""

    key: str
    table: Table | None
    facts: str | None
    result_variable: str | None


class DecisionTask(Inheriting, BpmnSpecMixin):
    """Asks a decision table."""

    def __init__(self, wf_spec: Any, bpmn_id: str, asked: AskedDecision, **more: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **more)
        self.asked = asked

    def _run_hook(self, my_task: Any) -> bool:
        run, asked = run_of(my_task), self.asked
        if asked.table is None:
            raise StepFailed(
                element_id(my_task),
                f"there is no decision table {asked.key!r}",
                f"không có bảng quyết định {asked.key!r}",
            )
        variables = copied(my_task)
        if asked.facts:
            facts = run.outside(run.surroundings.facts, asked.facts, copied(my_task))
            run.told.append(
                Told(Telling.FACTS, element_id(my_task), asked.facts, keep(my_task, facts))
            )
            variables |= facts
        try:
            decision = decide(asked.table, variables)
        except ExpressionFailed as error:
            raise StepFailed(element_id(my_task), str(error), error.vi) from None
        matches = tuple(
            replace(match, outputs=keep(my_task, match.outputs)) for match in decision.matches
        )
        inputs, defaults = keep(my_task, decision.inputs), keep(my_task, decision.defaults)
        taken = DecisionTaken(element_id(my_task), asked.key, inputs, matches, defaults)
        run.outside(run.surroundings.decided, taken)
        if asked.result_variable:
            my_task.data[asked.result_variable] = keep(my_task, decision.answer)
        return True


class _Inside(SubWorkflowTask):
    """Holds a process of its own, which works on a copy of the variables and gives it back."""

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        """Give the inner process the variables."""
        subworkflow.task_tree.data = copied(my_task)

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        """Take the variables back."""
        my_task.data = copied(subworkflow.last_task)

    def _on_subworkflow_completed(self, subworkflow: Any, my_task: Any) -> None:
        """Go on, unless the element was interrupted while its last step was running."""
        if my_task._state & TaskState.NOT_FINISHED_MASK:
            super()._on_subworkflow_completed(subworkflow, my_task)

    def _update_hook(self, my_task: Any) -> bool | None:
        subprocess = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if subprocess is not None:
            completed: bool = subprocess.completed
            return completed
        inherit(my_task)
        self.start_workflow(my_task)
        my_task._set_state(TaskState.STARTED)
        return None


class EmbeddedSubprocess(_Inside, BpmnSpecMixin):
    """A subprocess drawn inside the diagram."""

    shares_variables = True


class CallActivity(_Inside, BpmnSpecMixin):
    """Calls another diagram."""


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(name) for name in values if name not in (None, "")]
