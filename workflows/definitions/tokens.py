"""Plays tokens through one process or subprocess, to find where they would be stuck or double.

Every state is looked at once, up to a limit; beyond it nothing is known and nothing is claimed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations

from workflows.definitions.diagram import Diagram, Node, id_of
from workflows.definitions.paths import Paths, spread
from workflows.markup import bpmn, interrupts, local_name

#: How many states of one scope are looked at.
MAX_STATES = 2_000
#: How many flows of one element may be taken or not, each for itself.
MAX_CONDITIONS = 6
JOINS = ("parallelGateway", "inclusiveGateway")
_ENDING = ("terminateEventDefinition", "errorEventDefinition")


@dataclass
class Played:
    """What was found in one scope: joins that wait in vain, elements that run twice."""

    scope: Node
    stuck: dict[str, Node] = field(default_factory=dict)
    doubled: dict[str, Node] = field(default_factory=dict)
    states: int = 0

    @property
    def is_too_large(self) -> bool:
        """Whether there were more states than are looked at."""
        return self.states > MAX_STATES


@dataclass(frozen=True, slots=True)
class _Move:
    """Takes tokens from some places and puts one on each place of one of its results.

    ``ends``: it takes every token away.

    An inclusive join takes those that are there, once none can come any more: ``coming`` says
    from where which of its places can still be reached.
    """

    takes: int
    results: tuple[int, ...]
    ends: bool = False
    coming: tuple[tuple[int, int], ...] | None = None

    def is_possible(self, state: int) -> bool:
        """Whether every token it waits for is there."""
        here = state & self.takes
        if self.coming is None:
            return here == self.takes
        return bool(here) and not any(
            state & places and led & ~here and not led & here for places, led in self.coming
        )


def play(diagram: Diagram, scope: Node) -> Played:
    """Play every order in which the elements of a scope can follow one another."""
    played = Played(scope)
    inside = _inside(diagram, scope)
    if any(local_name(node) in JOINS or _parts(diagram, node) for node in inside):
        net = _Net(diagram, inside)
        _play_from(net, net.begin, played)
    return played


def play_on(diagram: Diagram, scope: Node, tokens: Iterable[Node]) -> Played:
    """Play on from tokens that are on these flows, each of which leads to where one stands."""
    played = Played(scope)
    net = _Net(diagram, _inside(diagram, scope))
    state = 0
    for flow in tokens:
        place = net.place(flow)
        if state & place:
            played.doubled.setdefault(*net.doubling(place))
        state |= place
    _play_from(net, state, played)
    return played


def _inside(diagram: Diagram, scope: Node) -> list[Node]:
    return [node for node in diagram.nodes.values() if node.getparent() is scope]


def _play_from(net: "_Net", begin: int, played: Played) -> None:
    if net.is_too_wide:
        played.states = MAX_STATES + 1
    waiting, seen = [begin], {begin}
    while waiting and played.states <= MAX_STATES:
        played.states += 1
        for state in _next(net, waiting.pop(), played):
            if state not in seen:
                seen.add(state)
                waiting.append(state)


def _parts(diagram: Diagram, node: Node) -> bool:
    """Whether each condition is asked for itself, so that several flows may be taken."""
    return local_name(node) != "exclusiveGateway" and bool(diagram.conditions(node))


def _next(net: "_Net", state: int, played: Played) -> list[int]:
    possible = [move for move in net.moves if move.is_possible(state)]
    if not possible:
        for node, entries in net.joins:
            if state & entries:
                played.stuck.setdefault(id_of(node), node)
    found = []
    for move in possible:
        kept = 0 if move.ends else state & ~move.takes
        for puts in move.results:
            if kept & puts:
                played.doubled.setdefault(*net.doubling(kept & puts))
            else:
                found.append(kept | puts)
    return found


class _Net:
    """The places and moves of a scope; flows with nothing to decide between them are one place."""

    def __init__(self, diagram: Diagram, inside: list[Node]) -> None:
        self._diagram = diagram
        self._places: dict[str, int] = {}
        self._leads_to: dict[int, Node] = {}
        self._targets: dict[int, str] = {}
        self.moves: list[_Move] = []
        self.joins: list[tuple[Node, int]] = []
        self._inclusive: list[tuple[Node, int]] = []
        conditions = (len(diagram.conditions(node)) for node in inside if _parts(diagram, node))
        self.is_too_wide = max(conditions, default=0) > MAX_CONDITIONS
        self.begin = 0
        self._through = {id_of(node) for node in inside if self._passes_through(node)}
        for node in inside if not self.is_too_wide else ():
            self._add(node)
        for node, entries in self._inclusive:
            coming = self._coming(node, entries)
            self.moves.append(_Move(entries, tuple(self._results(node)), coming=coming))

    def doubling(self, places: int) -> tuple[str, Node]:
        """The element that a second token would come to, of these places."""
        node = self._leads_to[places & -places]
        return id_of(node), node

    def _flows(self, node: Node) -> tuple[list[Node], list[Node]]:
        name = id_of(node)
        return self._diagram.incoming.get(name, []), self._diagram.outgoing.get(name, [])

    def _passes_through(self, node: Node) -> bool:
        entries, exits = self._flows(node)
        interrupted = self._diagram.boundary_events(id_of(node))
        return len(entries) == len(exits) == 1 and not interrupted

    def place(self, flow: Node) -> int:
        """Where a token on a flow comes to before there is anything to decide."""
        first, passed = flow, set()
        while (target := flow.get("targetRef") or "") in self._through and target not in passed:
            passed.add(target)
            flow = self._diagram.outgoing[target][0]
        key = id_of(flow) or f"link from {flow.get('sourceRef')}"
        place = self._places.setdefault(key, 1 << len(self._places))
        self._targets[place] = flow.get("targetRef") or ""
        led = self._leads_to.get(place)
        if led is None or local_name(led) == "endEvent":
            self._leads_to[place] = self._diagram.nodes[first.get("targetRef") or ""]
        return place

    def _all(self, flows: list[Node]) -> int:
        places = 0
        for flow in flows:
            places |= self.place(flow)
        return places

    def _add(self, node: Node) -> None:
        entries, exits = self._flows(node)
        kind = local_name(node)
        if kind == "startEvent":
            self.begin = self._all(exits)
        elif kind == "parallelGateway":
            self.joins.append((node, self._all(entries)))
            self.moves.append(_Move(self._all(entries), (self._all(exits),)))
        elif kind == "inclusiveGateway":
            self.joins.append((node, self._all(entries)))
            self._inclusive.append((node, self._all(entries)))
            self._all(exits)
        elif kind != "boundaryEvent" and id_of(node) not in self._through:
            self._add_choice(node, entries)

    def _add_choice(self, node: Node, entries: list[Node]) -> None:
        ends = any(node.find(bpmn(name)) is not None for name in _ENDING)
        results = self._results(node)
        for event in self._diagram.boundary_events(id_of(node)):
            if interrupts(event):
                results.append(self._all(self._diagram.outgoing.get(id_of(event), [])))
        for entry in entries:
            self.moves.append(_Move(self.place(entry), tuple(results) or (0,), ends))

    def _results(self, node: Node) -> list[int]:
        """The places a node may put tokens on: one of its flows, or several under conditions."""
        exits = self._flows(node)[1]
        if not _parts(self._diagram, node):
            return [self.place(flow) for flow in exits]
        always, asked, otherwise = 0, list[int](), 0
        for flow in exits:
            if id_of(flow) == node.get("default"):
                otherwise |= self.place(flow)
            elif flow.find(bpmn("conditionExpression")) is None:
                always |= self.place(flow)
            else:
                asked.append(self.place(flow))
        chosen = [always | sum(some) for some in _subsets(asked)]
        return [places or otherwise for places in chosen if places or otherwise]

    def _coming(self, node: Node, entries: int) -> tuple[tuple[int, int], ...]:
        """From where a token can still come to which places before a node, not through it."""
        before = {one: to for one, to in self._before.items() if one != id_of(node)}
        leading: dict[str, int] = defaultdict(int)
        for flow in self._flows(node)[0]:
            place = self.place(flow)
            for one in spread(before, [flow.get("sourceRef") or ""]):
                leading[one] |= place
        coming: dict[int, int] = defaultdict(int)
        for place, target in self._targets.items():
            if not place & entries and target in leading:
                coming[leading[target]] |= place
        return tuple((places, led) for led, places in coming.items())

    @cached_property
    def _before(self) -> dict[str, list[str]]:
        """What each element may come from."""
        before: dict[str, list[str]] = {name: [] for name in self._diagram.nodes}
        for name, following in Paths(self._diagram).following.items():
            for one in following:
                before.setdefault(one, []).append(name)
        return before


def _subsets(places: list[int]) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(places, size) for size in range(len(places) + 1))
