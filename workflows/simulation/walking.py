"""Walks every way through a diagram that people, messages, timers and actions could send it.

Whatever a condition asks is tried with every value it tells apart, and every table with facts
for each of its answers. States that look the same and know the same are walked on from once.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from math import prod
from typing import Any, TypeAlias

from workflows.definitions.diagram import id_of
from workflows.definitions.outline import nodes_of, process_of
from workflows.engine import Engine
from workflows.errors import StepFailed, WorkflowError
from workflows.markup import camunda, read_xml
from workflows.simulation.facts_to_try import facts_to_try
from workflows.simulation.unreached import Met, Unreached, never_reached
from workflows.simulation.values_to_try import values_to_try
from workflows.values import ActionCall, DecisionTaken, EngineState, Sources, Variables

Verb: TypeAlias = Callable[["Trial"], EngineState]
#: The answers on offer for each variable; one alone is an example, and any like it may be given.
Options: TypeAlias = Mapping[str, Sequence[Any]]
#: More answers to one question are not tried in every combination.
MOST_ANSWERS = 24
#: Where a step asks many questions, so many runs for each state are tried before it is given up.
MOST_RUNS_PER_STATE = 20


@dataclass(frozen=True)
class Ground:
    """Where a walk takes place: the moment, what may be asked, and what people may answer.

    ``sets`` are the variables each form sets and ``brings`` those each message brings; a form or
    message that is not named may bring any that a condition asks and nothing else here sets.
    ``facts`` are facts to try in place of those a table itself suggests.
    """

    now: datetime
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    start: Variables = field(default_factory=dict)
    sets: Mapping[str, Options] = field(default_factory=dict)
    brings: Mapping[str, Options] = field(default_factory=dict)
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
    never_reached: tuple[Unreached, ...]
    is_whole: bool


class _GoesRound(WorkflowError):
    """A run has come round a loop with every answer there is."""


class Trial:
    """The surroundings of one run: each question is answered by the next of given choices."""

    def __init__(self, ground: Ground, walk: "_Walk", choices: Sequence[int]) -> None:
        self.now, self.functions = ground.now, ground.functions
        self._walk, self._choices = walk, choices
        self.asked: list[int] = []
        self._given: dict[str, set[int]] = {}

    def choose(self, question: str, options: Sequence[Any]) -> Any:
        """Take the choice made for this question, or the first while none is made.

        In one run no answer is given twice: that would only go round once more.
        """
        given = self._given.setdefault(question, set())
        left = [one for one in range(len(options)) if one not in given]
        if not left:
            raise _GoesRound
        number = len(self.asked)
        self.asked.append(len(left))
        chosen = left[self._choices[number] if number < len(self._choices) else 0]
        given.update({chosen} if len(options) > 1 else ())
        return options[chosen]

    def perform(self, call: ActionCall) -> Any:
        """Answer with a value that matters to a condition."""
        wanted = self._walk.results.get(call.element_id, "")
        return self.choose(call.element_id, self._walk.values.get(wanted, [None]))

    def facts(self, name: str, variables: Variables) -> Variables:
        """Tell one of the facts to try."""
        return dict(self.choose(name, self._walk.facts.get(name, [{}])))

    def decided(self, decision: DecisionTaken) -> None:
        """Keep nothing."""


def walk_every_path(engine: Engine, sources: Sources, ground: Ground) -> Walked:
    """Find every path through a diagram, as far as the most states allow."""
    return _Walk(engine, sources, ground).walked()


class _Walk:
    def __init__(self, engine: Engine, sources: Sources, ground: Ground) -> None:
        self._engine, self._sources, self._ground = engine, sources, ground
        self.values = values_to_try(sources)
        self.facts = {**facts_to_try(sources), **ground.facts}
        nodes = [
            one
            for text in (sources.diagram, *sources.called.values())
            for one in nodes_of(process_of(read_xml(text)))
        ]
        self.results = {id_of(one): camunda(one, "resultVariable") or "" for one in nodes}
        forms = [ground.sets.get(camunda(one, "formKey") or "", {}) for one in nodes]
        known = {*self.results.values(), *(name for form in forms for name in form)}
        self._free = {name: values for name, values in self.values.items() if name not in known}
        self._paths: dict[tuple[str, ...], Path] = {}
        self._passed: set[str] = set()
        self._waited_at: set[str] = set()
        self._failures: dict[str, str] = {}
        self._seen: set[str] = set()
        self._runs_left = MOST_RUNS_PER_STATE * ground.most_states

    def walked(self) -> Walked:
        """Walk on from every state that is new, the shortest ways first."""
        start = self._ground.start
        left = deque(self._runs((), lambda trial: self._engine.start(self._sources, start, trial)))
        while left and self._runs_left and len(self._seen) < self._ground.most_states:
            trail, state = left.popleft()
            if self._is_new(state):
                for verb in self._verbs(state):
                    left.extend(self._runs(trail, verb))
        is_whole = not left and self._runs_left > 0
        met = Met(self._passed, self._waited_at, self._failures, is_whole)
        never = tuple(never_reached(self._sources, met))
        return Walked(tuple(self._paths.values()), never, is_whole)

    def _runs(
        self, before: tuple[str, ...], verb: Verb
    ) -> Iterator[tuple[tuple[str, ...], EngineState]]:
        """Where one thing that happens may lead, for all answers given on the way."""
        untried: list[list[int]] = [[]]
        while untried and self._runs_left:
            self._runs_left -= 1
            choices = untried.pop()
            trial = Trial(self._ground, self, choices)
            try:
                state = verb(trial)
            except _GoesRound:
                pass
            except WorkflowError as error:
                self._note_failure(before, error)
            else:
                trail = (*before, *state.trail)
                self._passed |= set(state.trail)
                if state.completed:
                    self._paths.setdefault(trail, Path(trail))
                yield trail, state
            for place in range(len(choices), len(trial.asked)):
                made = [*choices, *[0] * (place - len(choices))]
                untried += [[*made, other] for other in range(1, trial.asked[place])]

    def _note_failure(self, before: tuple[str, ...], error: WorkflowError) -> None:
        self._paths.setdefault(before, Path(before, str(error)))
        if isinstance(error, StepFailed):
            self._failures.setdefault(error.element_id, error.reason)

    def _is_new(self, state: EngineState) -> bool:
        waiting = [one.element_id for one in state.open_tasks]
        waiting += [one.element_id for one in state.timers]
        waiting += [one.element_id for one in state.messages]
        self._waited_at |= set(waiting)
        known = self._engine.variables(self._sources, state.document)
        asked = sorted((name, repr(known.get(name))) for name in self.values)
        # What is begun aside again and again stands at the same place more often, and no elsewhere.
        stands = sorted((name, min(number, 2)) for name, number in Counter(waiting).items())
        key = repr((stands, asked))
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

    def _answers(self, offered: Options | None) -> list[Variables]:
        """What may be brought: every combination, or each value once where those are many."""
        options: Options = self._free
        if offered is not None:
            options = {name: self._options(name, values) for name, values in offered.items()}
        if prod(map(len, options.values())) <= MOST_ANSWERS:
            return [
                dict(zip(options, chosen, strict=True)) for chosen in product(*options.values())
            ]
        first = {name: values[0] for name, values in options.items()}
        return [first | {name: value} for name, values in options.items() for value in values]

    def _options(self, name: str, offered: Sequence[Any]) -> Sequence[Any]:
        """The answers that make a difference; where none does, one is as good as another."""
        if name not in self.values:
            return offered[:1]
        return offered if len(offered) > 1 else self.values[name]


def _bound(verb: Callable[..., EngineState], *arguments: Any) -> Verb:
    return lambda trial: verb(*arguments, trial)
