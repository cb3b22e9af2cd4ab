"""What the model keeps while it runs: who waits for what, and who knows what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Env = dict[str, Any]


@dataclass(eq=False)
class Group:
    """What is cancelled together."""

    parent: "Group | None" = None
    cancelled: bool = False

    @property
    def is_over(self) -> bool:
        return self.cancelled or (self.parent is not None and self.parent.is_over)


@dataclass(eq=False)
class Wait:
    """Something a process waits for: a ``task``, a ``timer`` or a ``message``."""

    kind: str
    element_id: str
    group: Group
    on: Callable[[Env], None]
    sets: tuple[str, ...] = ()
    due_at: datetime | None = None
    occurrence: int = 0
    assignee: str | None = None
    is_aside: bool = False

    @property
    def shown(self) -> tuple[Any, ...]:
        """What the engine has to show for it as well."""
        return (self.kind, self.element_id, self.assignee, self.occurrence, self.due_at)


@dataclass(eq=False)
class Strand:
    """What one branch knows, with the branches and subprocesses it is split into just now."""

    env: Env
    branches: list["Strand"] = field(default_factory=list)
    scopes: list["Scope"] = field(default_factory=list)

    def learnt(self, outside: int = 0) -> Env:
        """Everything known so far by all branches, but for what ``outside`` scopes know."""
        known = joined(self.env, [branch.learnt() for branch in self.branches])
        for scope in self.scopes[outside:]:
            for side in scope.sides:
                known = known | changes(side.begun, side.learnt())
        return known

    def interrupt(self, outside: int) -> None:
        """Leave the subprocesses beyond the first ``outside``, with all that was learnt there."""
        self.env = self.learnt(outside)
        self.branches = []
        del self.scopes[outside:]


@dataclass(eq=False)
class Side(Strand):
    """A path beside its host, and what was known when the host began."""

    begun: Env = field(default_factory=dict)


@dataclass(eq=False)
class Scope:
    """A process or subprocess: it is over when its main way and all side paths are."""

    then: Callable[[], None] | None = None
    active: int = 1
    sides: list[Side] = field(default_factory=list)
    ended: list[Side] = field(default_factory=list)

    def begin(self, side: Side) -> None:
        self.active += 1
        self.sides.append(side)

    def end(self, side: Side | None = None) -> None:
        self.active -= 1
        self.ended += [side] if side else []
        if not self.active and self.then:
            self.then()


@dataclass(frozen=True)
class Place:
    """Where a block runs: what it is cancelled with, its process, its branch, the calls around."""

    group: Group
    scope: Scope
    strand: Strand
    called_by: str = ""


def changes(before: Env, after: Env) -> Env:
    return {name: value for name, value in after.items() if before.get(name) != value}


def joined(before: Env, arrived: list[Env]) -> Env:
    known = dict(before)
    for after in arrived:
        known |= changes(before, after)
    return known
