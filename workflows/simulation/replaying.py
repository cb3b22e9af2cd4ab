"""Replays a recorded case on another version of its diagram.

People, messages and actions answer what they answered; the clock runs as it ran. A timer that
did not fire although it was due then does not fire now either, and one that is new or due at
another moment fires when it is due.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from workflows.definitions import read_outline
from workflows.engine import Engine
from workflows.errors import BudgetExceeded, StepFailed
from workflows.simulation.answering import AnswerMissing, Answers, Recollection
from workflows.simulation.recording import RecordedStep, Recording, StepKind
from workflows.simulation.verdicts import Outcome, Step, Verdict, parted, reconnected
from workflows.values import Element, EngineState, PendingTimer, Sources

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
        self._drawn, self._drawn_before = _drawn(sources), _drawn(recording.sources)
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
        before, after = self._recording.trail, self._trail
        was, now = self._drawn_before.way(before), self._drawn.way(after)
        is_same = was == now
        if self._is_waiting_in_vain(is_same):
            return self._verdict_on_what_waits()
        if is_same:
            return self.verdict(Outcome.SAME)
        last, was_at, now_at = parted(self._drawn_before.elements(before), self._way)
        if was_at == now_at:
            last, was_at, now_at = reconnected(was - now, now - was)
        return self.verdict(Outcome.DIFFERENT, last, was=was_at, now=now_at)

    def verdict(self, outcome: Outcome, element_id: str = "", **more: Any) -> Verdict:
        """A verdict, with the way the case went."""
        return Verdict(outcome, element_id, **more, trail=tuple(self._trail))

    @property
    def _way(self) -> list[str]:
        return self._drawn.elements(self._trail)

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
            here = step.element_id
            open_tasks = [one for one in self._state.open_tasks if one.element_id == here]
            open_tasks.sort(key=lambda one: one.assignee != step.assignee)
            return [one.engine_task_id for one in open_tasks]
        if step.kind is StepKind.TIMER:
            return [one.engine_task_id for one in self._state.timers if _is_firing_of(one, step)]
        name = self._drawn_before.message_of(step)
        messages = [one for one in self._state.messages if one.message == name]
        messages.sort(key=lambda one: one.element_id != step.element_id)
        return [one.engine_task_id for one in messages]

    def _due(self, step: RecordedStep | None) -> PendingTimer | None:
        """The timer that would have fired before this step though no record speaks of it.

        While somebody new is asked, only those fire that did so when nobody answered them.
        """
        is_asked = step is None and bool(self._state.open_tasks)
        due = [one for one in self._state.timers if self._is_unspoken(one)]
        if is_asked:
            due = [one for one in due if self._firing_then(one)]
        first = min(due, key=lambda one: one.due_at, default=None)
        is_over = step is None and self._recording.completed and not is_asked
        limit = self._recording.until if step is None else step.at
        return first if first and (is_over or first.due_at <= limit) else None

    def _is_unspoken(self, timer: PendingTimer) -> bool:
        if any(one.kind is StepKind.TIMER and _is_firing_of(timer, one) for one in self._left):
            return False
        is_behind = self._fired or any(one.at < timer.due_at for one in self._left)
        known = (timer.element_id, timer.occurrence, timer.due_at)
        return bool(is_behind) or known not in self._unfired

    def _firing_then(self, timer: PendingTimer) -> RecordedStep | None:
        """The firing on record of a timer, at whatever moment it was due then."""
        known = (StepKind.TIMER, timer.element_id, timer.occurrence)
        told = (one for one in self._left if (one.kind, one.element_id, one.occurrence) == known)
        return next(told, None)

    def _fire(self, timer: PendingTimer) -> None:
        self._fired += 1
        if (then := self._firing_then(timer)) is not None:
            self._left.remove(then)
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
        """The same task may ask on its form, or on another, what it did not ask then."""
        task = next(one for one in self._state.open_tasks if one.engine_task_id == engine_task_id)
        form, former = task.form_key or "", self._drawn_before.form_of(step)
        asked = self._world.asked.get(form, frozenset())
        before = self._world.asked_before.get(former, asked if form == former else frozenset())
        new = asked - before - step.variables.keys()
        if new:
            raise AnswerMissing(step.element_id, sorted(new))

    def _standing(self, engine_task_id: str) -> tuple[Sources, bytes, str]:
        return self._sources, self._state.document, engine_task_id

    def _around(self) -> Recollection:
        return Recollection(self._now, self._world.functions_at(self._now), self._answers)

    def _enter(self, state: EngineState) -> None:
        self._state = state
        self._trail += state.trail


def _drawn(sources: Sources) -> "_Drawn":
    return _read(sources.diagram, *sources.called.values())


@lru_cache(maxsize=16)
def _read(*diagrams: str) -> "_Drawn":
    return _Drawn(diagrams)


class _Drawn:
    """What is drawn in the diagrams of one version."""

    def __init__(self, diagrams: Sequence[str]) -> None:
        outlines = [read_outline(text) for text in diagrams]
        self._elements: dict[str, Element] = {
            element.id: element for one in outlines for element in one.elements
        }
        self._flows = {
            flow.id: (flow.source_id, flow.target_id) for one in outlines for flow in one.flows
        }

    def elements(self, trail: Sequence[str]) -> list[str]:
        """The elements of a trail, in order."""
        return [part for part in trail if part.rpartition("/")[2] not in self._flows]

    def way(self, trail: Sequence[str]) -> Counter[Step]:
        """What was passed and what followed what; what ran side by side has no order."""
        return Counter(self._flows.get(part.rpartition("/")[2], (part, "")) for part in trail)

    def message_of(self, step: RecordedStep) -> str | None:
        """The message that came at a recorded step."""
        element = self._elements.get(step.element_id)
        return element.message if element else None

    def form_of(self, step: RecordedStep) -> str:
        """The form that was filled in at a recorded step."""
        element = self._elements.get(step.element_id)
        return (element.form_key if element else None) or ""


def _is_firing_of(timer: PendingTimer, step: RecordedStep) -> bool:
    known = (timer.element_id, timer.occurrence, timer.due_at)
    return known == (step.element_id, step.occurrence, step.due_at)
