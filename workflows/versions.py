"""The values of moving a running instance from one version of its diagram to another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from workflows.kinds import Kind
from workflows.values import Sources

#: The variables each form sets, by the key of the form.
Forms: TypeAlias = Mapping[str, Mapping[str, Kind]]


@dataclass(frozen=True, eq=False)
class Versions:
    """The version an instance runs on and the one it is to run on, with what their forms set.

    Many instances share one: what has been read of its diagrams is remembered for the next.
    """

    old: Sources
    new: Sources
    old_forms: Forms = field(default_factory=dict)
    new_forms: Forms = field(default_factory=dict)


class Category(StrEnum):
    """What becomes of an instance: it moves, it has to stay, or a person must decide."""

    MOVES = "moves"
    STAYS = "stays"
    UNDECIDED = "undecided"


class Change(StrEnum):
    """What happened to an element between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two versions; ``before`` and ``after`` are texts of the diagrams."""

    element_id: str
    name: str
    change: Change
    what: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_harmless(self) -> bool:
        """Whether it only changes what people read."""
        return self.change is Change.RENAMED or self.what in {"lane", "documentation"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an instance does not simply move, and the element it is about."""

    code: str
    element_id: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """What is going to become of one instance, and why."""

    category: Category
    reasons: tuple[Reason, ...] = ()
