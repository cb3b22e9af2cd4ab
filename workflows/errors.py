"""What can go wrong in the engine room. A message says what happened and to which element."""

from workflows.values import Problem
from workflows.versions import MigrationPlan


class WorkflowError(Exception):
    """Base of every error that leaves this package."""


class DefinitionRejected(WorkflowError):
    """The diagram or table cannot be executed; ``problems`` says where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.message for problem in problems))


class TaskNotOpen(WorkflowError):
    """The user task, timer or message catch is unknown, already passed or cancelled."""

    def __init__(self, engine_task_id: str) -> None:
        self.engine_task_id = engine_task_id
        super().__init__(f"element {engine_task_id} is not waiting")


class ExpressionFailed(WorkflowError):
    """An expression could not be read or evaluated; ``vi`` says why in Vietnamese."""

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(en, vi)
        self.vi = vi

    def __str__(self) -> str:
        return str(self.args[0])

    def within(self, en: str, vi: str | None = None) -> "ExpressionFailed":
        """The same reason, said of the thing it was met in."""
        return ExpressionFailed(f"{en}: {self}", f"{en if vi is None else vi}: {self.vi}")


class NoWayBack(WorkflowError):
    """Nothing can go back to this element now without disturbing what is under way."""

    def __init__(self, element_id: str) -> None:
        self.element_id = element_id
        super().__init__(f"there is no safe way back to {element_id}")


class StepFailed(WorkflowError):
    """An element failed while the engine ran it, why in two languages; nothing may be kept."""

    def __init__(self, element_id: str, reason: str, vi: str) -> None:
        self.element_id = element_id
        self.reason, self.vi = reason, vi
        super().__init__(f"{element_id}: {reason}")


class ErrorNotCaught(StepFailed):
    """An element threw a BPMN error that nothing in its process or around it catches."""

    def __init__(self, element_id: str, code: str | None) -> None:
        self.code = code
        super().__init__(
            element_id,
            f"nothing catches the error {code}" if code else "nothing catches its error",
            f"không nơi nào bắt lỗi {code}" if code else "không nơi nào bắt lỗi của nó",
        )


class BudgetExceeded(WorkflowError):
    """A run took more steps, levels or parallel copies than allowed."""


class DocumentDamaged(WorkflowError):
    """A saved state does not match its own hash or is of an unknown format."""


class MigrationRefused(WorkflowError):
    """The instance does not simply move to the other version; ``plan`` says why."""

    def __init__(self, plan: MigrationPlan) -> None:
        self.plan = plan
        super().__init__(", ".join(f"{one.element_id}: {one.code}" for one in plan.reasons))
