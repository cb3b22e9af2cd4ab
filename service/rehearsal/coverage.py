"""Which elements and flows of the diagrams were passed, and which any path could reach.

Passed: an instance of a season went through. Reachable: a walk along every path came by, with
people, messages, actions and clocks answering in every way that makes a difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import Definition, DefinitionKind, ProcessInstance
from service.rehearsal.trails import read_happenings, trails
from workflows import Element, Engine, Flow, Outline
from workflows.simulation import Walked, unreached_sentence


@dataclass(frozen=True, slots=True)
class DiagramCoverage:
    """What of one diagram was passed and how it was walked; None where that was not done."""

    outline: Outline
    passed: frozenset[str] | None
    walked: Walked | None

    @property
    def missing(self) -> list[str]:
        """The elements and flows nobody went through, as the diagram lists them."""
        passed = self.passed
        return [] if passed is None else [one for one in self._parts if one not in passed]

    @property
    def unreachable(self) -> list[str]:
        """The elements and flows that no path comes by."""
        return [one.element_id for one in self.walked.never_reached] if self.walked else []

    def told(self) -> str:
        """A few lines for a person."""
        return "\n".join([f"  {self.outline.key}", *self._passed(), *self._walked()])

    @property
    def _parts(self) -> list[str]:
        elements = [one.id for one in self.outline.elements]
        return [*elements, *(one.id for one in self.outline.flows)]

    def _passed(self) -> Iterator[str]:
        if self.passed is not None:
            yield f"    đã chạy qua · passed:    {self._shares(self.passed)}"
        if left := [one for one in self.missing if one not in self.unreachable]:
            yield f"    chưa chạy qua · not passed: {', '.join(left)}"

    def _walked(self) -> Iterator[str]:
        if self.walked is None:
            return
        ways = f"{len(self.walked.paths)} đường · paths"
        reachable = set(self._parts).difference(self.unreachable)
        yield f"    tới được · reachable:    {self._shares(reachable)}   {ways}"
        names = {one.id: f"“{one.name}” ({one.id})" for one in self.outline.elements if one.name}
        for one in self.walked.never_reached:
            yield f"    {unreached_sentence(one, names, 'vi')}"
            yield f"    {unreached_sentence(one, names, 'en')}"

    def _shares(self, met: Set[str]) -> str:
        elements, flows = _share(self.outline.elements, met), _share(self.outline.flows, met)
        return f"phần tử · elements {elements}   luồng · flows {flows}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of all diagrams was passed and can be reached."""

    diagrams: tuple[DiagramCoverage, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every element and flow can be reached, and was passed if anything was played."""
        return not any(one.missing or one.unreachable for one in self.diagrams)

    @property
    def report(self) -> str:
        """The coverage of each diagram, for a person to read."""
        return "\n".join(one.told() for one in self.diagrams)


def outlines(session: Session, engine: Engine) -> dict[str, Outline]:
    """The diagrams deployed in a database, by key."""
    wanted = (
        select(Definition)
        .where(Definition.kind == DefinitionKind.PROCESS)
        .order_by(Definition.key, Definition.version)
    )
    return {one.key: engine.outline(one.content) for one in session.scalars(wanted)}


def passed(session: Session) -> dict[str, set[str]]:
    """The elements and flows of each diagram that instances went through, by process key."""
    wanted = select(ProcessInstance.id, ProcessInstance.process_key)
    keys = {row.id: row.process_key for row in session.execute(wanted)}
    found: dict[str, set[str]] = defaultdict(set)
    for instance_id, trail in trails(read_happenings(session)).items():
        found[keys[instance_id]].update(trail)
    return found


def cover(
    drawn: Mapping[str, Outline],
    went: Iterable[Mapping[str, set[str]]] | None,
    walked: Mapping[str, Walked] | None = None,
) -> Coverage:
    """Hold what several seasons passed, and what a walk reached, against what is drawn."""
    met: dict[str, set[str]] = defaultdict(set)
    for one in went or ():
        for key, steps in one.items():
            for step in steps:
                home, part = _drawn_at(step, key, drawn)
                met[home].add(part)
    return Coverage(
        tuple(
            DiagramCoverage(
                drawn[key],
                None if went is None else frozenset(met[key]),
                None if walked is None else walked[key],
            )
            for key in sorted(drawn)
        )
    )


def _drawn_at(step: str, key: str, drawn: Mapping[str, Outline]) -> tuple[str, str]:
    """The diagram a step lies in, behind the calls that lead there, and its id in there."""
    *calls, part = step.split("/")
    for call in calls:
        called = (one.called_key for one in drawn[key].elements if one.id == call)
        key = next(called, None) or key
    return key, part


def _share(parts: Iterable[Element | Flow], met: Set[str]) -> str:
    ids = [part.id for part in parts]
    number = sum(one in met for one in ids)
    return f"{number:>3}/{len(ids):<3} {number / len(ids) if ids else 1:>4.0%}"
