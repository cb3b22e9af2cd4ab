"""What an event waits for or throws.

Timers and messages are addressed: the engine is told which waiting task to fire or to deliver
to. Errors, escalations and signals find who catches them inside the instance.
"""

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.util.task import TaskState

from workflows.engine.catching import broadcast, happen, nearest
from workflows.engine.run import element_id, evaluate, keep, run_of
from workflows.engine.timing import TimerText, after_firing, arm
from workflows.engine.variables import known
from workflows.errors import ErrorNotCaught, StepFailed
from workflows.expressions import Expression
from workflows.templates import Template
from workflows.values import SentMessage, Variables


class EventKind(EventDefinition):
    """What is common to all kinds: it has happened when the engine was told so."""

    def has_fired(self, my_task: Any) -> bool:
        """Whether it has happened."""
        return "fired" in my_task.internal_data

    def following(self, my_task: Any) -> Variables | None:
        """What the same event waits for next where it does not interrupt; it can come again."""
        return {}

    def throw(self, my_task: Any) -> None:
        """Do what has to succeed before the throwing element is completed."""

    def thrown(self, my_task: Any) -> None:
        """Let those who wait for it know, now that the throwing element is completed."""


class Nothing(EventKind):
    """Nothing to wait for: a plain event, the end of a link, or a start the engine is told of."""

    def has_fired(self, my_task: Any) -> bool:
        """Whether it has happened."""
        return True


class Timer(EventKind):
    """A moment to wait for."""

    def __init__(self, name: str, text: TimerText) -> None:
        super().__init__(name, "Timer")
        self.text = text

    def has_fired(self, my_task: Any) -> bool:
        """Arm the timer the first time; only the engine's caller makes it fire."""
        if "timer" not in my_task.internal_data:
            my_task.internal_data["timer"] = arm(my_task, self.text)
        return super().has_fired(my_task)

    def following(self, my_task: Any) -> Variables | None:
        """What the same timer waits for after this firing."""
        coming = after_firing(my_task, self.text, my_task.internal_data["timer"])
        return None if coming is None else {"timer": coming}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a thrown message is for and what it carries."""

    process_key: Template
    business_key: Template
    payload: Template | None


class Message(EventKind):
    """A message to wait for, or to send when it has a recipient."""

    def __init__(
        self, name: str, recipient: Recipient | None = None, result_variable: str | None = None
    ) -> None:
        super().__init__(name, "Message")
        self.recipient = recipient
        self.result_variable = result_variable

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
            raise StepFailed(
                element_id(my_task),
                f"message {self.name!r} has no recipient",
                f"tin {self.name!r} không có người nhận",
            )
        payload = evaluate(my_task, asked.payload) if asked.payload else {}
        if not isinstance(payload, dict):
            raise StepFailed(
                element_id(my_task),
                "a payload is written ${{'name': value}}",
                "nội dung tin viết là ${{'tên': giá_trị}}",
            )
        message = SentMessage(
            element_id(my_task),
            self.name,
            str(evaluate(my_task, asked.process_key)),
            str(evaluate(my_task, asked.business_key)),
            keep(my_task, payload),
        )
        run_of(my_task).sent.append(message)


class Condition(EventKind):
    """A condition to come true, of what is known in the process or subprocess it stands in.

    It is asked after every step, as soon as all its variables are known; where the event does
    not interrupt, it happens again when the condition has not held in between.
    """

    def __init__(self, expression: Expression) -> None:
        super().__init__("condition", "Condition")
        self.expression = expression

    def following(self, my_task: Any) -> Variables | None:
        """The same condition, which holds for now."""
        return {"held": True}

    def holds(self, my_task: Any) -> bool:
        """Whether the condition is true."""
        variables = known(my_task.workflow)
        engine = my_task.workflow.script_engine
        is_known = self.expression.names <= variables.keys()
        return is_known and bool(engine.evaluate(my_task, self.expression, variables))


def ask(task: Any) -> None:
    """Let a waiting event happen if it waits for a condition that has come true."""
    definition = getattr(task.task_spec, "event_definition", None)
    if not isinstance(definition, Condition):
        return
    if not definition.holds(task):
        task.internal_data.pop("held", None)
    elif "held" not in task.internal_data:
        happen(task)


class Signal(EventKind):
    """A signal: heard by all that wait for its name in the same instance, and by nobody else."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "Signal")

    def thrown(self, my_task: Any) -> None:
        """Let everything that waits for the signal happen."""
        broadcast(my_task, self)


class Coded(EventKind):
    """Looks outwards for the nearest event that catches its code; no code catches any."""

    def __init__(self, code: str | None) -> None:
        super().__init__(code, type(self).__name__)
        self.code = code


class Error(Coded):
    """An error: whoever catches it takes the place of what failed."""

    def thrown(self, my_task: Any) -> None:
        """Hand the error to whoever catches it, or fail the step."""
        catching = nearest(my_task, self)
        if catching is None:
            raise ErrorNotCaught(element_id(my_task), self.code)
        happen(catching)


class Escalation(Coded):
    """An escalation: told to whoever is there to hear it, and otherwise forgotten."""

    def thrown(self, my_task: Any) -> None:
        """Hand the escalation to whoever catches it."""
        catching = nearest(my_task, self)
        if catching is not None:
            happen(catching)


class Terminate(EventKind):
    """The end of everything in its process or subprocess."""

    def thrown(self, my_task: Any) -> None:
        """Cancel everything beside the element."""
        for task in my_task.workflow.in_state(TaskState.NOT_FINISHED_MASK):
            task.cancel()
        my_task.workflow._mark_complete(my_task)
