"""The values of a translation: what was chosen, what was said differently, and the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from workflows.markup import line_of
from workflows.values import Problem

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """What a file from elsewhere leaves open: which process is run, and who does what nobody has.

    ``group`` is given to every task for people that names neither a group nor an assignee.
    """

    process: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """One thing of a diagram and what it is here; ``becomes`` is empty for what is left aside."""

    element_id: str | None
    line: int | None
    found: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Translated:
    """A diagram in the words of this engine; ``lines`` leads back to the lines of what came."""

    text: str
    translations: tuple[Translation, ...] = ()
    lines: Mapping[int, int] = field(default_factory=dict)

    def located(self, problem: Problem) -> Problem:
        """A problem of the translation at its line in what came."""
        if problem.line is None:
            return problem
        return replace(problem, line=self.lines.get(problem.line, problem.line))


class Notes:
    """Gathers what is translated while the copy is being changed."""

    def __init__(self) -> None:
        self.taken: list[Translation] = []

    def add(self, node: etree._Element, found: str, becomes: str = "") -> None:
        """Note one translation at the place of an element."""
        place = node
        while not place.get("id") and (around := place.getparent()) is not None:
            place = around
        said = [" ".join(text.split())[:_LONGEST] for text in (found, becomes)]
        self.taken.append(Translation(place.get("id"), line_of(node), *said))
