"""Where the steps of a case lie: in its own diagram, or in one that it calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from service.edge.context import engine
from workflows import Element, Outline, Sources


@dataclass(frozen=True)
class Way:
    """The diagram of a case and those it calls; a step in those is written ``call/element``."""

    outline: Outline
    called: Mapping[str, Outline]

    @classmethod
    def of(cls, sources: Sources) -> "Way":
        """Read what a case runs on."""
        called = {key: engine().outline(text) for key, text in sources.called.items()}
        return cls(engine().outline(sources.diagram), called)

    def elements(self, step: str) -> list[Element]:
        """The element of a step, behind the calls around it; nothing where it is none."""
        found: list[Element] = []
        known = self._own if "/" in step or step in self._own else self._anywhere
        for part in step.split("/"):
            if part not in known:
                return []
            found.append(known[part])
            known = self._inside.get(found[-1].called_key or "", {})
        return found

    def name(self, step: str) -> str:
        """What people call a step, with the calls around it."""
        return " › ".join(one.name or one.id for one in self.elements(step)) or step

    def is_own(self, step: str) -> bool:
        """Whether it is an element of the case's own diagram."""
        return step in self._own

    def gateway_before(self, element_id: str) -> str:
        """The event-based gateway that waits at an element, if one does."""
        sources = [flow.source_id for flow in self.outline.flows if flow.target_id == element_id]
        raced = (one for one in sources if self._own[one].kind == "eventBasedGateway")
        return next(raced, "")

    @cached_property
    def _own(self) -> dict[str, Element]:
        return _by_id(self.outline)

    @cached_property
    def _inside(self) -> dict[str, dict[str, Element]]:
        return {key: _by_id(outline) for key, outline in self.called.items()}

    @cached_property
    def _anywhere(self) -> dict[str, Element]:
        """Of a task done once for each of several it is not written who called it."""
        return {name: one for inside in self._inside.values() for name, one in inside.items()}


def _by_id(outline: Outline) -> dict[str, Element]:
    return {one.id: one for one in outline.elements}
