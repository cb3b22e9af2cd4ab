"""Plays an instance step by step; every step gets a new engine, as another server would."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from workflows import Engine, EngineState, Limits, Sources, StaticSurroundings, Variables

NOW = datetime(2025, 11, 3, 1, tzinfo=UTC)


class Story:
    def __init__(
        self,
        sources: Sources,
        variables: Variables | None = None,
        limits: Limits | None = None,
        **surroundings: Any,
    ) -> None:
        self.sources = sources
        self.limits = limits
        self.surroundings = StaticSurroundings(surroundings.pop("now", NOW), **surroundings)
        self.state: EngineState = self.engine().start(sources, variables or {}, self.surroundings)

    def engine(self) -> Engine:
        return Engine(self.limits)

    @property
    def open(self) -> list[str]:
        return sorted(task.element_id for task in self.state.open_tasks)

    @property
    def timers(self) -> dict[str, datetime]:
        return {timer.element_id: timer.due_at for timer in self.state.timers}

    @property
    def awaited(self) -> list[str]:
        return sorted(pending.element_id for pending in self.state.messages)

    @property
    def variables(self) -> Variables:
        return self.engine().variables(self.sources, self.state.document)

    @property
    def actions(self) -> list[str]:
        return [call.action for call in self.surroundings.calls]

    def complete(self, element_id: str, number: int = 0, **variables: Any) -> "Story":
        tasks = [task for task in self.state.open_tasks if task.element_id == element_id]
        return self._step(self.engine().complete_user_task, tasks[number].engine_task_id, variables)

    def fire(self, element_id: str) -> "Story":
        (timer,) = (timer for timer in self.state.timers if timer.element_id == element_id)
        return self._step(self.engine().fire_timer, timer.engine_task_id)

    def deliver(self, element_id: str, **payload: Any) -> "Story":
        (pending,) = (one for one in self.state.messages if one.element_id == element_id)
        return self._step(self.engine().deliver_message, pending.engine_task_id, payload)

    def retime(self) -> "Story":
        self.state = self.engine().retime(self.sources, self.state.document, self.surroundings)
        return self

    def sets(self, element_id: str, **variables: Any) -> "Story":
        (waiting,) = (
            one.engine_task_id
            for one in (*self.state.open_tasks, *self.state.timers, *self.state.messages)
            if one.element_id == element_id
        )
        return self._step(self.engine().set_variables, waiting, variables)

    @property
    def ways_back(self) -> list[str]:
        return sorted(self.engine().ways_back(self.sources, self.state.document))

    def goes_back(self, element_id: str) -> "Story":
        return self._step(self.engine().go_back, element_id)

    def _step(self, verb: Callable[..., EngineState], *arguments: Any) -> "Story":
        self.state = verb(self.sources, self.state.document, *arguments, self.surroundings)
        return self


class OneEngineStory(Story):
    """Every step is taken by the same engine, which has up to so many processes at hand."""

    at_hand = 0

    def engine(self) -> Engine:
        if not hasattr(self, "_engine"):
            self._engine = Engine(self.limits, self.at_hand)
        return self._engine


class AtHandStory(OneEngineStory):
    at_hand = 1
