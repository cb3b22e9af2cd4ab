"""What one run of the engine may ask, what it has used up and what it has done so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from workflows.errors import BudgetExceeded, ExpressionFailed, StepFailed, WorkflowError
from workflows.expressions import Expression
from workflows.interpreting import Functions
from workflows.plain import NotPlain, plain
from workflows.surroundings import Skipping
from workflows.templates import Template
from workflows.values import SentMessage, Skip, Surroundings, Told, Variables


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one run may take, so that no diagram can occupy a server.

    ``steps`` counts the elements one run completes, ``levels`` subprocesses and called
    processes alive inside one another, ``instances`` the copies of a multi-instance element.
    """

    steps: int = 1_000
    levels: int = 16
    instances: int = 200


@dataclass
class Run:
    """One run: the surroundings it asks, its budget, and what it leaves behind."""

    surroundings: Surroundings
    limits: Limits
    steps: int = 0
    trail: list[str] = field(default_factory=list)
    sent: list[SentMessage] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    asked_deadlines: list[str] = field(default_factory=list)
    skips: dict[str, Skip] = field(default_factory=dict)
    outside_error: Exception | None = None
    last_task: Any = None

    def __post_init__(self) -> None:
        if isinstance(self.surroundings, Skipping):
            self.skips.update(self.surroundings.skips)

    @property
    def now(self) -> datetime:
        """The moment of the run."""
        return self.surroundings.now

    def count_step(self) -> None:
        """Take one step from the budget."""
        self.steps += 1
        if self.steps > self.limits.steps:
            raise BudgetExceeded(f"the run took more than {self.limits.steps} steps")

    def outside(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Ask the surroundings, and remember an error of theirs so that it leaves unchanged."""
        try:
            return function(*arguments)
        except WorkflowError:
            raise
        except Exception as error:
            self.outside_error = error
            raise


class RunEngine(PythonScriptEngine):
    """Stands where SpiffWorkflow keeps its script engine, and never runs Python."""

    def __init__(self, run: Run) -> None:
        super().__init__(environment=_NoPython())
        self.run = run
        self._functions = _functions(run)

    def evaluate(self, task: Any, expression: Any, external_context: Any = None) -> Any:
        """Work out an expression or template for the variables of a task."""
        if not isinstance(expression, (Expression, Template)):
            raise StepFailed(
                element_id(task),
                "this place of a diagram takes no expression",
                "chỗ này của sơ đồ không nhận biểu thức",
            )
        variables = {**task.data, **(external_context or {})}
        try:
            return expression.evaluate(variables, self._functions)
        except ExpressionFailed as error:
            raise StepFailed(element_id(task), str(error), error.vi) from None

    def execute(self, task: Any, script: Any, external_context: Any = None) -> bool:
        """Carry out the assignments of a script."""
        for name, expression in script.assignments:
            task.data[name] = keep(task, self.evaluate(task, expression))
        return True


class _NoPython:
    """SpiffWorkflow's environment would run Python; this one has nothing to run it with."""


def run_of(task: Any) -> Run:
    """The run a task belongs to."""
    run: Run = task.workflow.script_engine.run
    return run


def evaluate(task: Any, expression: Expression | Template, **more: Any) -> Any:
    """Work out an expression for the variables of a task."""
    return task.workflow.script_engine.evaluate(task, expression, more)


def element_id(task: Any) -> str:
    """The id of a task's element in the diagram, or the engine's own name for it."""
    return str(task.task_spec.bpmn_id or task.task_spec.name)


def keep(task: Any, value: Any) -> Any:
    """Copy a value so that it can become a variable."""
    try:
        return plain(value)
    except NotPlain as error:
        raise StepFailed(element_id(task), str(error), error.vi) from None


def keep_all(task: Any, variables: Mapping[str, Any]) -> None:
    """Set variables of a task to copies of these."""
    task.data.update(keep(task, dict(variables)))


def copied(task: Any) -> Variables:
    """A copy of a task's variables nobody else sees."""
    copy: Variables = plain(task.data)
    return copy


def _functions(run: Run) -> Functions:
    outside = run.surroundings.functions
    functions: dict[str, Callable[..., Any]] = {"now": lambda: run.surroundings.now}
    for name, function in outside.items():
        functions[name] = _asking(run, function)
    if "deadline" in outside:
        functions["deadline"] = _noting(run, functions["deadline"])
    return functions


def _asking(run: Run, function: Callable[..., Any]) -> Callable[..., Any]:
    def ask(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except (WorkflowError, LookupError, TypeError, ValueError):
            raise
        except Exception as error:
            run.outside_error = error
            raise

    return ask


def _noting(run: Run, deadline: Callable[..., Any]) -> Callable[..., Any]:
    def ask(name: str) -> Any:
        run.asked_deadlines.append(str(name))
        return deadline(name)

    return ask
