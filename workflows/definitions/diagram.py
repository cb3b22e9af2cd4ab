"""A diagram laid out for judging: its nodes, flows and what leads where."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from workflows.definitions.outline import nodes_of, process_of
from workflows.markup import bpmn, line_of, local_name
from workflows.values import Problem

Node: TypeAlias = etree._Element

GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "eventBasedGateway"})


@dataclass(frozen=True)
class Diagram:
    """One process with its subprocesses."""

    root: Node
    process: Node
    nodes: dict[str, Node]
    flows: tuple[Node, ...]
    outgoing: dict[str, list[Node]]
    incoming: dict[str, list[Node]]
    on_boundary: dict[str, list[Node]]

    def of_kind(self, *kinds: str) -> list[Node]:
        """The nodes drawn as one of these."""
        return [node for node in self.nodes.values() if local_name(node) in kinds]

    def boundary_events(self, host: str) -> list[Node]:
        """The events on the boundary of a node."""
        return self.on_boundary.get(host, [])


def lay_out(root: Node) -> Diagram:
    """Lay out the executable process of a document."""
    process = process_of(root)
    outgoing, incoming, on_boundary = defaultdict(list), defaultdict(list), defaultdict(list)
    flows = tuple(process.iter(bpmn("sequenceFlow")))
    for flow in flows:
        outgoing[flow.get("sourceRef") or ""].append(flow)
        incoming[flow.get("targetRef") or ""].append(flow)
    nodes = {id_of(node): node for node in nodes_of(process)}
    for event in process.iter(bpmn("boundaryEvent")):
        on_boundary[event.get("attachedToRef") or ""].append(event)
    return Diagram(root, process, nodes, flows, dict(outgoing), dict(incoming), dict(on_boundary))


def id_of(node: Node) -> str:
    """The id of a node; empty when it has none."""
    return node.get("id") or ""


def problem(rule: str, node: Node, message: str) -> Problem:
    """A problem at the place of a node."""
    return Problem(rule, message, id_of(node) or None, line_of(node))
