"""Walks a diagram of the product along one path, with actions that answer as the path needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path as File
from typing import Any

from workflows import Engine, EngineState, Sources, StaticSurroundings

BPMN = File(__file__).parents[3] / "bpmn"
NOW = datetime(2025, 12, 3, 2, tzinfo=UTC)
ENGINE = Engine()

FUNCTIONS = {
    "now": lambda: NOW,
    "deadline": lambda name: NOW + timedelta(days=10),
    "setting": lambda name: 3,
    "workdays_after": lambda moment, count: moment + timedelta(days=count),
    "workdays_before": lambda moment, count: moment - timedelta(days=count),
}


@dataclass(frozen=True)
class Path:
    """What people answer and messages bring, in order: ``("element", {variables})``."""

    steps: tuple[tuple[str, dict[str, Any]], ...]
    ends_at: str
    #: Per action, the answers it gives one after the other; the last one is repeated.
    actions: Mapping[str, list[Any]] = field(default_factory=dict)
    #: Per name, the facts of one asking after the other; the last ones are repeated.
    facts: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


class Walk:
    """One run of a diagram along a path."""

    def __init__(self, key: str, variables: dict[str, Any], path: Path) -> None:
        self.sources = sources_of(key)
        self.surroundings = _PathSurroundings(path)
        self.trail: list[str] = []
        self._enter(ENGINE.start(self.sources, variables, self.surroundings))
        for element_id, brought in path.steps:
            self.step(element_id, brought)

    def step(self, element_id: str, brought: dict[str, Any]) -> None:
        """Complete the task, deliver the message or fire the timer that waits at an element."""
        verb, waiting = self._waiting(element_id)
        arguments = [] if verb == "fire_timer" else [brought]
        move = getattr(ENGINE, verb)
        self._enter(move(self.sources, self.state.document, waiting, *arguments, self.surroundings))

    def _waiting(self, element_id: str) -> tuple[str, str]:
        for verb, waiting in (
            ("complete_user_task", self.state.open_tasks),
            ("fire_timer", self.state.timers),
            ("deliver_message", self.state.messages),
        ):
            for one in waiting:
                if one.element_id == element_id:
                    return verb, one.engine_task_id
        raise AssertionError(f"{element_id} is not waiting, but {self.waiting}")

    @property
    def waiting(self) -> list[str]:
        """The elements that wait for somebody or something."""
        state = self.state
        return [one.element_id for one in (*state.open_tasks, *state.timers, *state.messages)]

    @property
    def sent(self) -> list[tuple[str, str, str]]:
        """What the diagram itself sent to other instances."""
        return [(one.message, one.process_key, one.business_key) for one in self._sent]

    def _enter(self, state: EngineState) -> None:
        self.state = state
        self.trail += state.trail
        self._sent = [*getattr(self, "_sent", []), *state.sent]


class _PathSurroundings(StaticSurroundings):
    def __init__(self, path: Path) -> None:
        super().__init__(NOW, FUNCTIONS)
        self._answers = {name: list(answers) for name, answers in path.actions.items()}
        self._known = {name: list(facts) for name, facts in path.facts.items()}

    def perform(self, call: Any) -> Any:
        self.calls.append(call)
        return _next(self._answers.get(call.action, [None]))

    def facts(self, name: str, variables: dict[str, Any]) -> dict[str, Any]:
        return dict(_next(self._known[name]))


def _next(answers: list[Any]) -> Any:
    return answers.pop(0) if len(answers) > 1 else answers[0]


def sources_of(key: str) -> Sources:
    """A process of the product with every decision table."""
    decisions = {one.stem: one.read_text() for one in (BPMN / "decisions").glob("*.dmn")}
    diagram = (BPMN / "processes" / f"{key}.bpmn").read_text()
    return Sources(key, diagram, decisions=decisions)


def never_reached(key: str, walks: list[Walk]) -> set[str]:
    """The elements and flows of a diagram that none of the walks came by."""
    outline = ENGINE.outline(sources_of(key).diagram)
    drawn = {one.id for one in (*outline.elements, *outline.flows)}
    return drawn - {element_id for walk in walks for element_id in walk.trail}
