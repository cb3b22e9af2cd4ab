"""Plays a random diagram by engine and model side by side and compares them after every step.

Every step decodes the state from bytes in an engine that has never seen the diagram. It compiles
the diagram anew, or, which is quicker, gets a copy of what was compiled before any run. What only
looks at a state and runs nothing may look at all of them in one engine.
"""

import pickle
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from tests.support.random_diagrams.blocks import Block, initial_variables
from tests.support.random_diagrams.drawn import sources
from tests.support.random_diagrams.model import Model
from tests.support.random_diagrams.strands import Wait
from workflows import (
    ActionCall,
    Engine,
    EngineState,
    Limits,
    Sources,
    StaticSurroundings,
    TaskNotOpen,
)
from workflows.definitions import read_outline
from workflows.engine.compiling import Compiled, Library, compile_sources

BEGUN = datetime(2025, 11, 3, 1, tzinfo=UTC)
#: After so many steps nothing is begun aside any more, so that every play comes to its end.
PATIENCE = 40


@dataclass(frozen=True)
class Played:
    """What was done in one step, for a failure to be told by."""

    kind: str
    element_id: str
    values: dict[str, Any]
    at: datetime
    due_at: datetime | None
    occurrence: int
    assignee: str | None


def adding(call: ActionCall) -> int:
    """The one action random diagrams call."""
    sum_of_both: int = (call.parameters["value"] + call.parameters["plus"]) % 5
    return sum_of_both


class Untouched(Library):
    """Gives a copy of what was compiled, every time it is asked."""

    def __init__(self, sources: Sources) -> None:
        super().__init__()
        self._packed = pickle.dumps(compile_sources(sources))

    def compiled(self, sources: Sources) -> Compiled:
        copy: Compiled = pickle.loads(self._packed)
        return copy


class Looking(Library):
    """Gives one copy to everybody who only looks."""

    def __init__(self, untouched: Untouched, sources: Sources) -> None:
        super().__init__()
        self._compiled = untouched.compiled(sources)

    def compiled(self, sources: Sources) -> Compiled:
        return self._compiled


class FreshEngine(Engine):
    """An engine of a server that has only just started, and has nothing at hand."""

    def __init__(self, library: Library, limits: Limits | None = None) -> None:
        super().__init__(limits, at_hand=0)
        self._library = library


