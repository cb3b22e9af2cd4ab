"""Walks every way through a diagram that people, messages, timers and actions could send it.

Whatever a condition asks is tried with every value it tells apart. States that look the same
and know the same are walked on from once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Any, TypeAlias

from workflows.definitions import read_outline
from workflows.definitions.diagram import id_of
from workflows.definitions.outline import nodes_of, process_of
from workflows.engine import Engine
from workflows.errors import WorkflowError
from workflows.markup import camunda, read_xml
from workflows.simulation.values_to_try import values_to_try
from workflows.values import ActionCall, DecisionTaken, EngineState, Sources, Variables

Verb: TypeAlias = Callable[["Trial"], EngineState]
#: More answers to one question are not tried in every combination.
MOST_ANSWERS = 24


@dataclass(frozen=True)
class Ground:
    """Where a walk takes place: the moment, what may be asked, and what people may answer.

    ``sets`` are the variables each form sets and ``brings`` those each message brings; a form or
    message that is not named may bring any that a condition asks. ``facts`` are the facts to try
    for each name a table asks.
    """

    now: datetime
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    start: Variables = field(default_factory=dict)
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    brings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facts: Mapping[str, Sequence[Variables]] = field(default_factory=dict)
    most_states: int = 2_000


@dataclass(frozen=True, slots=True)
class Path:
    """One way from the start to an end, or to an element that fails for the reason given."""

    trail: tuple[str, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Walked:
    """Every path found, and what none of them came by; ``is_whole``: nothing was left untried."""

    paths: tuple[Path, ...]
    never_reached: tuple[str, ...]
    is_whole: bool


class Trial:
    """The surroundings of one run: each question is answered by the next of given choices."""

    def __init__(self, ground: Ground, walk: "_Walk", choices: Sequence[int]) -> None:
        self.now, self.functions = ground.now, ground.functions
        self._ground, self._walk, self._choices = ground, walk, choices
        self.asked: list[int] = []

    def choose(self, options: Sequence[Any]) -> Any:
        """Take the choice made for this question, or the first while none is made."""
        number = len(self.asked)
        self.asked.append(len(options))
        return options[self._choices[number] if number < len(self._choices) else 0]

    def perform(self, call: ActionCall) -> Any:
        """Answer with a value that matters to a condition."""
        wanted = self._walk.results.get(call.element_id, "")
        return self.choose(self._walk.values.get(wanted, [None]))

    def facts(self, name: str, variables: Variables) -> Variables:
        """Tell one of the facts to try."""
        return dict(self.choose(self._ground.facts.get(name, [{}])))

    def decided(self, decision: DecisionTaken) -> None:
        """Keep nothing."""


def walk_every_path(engine: Engine, sources: Sources, ground: Ground) -> Walked:
    """Find every path through a diagram, as far as the most states allow."""
    return _Walk(engine, sources, ground).walked()


class _Walk:
    def __init__(self, engine: Engine, sources: Sources, ground: Ground) -> None:
        self._engine, self._sources, self._ground = engine, sources, ground
        self.values = values_to_try(sources)
        nodes = nodes_of(process_of(read_xml(sources.diagram)))
        self.results = {id_of(one): camunda(one, "resultVariable") or "" for one in nodes}
        self._paths: dict[tuple[str, ...], Path] = {}
        self._reached: set[str] = set()
        self._seen: set[str] = set()

    def walked(self) -> Walked:
        """Walk on from every state that is new."""
        start = self._ground.start
        waiting = list(
            self._runs((), lambda trial: self._engine.start(self._sources, start, trial))
        )
        while waiting and len(self._seen) < self._ground.most_states:
            trail, state = waiting.pop()
            if self._is_new(state):
                for verb in self._verbs(state):
                    waiting += self._runs(trail, verb)
        outline = read_outline(self._sources.diagram)
        parts = [one.id for one in outline.elements] + [one.id for one in outline.flows]
        never = tuple(part for part in parts if part not in self._reached)
        return Walked(tuple(self._paths.values()), never, not waiting)

    def _runs(
        self, before: tuple[str, ...], verb: Verb
    ) -> Iterator[tuple[tuple[str, ...], EngineState]]:
        """Where one thing that happens may lead, for all answers given on the way."""
        untried: list[list[int]] = [[]]
        while untried:
            choices = untried.pop()
            trial = Trial(self._ground, self, choices)
            try:
                state = verb(trial)
            except WorkflowError as error:
                self._paths.setdefault(before, Path(before, str(error)))
            else:
                trail = (*before, *state.trail)
                self._reached |= set(state.trail)
                if state.completed:
                    self._paths.setdefault(trail, Path(trail))
                yield trail, state
            for place in range(len(choices), len(trial.asked)):
                made = [*choices, *[0] * (place - len(choices))]
                untried += [[*made, other] for other in range(1, trial.asked[place])]

    def _is_new(self, state: EngineState) -> bool:
        waiting = [one.element_id for one in state.open_tasks]
        waiting += [one.element_id for one in state.timers]
        waiting += [one.element_id for one in state.messages]
        known = self._engine.variables(self._sources, state.document)
        asked = sorted((name, repr(known.get(name))) for name in self.values)
        key = repr((sorted(waiting), asked))
        is_new = bool(waiting) and key not in self._seen
        self._seen.add(key)
        return is_new

    def _verbs(self, state: EngineState) -> Iterator[Verb]:
        known = self._sources, state.document
        for task in state.open_tasks:
            for answer in self._answers(self._ground.sets.get(task.form_key or "")):
                yield _bound(self._engine.complete_user_task, *known, task.engine_task_id, answer)
        for timer in state.timers:
            yield _bound(self._engine.fire_timer, *known, timer.engine_task_id)
        for message in state.messages:
            for payload in self._answers(self._ground.brings.get(message.message)):
                yield _bound(self._engine.deliver_message, *known, message.engine_task_id, payload)

    def _answers(self, sets: frozenset[str] | None) -> list[Variables]:
        """What may be brought: every combination, or each value once where those are many."""
        free = self.values.keys() - set(self.results.values()) if sets is None else sets
        names = [name for name in self.values if name in free]
        combined = [self.values[name] for name in names]
        if not names or _number(combined) <= MOST_ANSWERS:
            return [dict(zip(names, chosen, strict=True)) for chosen in product(*combined)]
        first = {name: self.values[name][0] for name in names}
        return [first | {name: value} for name in names for value in self.values[name]]


def _number(combined: list[list[Any]]) -> int:
    number = 1
    for values in combined:
        number *= len(values)
    return number


def _bound(verb: Callable[..., EngineState], *arguments: Any) -> Verb:
    return lambda trial: verb(*arguments, trial)
