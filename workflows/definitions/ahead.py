"""Which variables are sure to be known further on, for an instance that stands somewhere.

An element knows what every way to it has set; behind a parallel join, what any branch has set.
Nothing is taken for granted of what a message or a called process may bring.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from workflows.definitions.diagram import Node, id_of, is_event_subprocess
from workflows.definitions.paths import spread
from workflows.definitions.reading import Reading, names_used, read
from workflows.definitions.variables import items_around, set_by, wide
from workflows.markup import bpmn, local_name, read_xml
from workflows.values import Given

Known: TypeAlias = frozenset[str]
#: An element, the place there that uses a variable, and the variable.
Lack: TypeAlias = tuple[str, str, str]


def lacking(reading: Reading, standing: Mapping[str, Known]) -> Iterator[Lack]:
    """The variables that may be unknown where they are used; ``standing`` says what is known."""
    outlook = _Outlook(reading, standing)
    for node, where, names in outlook.uses:
        known = outlook.known_at(node, where) | items_around(node).keys()
        for name in sorted(names - known):
            yield _place(node), where, name


class _Outlook:
    def __init__(self, reading: Reading, standing: Mapping[str, Known]) -> None:
        self._nodes = reading.nodes
        self._given = reading.given or Given({}, None)
        reached = spread(wide(reading, reading.paths), standing)
        used = (*names_used(reading), *_used_by_called(reading))
        self.uses = [use for use in used if _place(use[0]) in reached]
        self._everything: Known = frozenset(name for use in self.uses for name in use[2])
        self._standing = {one: known & self._everything for one, known in standing.items()}
        self._before = self._predecessors(reading, reached)
        self._enters = dict.fromkeys(reached, self._everything)
        self._leaves = dict.fromkeys(reached, self._everything)
        self._settle()

    def known_at(self, node: Node, where: str) -> Known:
        """What is known where something is worked out."""
        late = where in {"conditionExpression", "completionCondition"}
        return (self._leaves if late else self._enters)[_place(node)]

    def _predecessors(self, reading: Reading, reached: set[str]) -> dict[str, list[str]]:
        before: dict[str, list[str]] = defaultdict(list)
        for source, flows in reading.outgoing.items():
            for flow in flows if source in reached else ():
                before[flow.get("targetRef") or ""].append(source)
        return before

    def _settle(self) -> None:
        changed = True
        while changed:
            changed = False
            for name in self._enters:
                enters = self._entering(name)
                leaves = self._leaving(name, enters)
                if (enters, leaves) != (self._enters[name], self._leaves[name]):
                    self._enters[name], self._leaves[name] = enters, leaves
                    changed = True

    def _entering(self, name: str) -> Known:
        node = self._nodes[name]
        arriving = [self._leaves[source] for source in self._before.get(name, [])]
        if name in self._standing:
            arriving.append(self._standing[name])
        around = node.get("attachedToRef") or id_of(_around(node))
        if around in self._enters and local_name(node) in {"boundaryEvent", "startEvent"}:
            arriving.append(self._enters[around])
        if is_event_subprocess(node):
            # It may be set off at any moment, and knows no more than whoever knows least.
            beside = [one for one in map(id_of, _around(node)) if one in self._enters]
            arriving += [self._enters[one] for one in beside if one != name]
        if not arriving:
            return self._everything
        if local_name(node) == "parallelGateway":
            return frozenset().union(*arriving)
        return frozenset.intersection(*arriving)

    def _leaving(self, name: str, enters: Known) -> Known:
        node = self._nodes[name]
        if node.find(bpmn("multiInstanceLoopCharacteristics")) is not None:
            return enters
        ends = [id_of(end) for end in node.findall(bpmn("endEvent"))]
        inside = [self._leaves[end] for end in ends if end in self._leaves]
        learnt = frozenset.intersection(*inside) if inside else frozenset()
        sets = self._everything.intersection(name for name, _ in set_by(node, self._given))
        return enters | learnt | sets


def _used_by_called(reading: Reading) -> Iterator[tuple[Node, str, Known]]:
    """What called processes use and do not find out by themselves."""
    for node in reading.of_kind("callActivity"):
        key = node.get("calledElement") or ""
        if key in reading.sources.called:
            yield node, "calledElement", _needed_by(reading, key)


def _needed_by(reading: Reading, key: str) -> Known:
    others = dict(reading.sources.called)
    # One that calls itself is not looked into again.
    text = others.pop(key)
    called = read(read_xml(text), replace(reading.sources, called=others), reading.given)
    starts = map(id_of, called.process.findall(bpmn("startEvent")))
    return frozenset(name for _, _, name in lacking(called, dict.fromkeys(starts, frozenset())))


def _place(node: Node) -> str:
    return node.get("sourceRef") or id_of(node)


def _around(node: Node) -> Node:
    around = node.getparent()
    assert around is not None
    return around
