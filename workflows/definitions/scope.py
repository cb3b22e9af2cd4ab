"""One process or subprocess of a diagram, by the ids of the elements drawn directly in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from workflows.definitions.diagram import Node, id_of
from workflows.definitions.paths import spread
from workflows.definitions.reading import Reading
from workflows.markup import bpmn, local_name

_MERGES = ("exclusiveGateway", "parallelGateway")
_ONE_OF_SEVERAL = ("exclusiveGateway", "eventBasedGateway")


@dataclass(frozen=True)
class Scope:
    """A scope of a diagram."""

    reading: Reading
    node: Node

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The elements of this scope."""
        inside = self.reading.nodes.items()
        return {name: node for name, node in inside if node.getparent() is self.node}

    @cached_property
    def start(self) -> str:
        """The one start event."""
        return id_of(self.node.findall(bpmn("startEvent"))[0])

    def after(self, name: str) -> list[str]:
        """What may come next after an element, also on its boundary."""
        return self.reading.paths.following.get(name, [])

    def always_after(self, name: str) -> list[str]:
        """What follows an element that goes several ways at once, whatever the variables are."""
        flows, node = self.reading.outgoing.get(name, []), self.nodes[name]
        if len(flows) < 2 or local_name(node) in _ONE_OF_SEVERAL:
            return []
        conditional = [] if local_name(node) == "parallelGateway" else self._optional(node)
        return [flow.get("targetRef") or "" for flow in flows if flow not in conditional]

    def _optional(self, node: Node) -> list[Node]:
        conditional = self.reading.conditions(node)
        flows = self.reading.outgoing.get(id_of(node), [])
        return [*conditional, *(flow for flow in flows if id_of(flow) == node.get("default"))]

    def flows_into(self, name: str) -> list[Node]:
        """The sequence flows that lead to an element."""
        return self.reading.incoming.get(name, [])

    def inner(self, name: str) -> "Scope | None":
        """The subprocess of this name in this scope."""
        node = self.nodes.get(name)
        is_inner = node is not None and local_name(node) == "subProcess"
        return Scope(self.reading, node) if is_inner and node is not None else None

    def way(self, source: str, target: str, through: Iterable[str]) -> list[str] | None:
        """The shortest way between two elements that only leads through these, or None."""
        allowed, ways = set(through), [[source]]
        seen = {source}
        for way in ways:
            for name in self.after(way[-1]):
                if name == target:
                    return way[1:]
                if name in allowed and name not in seen:
                    seen.add(name)
                    ways.append([*way, name])
        return None

    def only_merges(self, name: str) -> bool:
        """Whether an element decides and does nothing: a gateway with one way out."""
        is_gateway = local_name(self.nodes[name]) in _MERGES
        return is_gateway and len(self.after(name)) == 1

    def is_sure_to_come(self, name: str, standing: Iterable[str]) -> bool:
        """Whether every way to an end leads through an element, for all who stand at these."""
        without = {one: after for one, after in self.reading.paths.following.items() if one != name}
        reached = spread(without, standing)
        ends = any(local_name(self.reading.nodes[one]) == "endEvent" for one in reached)
        return bool(reached) and not ends
