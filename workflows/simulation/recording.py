"""What happened to one instance: everything that reached it from outside, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from workflows.values import Sources, Told, Variables


class StepKind(StrEnum):
    """What moved an instance."""

    START = "start"
    TASK = "task"
    TIMER = "timer"
    MESSAGE = "message"
    RETIME = "retime"


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One thing that moved an instance, what it brought, and which way the run then went.

    ``assignee`` is whose task it was; ``due_at`` and ``occurrence`` are those of a timer;
    ``told`` is what actions answered and tables were told during the run.
    """

    kind: StepKind
    at: datetime
    element_id: str = ""
    variables: Variables = field(default_factory=dict)
    assignee: str | None = None
    occurrence: int = 0
    due_at: datetime | None = None
    trail: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class UnfiredTimer:
    """A timer that was reached and never took effect: overtaken, skipped or cancelled in time."""

    element_id: str
    occurrence: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Recording:
    """One instance as it happened on ``sources``; the first step is its start.

    ``until`` is the moment up to which it is known: its end, or now while it still runs.
    """

    sources: Sources
    steps: tuple[RecordedStep, ...]
    unfired: tuple[UnfiredTimer, ...]
    completed: bool
    until: datetime

    @property
    def trail(self) -> tuple[str, ...]:
        """Every element left and flow taken, in order."""
        return tuple(part for step in self.steps for part in step.trail)

    @property
    def told(self) -> Iterator[Told]:
        """Everything it was told, in order."""
        return (told for step in self.steps for told in step.told)
