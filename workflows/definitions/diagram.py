"""A diagram laid out for judging: its nodes, flows and what leads where."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from workflows.definitions.links import links_of
from workflows.definitions.outline import nodes_of, process_of
from workflows.markup import bpmn, is_set, line_of, local_name
from workflows.values import Problem

Node: TypeAlias = etree._Element

GATEWAYS = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway"}
)


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

    @cached_property
    def drawn(self) -> list[tuple[str, Node]]:
        """The nodes with what they are drawn as."""
        return [(local_name(node), node) for node in self.nodes.values()]

    def of_kind(self, *kinds: str) -> list[Node]:
        """The nodes drawn as one of these."""
        return [node for kind, node in self.drawn if kind in kinds]

    def conditions(self, source: Node) -> list[Node]:
        """The flows that leave a node under a condition."""
        flows = self.outgoing.get(id_of(source), [])
        return [flow for flow in flows if flow.find(bpmn("conditionExpression")) is not None]

    def boundary_events(self, host: str) -> list[Node]:
        """The events on the boundary of a node."""
        return self.on_boundary.get(host, [])


def lay_out(root: Node) -> Diagram:
    """Lay out the executable process of a document; what a link leads to follows as by a flow."""
    process = process_of(root)
    outgoing, incoming, on_boundary = defaultdict(list), defaultdict(list), defaultdict(list)
    flows = tuple(process.iter(bpmn("sequenceFlow")))
    scopes = [process, *process.iter(bpmn("subProcess"))]
    for flow in [*flows, *(link for scope in scopes for link in links_of(scope))]:
        outgoing[flow.get("sourceRef") or ""].append(flow)
        incoming[flow.get("targetRef") or ""].append(flow)
    nodes = {id_of(node): node for node in nodes_of(process)}
    for event in process.iter(bpmn("boundaryEvent")):
        on_boundary[event.get("attachedToRef") or ""].append(event)
    return Diagram(root, process, nodes, flows, dict(outgoing), dict(incoming), dict(on_boundary))


def is_event_subprocess(node: Node | None) -> bool:
    """Whether a node is a subprocess that an event sets off."""
    return node is not None and is_set(node, "triggeredByEvent")


def is_activity(node: Node) -> bool:
    """Whether a node is a task, a subprocess or a call that flows lead to."""
    is_one = local_name(node).endswith(("Task", "subProcess", "callActivity"))
    return is_one and not is_event_subprocess(node)


def id_of(node: Node) -> str:
    """The id of a node; empty when it has none."""
    return node.get("id") or ""


def problem(rule: str, node: Node, message: str) -> Problem:
    """A problem at the place of a node."""
    return Problem(rule, message, id_of(node) or None, line_of(node))
