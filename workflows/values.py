"""The values that cross the boundary of the engine room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

from workflows.kinds import Kind, joined

Variables: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sources:
    """What one process runs on: its diagram, those it calls and the tables it asks, as XML."""

    key: str
    diagram: str
    called: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionCall:
    """A service task asks for its action; the variables are a copy nobody else sees."""

    element_id: str
    action: str
    parameters: Variables
    variables: Variables


@dataclass(frozen=True, slots=True)
class BpmnError:
    """What an action answers instead of a result where the diagram is to go another way.

    The nearest error event that names the code, or names none, catches it. What the action has
    written stays written.
    """

    code: str


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """One rule of a decision table that applied, with its outputs and its annotations."""

    rule_id: str
    outputs: Variables
    annotations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A business rule task asked a decision table: the inputs it used and what applied.

    ``defaults`` are the outputs the table has for when no rule applies, if that happened.
    """

    element_id: str
    decision_key: str
    inputs: Variables
    matches: tuple[RuleMatch, ...]
    defaults: Variables = field(default_factory=dict)

    @property
    def is_unmatched(self) -> bool:
        """Whether no rule of the table applied."""
        return not self.matches


class Surroundings(Protocol):
    """What a run may ask of the world outside; the moment stands still during one run."""

    @property
    def now(self) -> datetime:
        """The moment of the run."""

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Functions expressions may call besides the built-in ones: ``deadline`` and the like."""

    def perform(self, call: ActionCall) -> Any:
        """Carry out the action of a service task and return its result."""

    def facts(self, name: str, variables: Variables) -> Variables:
        """The named facts a decision table reads and the process does not keep."""

    def decided(self, decision: DecisionTaken) -> None:
        """Take note of what a decision table answered, and why."""


@dataclass(frozen=True, slots=True)
class Skip:
    """With what an element counts as done: the variables it sets, the flow a gateway takes."""

    variables: Variables = field(default_factory=dict)
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class Skippable:
    """An element that can count as done; ``flows`` are those a gateway can take."""

    element_id: str
    flows: tuple[str, ...]


class LatePolicy(StrEnum):
    """What a timer does that fell due while nobody was there to fire it."""

    FIRE = "fire"
    COALESCE = "coalesce"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A user task that a person can complete now."""

    engine_task_id: str
    element_id: str
    name: str
    form_key: str | None
    candidate_groups: tuple[str, ...]
    assignee: str | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PendingTimer:
    """A timer event that has been reached and has not fired.

    ``basis`` names the deadlines its expression asked for: moving one of them re-times it.
    ``occurrence`` counts the firings of a repeating timer, from 0.
    """

    engine_task_id: str
    element_id: str
    occurrence: int
    due_at: datetime
    basis: tuple[str, ...]
    late_policy: LatePolicy


@dataclass(frozen=True, slots=True)
class PendingMessage:
    """A catching element that waits for a message of this name."""

    engine_task_id: str
    element_id: str
    message: str


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message a throwing element addressed to another instance."""

    element_id: str
    message: str
    process_key: str
    business_key: str
    variables: Variables


class Telling(StrEnum):
    """What the world outside tells a run."""

    RESULT = "result"
    ERROR = "error"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Told:
    """What a run was told from outside and went by: it could not be known from the diagram.

    ``name`` is the action that was carried out, or the name of the facts a table asked for.
    """

    kind: Telling
    element_id: str
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class EngineState:
    """Where an instance stands after the engine has run as far as it can.

    ``trail`` lists the ids of the elements left and the sequence flows taken during this
    run, in order, those of a called process behind the call activity, as ``call/element``;
    ``told`` what it was told from outside.
    """

    document: bytes
    completed: bool
    open_tasks: tuple[OpenTask, ...]
    timers: tuple[PendingTimer, ...]
    messages: tuple[PendingMessage, ...]
    sent: tuple[SentMessage, ...]
    trail: tuple[str, ...]
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """A node of a diagram as its owner drew it; ``kind`` is the BPMN tag, as ``userTask``."""

    id: str
    kind: str
    name: str
    lane: str | None
    form_key: str | None
    candidate_groups: tuple[str, ...]
    action: str | None
    decision_key: str | None
    called_key: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow of a diagram."""

    id: str
    name: str
    source_id: str
    target_id: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a diagram contains, in reading order, without running it."""

    key: str
    name: str
    elements: tuple[Element, ...]
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a rule found in a diagram or a table, with the place it stands at.

    An ``error`` keeps the file from being deployed, a ``warning`` only informs. ``params`` are
    what the sentences of the rule name, so that it can be said in another language.
    """

    rule: str
    message: str
    element_id: str | None = None
    line: int | None = None
    severity: str = "error"
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def because(
        cls, rule: str, en: str, vi: str, element_id: str | None = None, line: int | None = None
    ) -> "Problem":
        """A problem with the reason its rule names, in two languages."""
        said = {"reason": str(en), "reason_vi": str(vi)}
        return cls(rule, said["reason"], element_id, line, params=said)


@dataclass(frozen=True, slots=True)
class Brought:
    """The variables a message brings, whoever sends it; ``is_whole``: it can bring no others."""

    kinds: Mapping[str, Kind]
    is_whole: bool = True

    def besides(self, other: "Brought") -> "Brought":
        """What it brings where others send it as well."""
        kinds = dict(self.kinds)
        for name, kind in other.kinds.items():
            kinds[name] = joined(kinds.get(name, kind), kind)
        return Brought(kinds, self.is_whole and other.is_whole)


@dataclass(frozen=True, slots=True)
class Given:
    """What a diagram finds around it, as far as that is known; None where it is not.

    ``forms`` are the variables each form sets, by its key, ``start`` those a start brings: None
    where whoever starts the process may bring any. ``actions`` are what service tasks may call,
    with what they answer; ``groups`` those a task may be for, with their ``members`` by number,
    and ``units`` the members of the groups that act for a unit, by unit;
    ``processes`` all that are known; ``messages`` what those bring that others send.
    """

    forms: Mapping[str, Mapping[str, Kind]]
    start: Mapping[str, Kind] | None
    actions: Mapping[str, Kind] | None = None
    groups: frozenset[str] | None = None
    processes: frozenset[str] = frozenset()
    members: Mapping[str, frozenset[int]] | None = None
    units: Mapping[str, Mapping[str, frozenset[int]]] | None = None
    messages: Mapping[str, Brought] = field(default_factory=dict)
