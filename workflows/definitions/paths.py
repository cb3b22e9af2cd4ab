"""What leads where in a diagram: along flows, onto boundaries, into subprocesses and out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from workflows.definitions.diagram import GATEWAYS, Diagram, Node, id_of, is_event_subprocess
from workflows.markup import bpmn, interrupts, local_name


class Paths:
    """The ways through one diagram, by the ids of its elements."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self.scopes: list[Node] = [diagram.process, *diagram.of_kind("subProcess")]

    def after(self, name: str) -> list[str]:
        """What the flows of an element lead to."""
        return [flow.get("targetRef") or "" for flow in self._diagram.outgoing.get(name, [])]

    @cached_property
    def following(self) -> dict[str, list[str]]:
        """What may come next after each element, within its process or subprocess."""
        return {
            name: [*self.after(name), *map(id_of, self._diagram.boundary_events(name))]
            for name in self._diagram.nodes
        }

    @cached_property
    def started(self) -> list[str]:
        """The start events of the process and of every subprocess."""
        return [
            id_of(start) for scope in self.scopes for start in scope.findall(bpmn("startEvent"))
        ]

    @cached_property
    def reached(self) -> set[str]:
        """What can be reached from the start of the process."""
        inner = {
            name: [*self.following[name], *_entered(node)]
            for name, node in self._diagram.nodes.items()
        }
        return spread(inner, _entered(self._diagram.process))

    @cached_property
    def dead_ends(self) -> set[str]:
        """Elements nothing follows, though they do not end a path."""
        return {
            name
            for name, node in self._diagram.nodes.items()
            if not _ends(node) and not self._diagram.outgoing.get(name)
        }

    @cached_property
    def round_and_round(self) -> list[str]:
        """Elements of loops without any gateway."""
        remaining = {
            name: self.after(name)
            for name, node in self._diagram.nodes.items()
            if local_name(node) not in GATEWAYS and not self._diagram.conditions(node)
        }
        left, before = dict[str, int](), defaultdict[str, list[str]](list)
        for name, targets in remaining.items():
            left[name] = sum(target in remaining for target in targets)
            for target in targets:
                before[target].append(name)
        stopped = [name for name, count in left.items() if not count]
        while stopped:
            name = stopped.pop()
            del remaining[name]
            for one in before[name]:
                left[one] = left.get(one, 0) - 1
                if left[one] == 0:
                    stopped.append(one)
        return list(remaining)

    @cached_property
    def is_connected(self) -> bool:
        """Whether every flow joins two elements of one scope and every scope begins once."""
        nodes = self._diagram.nodes
        for flow in self._diagram.flows:
            ends = [nodes.get(flow.get(end) or "") for end in ("sourceRef", "targetRef")]
            if any(end is None or end.getparent() is not flow.getparent() for end in ends):
                return False
        starts = [len(scope.findall(bpmn("startEvent"))) for scope in self.scopes]
        reached = len(self.reached) == len(nodes)
        return reached and not self.dead_ends and set(starts) == {1}

    @cached_property
    def ending(self) -> set[str]:
        """Elements from which an end event of the same scope can be reached."""
        before: dict[str, list[str]] = {name: [] for name in self._diagram.nodes}
        for name, targets in self.following.items():
            for target in targets:
                before.setdefault(target, []).append(name)
        return spread(before, [name for name, one in self._diagram.nodes.items() if _ends(one)])

    def joins_in_loops(self) -> list[tuple[Node, Node]]:
        """Parallel joins with a flow that comes only from behind the join itself."""
        return [
            (node, flow)
            for node in self._diagram.of_kind("parallelGateway")
            for flow in self._loops_into(node)
        ]

    def _loops_into(self, node: Node) -> list[Node]:
        flows = self._diagram.incoming.get(id_of(node), [])
        if len(flows) < 2:
            return []
        without = {name: to for name, to in self.following.items() if name != id_of(node)}
        before = spread(without, self.started)
        reached = spread(self.following, self.started)
        return [
            flow
            for flow in flows
            if (source := flow.get("sourceRef") or "") in reached and source not in before
        ]

    @cached_property
    def side_paths(self) -> list[tuple[Node, Node]]:
        """Elements of the main way that a boundary event that does not interrupt also leads to."""
        beside = [
            event for event in self._diagram.of_kind("boundaryEvent") if not interrupts(event)
        ]
        if not beside:
            return []
        without = {one: to for one, to in self.following.items() if one not in map(id_of, beside)}
        main = spread(without, self.started)
        main -= {*map(id_of, self._diagram.of_kind("endEvent")), *map(id_of, beside)}
        return [
            (event, self._diagram.nodes[name])
            for event in beside
            for name in sorted(main & spread(self.following, [id_of(event)]))[:1]
        ]


def _entered(scope: Node) -> list[str]:
    """What is under way as soon as a scope is: what starts there, and what may be set off there."""
    return [
        id_of(node)
        for node in scope
        if local_name(node) == "startEvent" or is_event_subprocess(node)
    ]


def _ends(node: Node) -> bool:
    return local_name(node) == "endEvent" or is_event_subprocess(node)


def spread(following: Mapping[str, Iterable[str]], starts: Iterable[str]) -> set[str]:
    """Everything that can be reached from these, themselves included."""
    waiting, reached = list(starts), set[str]()
    while waiting:
        name = waiting.pop()
        if name in reached or name not in following:
            continue
        reached.add(name)
        waiting += following[name]
    return reached
