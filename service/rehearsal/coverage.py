"""Which elements and flows of the diagrams were reached from the start event, and which not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import Definition, DefinitionKind, ProcessInstance
from service.rehearsal.trails import read_happenings, trails
from workflows import Element, Engine, Flow, Outline


@dataclass(frozen=True, slots=True)
class DiagramCoverage:
    """What of one diagram was reached."""

    outline: Outline
    reached: frozenset[str]

    @property
    def missing(self) -> list[str]:
        """The elements and flows nobody went through, as the diagram lists them."""
        elements = [one.id for one in self.outline.elements]
        parts = [*elements, *(one.id for one in self.outline.flows)]
        return [one for one in parts if one not in self.reached]

    def told(self) -> str:
        """One line for a person, and one more for what is missing."""
        elements, flows = self._share(self.outline.elements), self._share(self.outline.flows)
        missing = f"\n    chưa qua: {', '.join(self.missing)}" if self.missing else ""
        return f"  {self.outline.key:<24} phần tử {elements}   luồng {flows}{missing}"

    def _share(self, parts: Iterable[Element | Flow]) -> str:
        ids = [part.id for part in parts]
        met = sum(one in self.reached for one in ids)
        return f"{met:>3}/{len(ids):<3} {met / len(ids):>4.0%}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of all diagrams was reached."""

    diagrams: tuple[DiagramCoverage, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every element and flow was reached."""
        return not any(one.missing for one in self.diagrams)

    @property
    def report(self) -> str:
        """The coverage of each diagram, for a person to read."""
        told = [one.told() for one in self.diagrams]
        return "\n".join(["Phần đã chạy qua của từng sơ đồ", *told])


def outlines(session: Session, engine: Engine) -> dict[str, Outline]:
    """The diagrams deployed in a database, by key."""
    wanted = (
        select(Definition)
        .where(Definition.kind == DefinitionKind.PROCESS)
        .order_by(Definition.key, Definition.version)
    )
    return {one.key: engine.outline(one.content) for one in session.scalars(wanted)}


def reached(session: Session) -> dict[str, set[str]]:
    """The elements and flows of each diagram that instances went through, by process key."""
    wanted = select(ProcessInstance.id, ProcessInstance.process_key)
    keys = {row.id: row.process_key for row in session.execute(wanted)}
    found: dict[str, set[str]] = defaultdict(set)
    for instance_id, trail in trails(read_happenings(session)).items():
        found[keys[instance_id]].update(trail)
    return found


def cover(drawn: Mapping[str, Outline], went: Iterable[Mapping[str, set[str]]]) -> Coverage:
    """Hold what several seasons reached against what is drawn."""
    met: dict[str, set[str]] = defaultdict(set)
    for one in went:
        for key, parts in one.items():
            met[key] |= parts
    return Coverage(
        tuple(DiagramCoverage(drawn[key], frozenset(met[key])) for key in sorted(drawn))
    )
