"""Replays a recorded case on another version of its diagram.

People, messages and actions answer what they answered; the clock runs as it ran. A timer that
did not fire although it was due then does not fire now either, and one that is new or due at
another moment fires when it is due.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from workflows.definitions import read_outline
from workflows.engine import Engine
from workflows.errors import BudgetExceeded, StepFailed
from workflows.simulation.answering import AnswerMissing, Answers, Recollection
from workflows.simulation.recording import RecordedStep, Recording, StepKind
from workflows.simulation.verdicts import Outcome, Verdict, parted
from workflows.values import EngineState, OpenTask, PendingMessage, PendingTimer, Sources

FunctionsAt: TypeAlias = Callable[[datetime], Mapping[str, Callable[..., Any]]]
#: How many timers are fired that no record speaks of, before a case counts as going nowhere.
MOST_FIRINGS = 500


@dataclass(frozen=True, slots=True)
class World:
    """What a replay may ask besides its record.

    ``functions_at`` gives what expressions may call, as of a moment; ``asked`` the variables
    that each form sets now, ``asked_before`` those it set in the record.
    """

    functions_at: FunctionsAt
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    asked_before: Mapping[str, frozenset[str]] = field(default_factory=dict)


def replay(engine: Engine, recording: Recording, sources: Sources, world: World) -> Verdict:
    """Replay a recorded case on these sources, and say what became of it."""
    replaying = _Replaying(engine, recording, sources, world)
    try:
        replaying.run()
    except AnswerMissing as missing:
        return replaying.verdict(Outcome.UNANSWERED, missing.element_id, fields=missing.fields)
    except StepFailed as failed:
        return replaying.verdict(Outcome.STUCK, failed.element_id, reason=failed.reason)
    except BudgetExceeded as failed:
        return replaying.verdict(Outcome.STUCK, replaying.place, reason=str(failed))
    return replaying.judged()


class _Replaying:
    def __init__(
        self, engine: Engine, recording: Recording, sources: Sources, world: World
    ) -> None:
        self._engine, self._recording, self._sources = engine, recording, sources
        self._world = world
        self._answers = Answers(recording.told, sources)
        self._now = recording.steps[0].at
        self._left = list(recording.steps[1:])
        self._fired = 0
        self._trail: list[str] = []
        self._state: EngineState
        self._unfired = {(one.element_id, one.occurrence, one.due_at) for one in recording.unfired}

    def run(self) -> None:
        """Play the whole record, and then let time pass."""
        begun = self._recording.steps[0]
        self._enter(self._engine.start(self._sources, begun.variables, self._around()))
        while self._goes_on():
            if self._fired > MOST_FIRINGS:
                raise BudgetExceeded(f"more than {MOST_FIRINGS} timers fired")

    @property
    def place(self) -> str:
        """The element it came to last."""
        return self._way[-1] if self._way else ""

    def judged(self) -> Verdict:
        """What became of the case, all of it being played."""
        was, now = self._elements(self._recording.sources, self._recording.trail), self._way
        is_same = Counter(was) == Counter(now)
        if self._is_waiting_in_vain(is_same):
            return self._verdict_on_what_waits()
        if is_same:
            return self.verdict(Outcome.SAME)
        last, before, after = parted(was, now)
        return self.verdict(Outcome.DIFFERENT, last, was=before, now=after)

    def verdict(self, outcome: Outcome, element_id: str = "", **more: Any) -> Verdict:
        """A verdict, with the way the case went."""
        return Verdict(outcome, element_id, **more, trail=tuple(self._trail))

    @property
    def _way(self) -> list[str]:
        return self._elements(self._sources, tuple(self._trail))

    def _elements(self, sources: Sources, trail: tuple[str, ...]) -> list[str]:
        texts = (sources.diagram, *sources.called.values())
        flows = {flow.id for text in texts for flow in read_outline(text).flows}
        return [part for part in trail if part.rpartition("/")[2] not in flows]

    def _is_waiting_in_vain(self, is_same: bool) -> bool:
        """Whether it stands where the record, though it went further, has nothing for it."""
        if self._state.completed:
            return False
        return self._recording.completed or bool(self._left and not is_same)

    def _verdict_on_what_waits(self) -> Verdict:
        if self._state.open_tasks:
            task = self._state.open_tasks[0]
            fields = sorted(self._world.asked.get(task.form_key or "", ()))
            return self.verdict(Outcome.UNANSWERED, task.element_id, fields=tuple(fields))
        waiting = [one.element_id for one in self._state.messages]
        waiting += [one.element_id for one in self._state.timers]
        return self.verdict(Outcome.STUCK, waiting[0] if waiting else self.place)

    def _goes_on(self) -> bool:
        step = next((one for one in self._left if self._waiting(one)), None)
        timer = self._due(step)
        if timer is not None:
            self._fire(timer)
        elif step is not None:
            self._take(step)
        return timer is not None or step is not None

    def _waiting(self, step: RecordedStep) -> list[str]:
        """What waits for this step, the most fitting first."""
        if step.kind is StepKind.RETIME:
            return [""]
        if step.kind is StepKind.TASK:
            open_tasks = [one for one in self._state.open_tasks if _is_at(one, step)]
            open_tasks.sort(key=lambda one: one.assignee != step.assignee)
            return [one.engine_task_id for one in open_tasks]
        if step.kind is StepKind.TIMER:
            return [one.engine_task_id for one in self._state.timers if _is_firing_of(one, step)]
        return [one.engine_task_id for one in self._state.messages if _is_at(one, step)]

    def _due(self, step: RecordedStep | None) -> PendingTimer | None:
        """The timer that would have fired before this step though no record speaks of it."""
        if step is None and self._state.open_tasks:
            return None
        due = [one for one in self._state.timers if self._is_unspoken(one)]
        first = min(due, key=lambda one: one.due_at, default=None)
        is_over = step is None and self._recording.completed
        limit = self._recording.until if step is None else step.at
        return first if first and (is_over or first.due_at <= limit) else None

    def _is_unspoken(self, timer: PendingTimer) -> bool:
        if any(one.kind is StepKind.TIMER and _is_firing_of(timer, one) for one in self._left):
            return False
        is_behind = self._fired or any(one.at < timer.due_at for one in self._left)
        known = (timer.element_id, timer.occurrence, timer.due_at)
        return bool(is_behind) or known not in self._unfired

    def _fire(self, timer: PendingTimer) -> None:
        self._fired += 1
        self._now = max(self._now, timer.due_at)
        self._enter(self._engine.fire_timer(*self._standing(timer.engine_task_id), self._around()))

    def _take(self, step: RecordedStep) -> None:
        waiting = self._waiting(step)[0]
        self._left.remove(step)
        self._now = max(self._now, step.at)
        around = self._around()
        if step.kind is StepKind.RETIME:
            known = (self._sources, self._state.document)
            self._enter(self._engine.retime(*known, around))
        elif step.kind is StepKind.TIMER:
            self._enter(self._engine.fire_timer(*self._standing(waiting), around))
        elif step.kind is StepKind.MESSAGE:
            known_there = self._standing(waiting)
            self._enter(self._engine.deliver_message(*known_there, step.variables, around))
        else:
            self._refuse_new_questions(waiting, step)
            standing = self._standing(waiting)
            self._enter(self._engine.complete_user_task(*standing, step.variables, around))

    def _refuse_new_questions(self, engine_task_id: str, step: RecordedStep) -> None:
        """The same task may ask on another form what it did not ask then."""
        task = next(one for one in self._state.open_tasks if one.engine_task_id == engine_task_id)
        asked = self._world.asked.get(task.form_key or "", frozenset())
        new = (
            asked - self._world.asked_before.get(task.form_key or "", asked) - step.variables.keys()
        )
        if new:
            raise AnswerMissing(step.element_id, sorted(new))

    def _standing(self, engine_task_id: str) -> tuple[Sources, bytes, str]:
        return self._sources, self._state.document, engine_task_id

    def _around(self) -> Recollection:
        return Recollection(self._now, self._world.functions_at(self._now), self._answers)

    def _enter(self, state: EngineState) -> None:
        self._state = state
        self._trail += state.trail


def _is_at(waiting: OpenTask | PendingMessage, step: RecordedStep) -> bool:
    return waiting.element_id == step.element_id


def _is_firing_of(timer: PendingTimer, step: RecordedStep) -> bool:
    known = (timer.element_id, timer.occurrence, timer.due_at)
    return known == (step.element_id, step.occurrence, step.due_at)