@dataclass
class Play:
    """One instance of a block, with the choices a seed makes."""

    block: Block
    random: Random
    limits: Limits | None = None
    compiles: bool = False
    steps: list[Played] = field(default_factory=list)
    states: list[EngineState] = field(default_factory=list)
    over: list[tuple[str, str]] = field(default_factory=list)
    now: datetime = BEGUN

    def __post_init__(self) -> None:
        self.sources: Sources = sources(self.block)
        self.begun_at = self.now
        self._untouched = Untouched(self.sources)
        self.looking = FreshEngine(Looking(self._untouched, self.sources))
        texts = [self.sources.diagram, *self.sources.called.values()]
        self._flows = {flow.id for text in texts for flow in read_outline(text).flows}
        self.variables_at_first = initial_variables(self.block)
        self.model = Model(self.block, dict(self.variables_at_first), self.now)
        self._paired: dict[str, Wait] = {}

    def begin(self) -> "Play":
        """Start the instance."""
        surroundings, variables = self._surroundings(), self.variables_at_first
        self.state: EngineState = self.engine().start(self.sources, variables, surroundings)
        self._compare(surroundings)
        return self

    def engine(self) -> Engine:
        """An engine that has never seen this instance."""
        if self.compiles:
            return Engine(self.limits)
        return FreshEngine(self._untouched, self.limits)

    def to_the_end(self) -> "Play":
        """Start, and play random steps until nothing is open."""
        self.begin()
        while self.model.waits:
            self.step()
        assert self.model.completed, "the model is stuck"
        assert self.variables() == self.model.variables
        return self

    def variables(self) -> dict[str, Any]:
        return self.looking.variables(self.sources, self.state.document)

    def step(self) -> None:
        """Let one thing happen that can happen."""
        waits = [wait for wait in self.model.waits if not wait.is_aside or self._is_patient]
        wait = self.random.choice(waits)
        number = min(len(wait.sets), self.random.randint(0, 2))
        names = self.random.sample(wait.sets, number)
        self.happen(wait, {name: self.random.randint(0, 4) for name in names})

    def happen(self, wait: Wait, values: dict[str, Any]) -> None:
        """Complete this task, fire this timer or deliver this message, here and there."""
        self.now = max(self.now + timedelta(hours=1), wait.due_at or self.now)
        told = (self.now, wait.due_at, wait.occurrence, wait.assignee)
        self.steps.append(Played(wait.kind, wait.element_id, values, *told))
        (engine_task_id,) = (key for key, one in self._paired.items() if one is wait)
        surroundings = self._surroundings()
        self._refuse_what_is_over(surroundings)
        self.state = self._act(self.engine(), wait.kind, engine_task_id, values, surroundings)
        self.model.happen(wait, values, self.now)
        self._compare(surroundings)

    @property
    def _is_patient(self) -> bool:
        return len(self.steps) < PATIENCE

    def _surroundings(self) -> StaticSurroundings:
        return StaticSurroundings(self.now, actions={"add": adding})

    def _act(
        self, engine: Engine, kind: str, task_id: str, values: Any, around: Any
    ) -> EngineState:
        known = self.sources, self.state.document, task_id
        if kind == "timer":
            return engine.fire_timer(*known, around)
        verb = engine.complete_user_task if kind == "task" else engine.deliver_message
        return verb(*known, values, around)

    def _refuse_what_is_over(self, around: StaticSurroundings) -> None:
        """Nothing can happen to what is not open any more, however it came about."""
        if self.over:
            kind, engine_task_id = self.random.choice(self.over)
            with pytest.raises(TaskNotOpen):
                self._act(self.looking, kind, engine_task_id, {}, around)

    def _compare(self, surroundings: StaticSurroundings) -> None:
        self.states.append(self.state)
        shown, waits = _shown(self.state), self.model.waits
        assert Counter(shown.values()) == Counter(wait.shown for wait in waits), self
        assert self.state.completed == self.model.completed, self
        left = [one for one in self.state.trail if one.rpartition("/")[2] not in self._flows]
        assert Counter(left) == Counter(self.model.left), self
        called = [(call.element_id, call.variables) for call in surroundings.calls]
        assert _sorted(called) == _sorted(self.model.called), self
        assert not self.model.seen or self.variables() in self.model.seen, self
        self._pair(shown, waits)

    def _pair(self, shown: dict[str, Any], waits: list[Wait]) -> None:
        """What was open before keeps its id; of what is new, each goes with what it looks like."""
        kept = {key: wait for key, wait in self._paired.items() if wait in waits}
        assert kept.keys() <= shown.keys(), self
        self.over += [(one.kind, key) for key, one in self._paired.items() if key not in kept]
        known = set(map(id, kept.values()))
        fresh = [wait for wait in waits if id(wait) not in known]
        for key in shown.keys() - kept.keys():
            wait = next((wait for wait in fresh if wait.shown == shown[key]), None)
            assert wait is not None, self
            fresh.remove(wait)
            kept[key] = wait
        self._paired = kept


def _shown(state: EngineState) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for task in state.open_tasks:
        found[task.engine_task_id] = ("task", task.element_id, task.assignee, 0, None)
    for timer in state.timers:
        shown = ("timer", timer.element_id, None, timer.occurrence, timer.due_at)
        found[timer.engine_task_id] = shown
    for message in state.messages:
        found[message.engine_task_id] = ("message", message.element_id, None, 0, None)
    return found


def _sorted(called: list[Any]) -> list[str]:
    return sorted(map(repr, ((name, sorted(known.items())) for name, known in called)))
