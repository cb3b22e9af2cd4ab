"""Fixed surroundings for tests and previews: they answer from tables and remember the calls."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from workflows.values import ActionCall, DecisionTaken, Skip, Surroundings, Variables


class StaticSurroundings:
    """A moment, functions, actions and facts that stand still; calls and decisions are kept.

    An action is a result, or a function of the ActionCall that makes one; an action that is not
    listed answers None.
    """

    def __init__(
        self,
        now: datetime,
        functions: Mapping[str, Callable[..., Any]] | None = None,
        actions: Mapping[str, Any] | None = None,
        facts: Mapping[str, Variables] | None = None,
    ) -> None:
        self.now = now
        self.functions: Mapping[str, Callable[..., Any]] = functions or {}
        self.actions: Mapping[str, Any] = actions or {}
        self.known_facts: Mapping[str, Variables] = facts or {}
        self.calls: list[ActionCall] = []
        self.decisions: list[DecisionTaken] = []

    def perform(self, call: ActionCall) -> Any:
        """Note the call and give the action's answer."""
        self.calls.append(call)
        action = self.actions.get(call.action)
        return action(call) if callable(action) else action

    def facts(self, name: str, variables: Variables) -> Variables:
        """The facts listed under this name."""
        return dict(self.known_facts[name])

    def decided(self, decision: DecisionTaken) -> None:
        """Note the decision."""
        self.decisions.append(decision)


class Skipping:
    """Surroundings in which some elements count as done, each once, as somebody decided."""

    def __init__(self, surroundings: Surroundings, skips: Mapping[str, Skip]) -> None:
        self._surroundings = surroundings
        self.skips = skips

    @property
    def now(self) -> datetime:
        """The moment of the run."""
        return self._surroundings.now

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Functions expressions may call."""
        return self._surroundings.functions

    def perform(self, call: ActionCall) -> Any:
        """Carry out the action of a service task."""
        return self._surroundings.perform(call)

    def facts(self, name: str, variables: Variables) -> Variables:
        """Look up named facts."""
        return self._surroundings.facts(name, variables)

    def decided(self, decision: DecisionTaken) -> None:
        """Take note of a decision."""
        self._surroundings.decided(decision)
