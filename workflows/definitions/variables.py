"""Which variables can be known where an expression is worked out, and what sets them to what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workflows.decisions import answer_kind
from workflows.definitions.diagram import Diagram, Node, id_of, is_event_subprocess
from workflows.definitions.inference import Inference
from workflows.definitions.outline import message_name, nodes_of, process_of
from workflows.definitions.paths import Paths, spread
from workflows.errors import DefinitionRejected, ExpressionFailed
from workflows.kinds import UNKNOWN, Kind, joined
from workflows.markup import bpmn, camunda, local_name, own, read_xml
from workflows.templates import parse_script
from workflows.values import Brought, Given, Sources

_RECEIVING = ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")


@dataclass(frozen=True, slots=True)
class Use:
    """A variable used where nothing is sure to have set it.

    ``may_arrive``: a message, the start or a called process that takes one may bring any variable.
    """

    node: Node
    where: str
    name: str
    known: frozenset[str]
    may_arrive: bool


class Setters:
    """What sets variables in one diagram, and how far what they set is known."""

    def __init__(self, diagram: Diagram, paths: Paths, given: Given, sources: Sources) -> None:
        self._given = given
        self._sources = sources
        self._following = wide(diagram, paths)
        self._known: dict[str, dict[str, Kind]] = {
            name: dict(given.start or {}) for name in diagram.nodes
        }
        self._may_arrive: set[str] = set()
        for name, node in diagram.nodes.items():
            self._spread_from(name, node)

    def _spread_from(self, name: str, node: Node) -> None:
        is_open, sets = self._sets(node)
        if not sets and not is_open:
            return
        if _is_copied(node):
            sets = dict.fromkeys(sets, UNKNOWN)
        reached = spread(self._following, [name])
        for one in reached:
            known = self._known[one]
            for variable, kind in sets.items():
                known[variable] = joined(known[variable], kind) if variable in known else kind
        if is_open:
            self._may_arrive |= reached

    def _sets(self, node: Node) -> tuple[bool, dict[str, Kind]]:
        if local_name(node) != "callActivity":
            sets = set_by(node, self._given, self._sources.decisions)
            return brings_anything(node, self._given), dict(sets)
        brought = brought_back(node.get("calledElement") or "", self._sources, self._given)
        return brought is None, brought or {}

    def is_whole(self, node: Node) -> bool:
        """Whether nothing else can be known at an element than what is told here."""
        return self._given.start is not None and _place(node) not in self._may_arrive

    def scope(self, node: Node) -> dict[str, Kind]:
        """What each variable known at an element may hold."""
        return self._known.get(_place(node), {}) | items_around(node)

    def unset(self, node: Node, where: str, names: Iterable[str]) -> Iterator[Use]:
        """Those of the variables used at an element that nothing before it sets."""
        known = frozenset(self.scope(node))
        for name in sorted(set(names) - known):
            yield Use(node, where, name, known, not self.is_whole(node))


def set_by(
    node: Node, given: Given, tables: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Kind]]:
    """The variables an element sets itself, with what they may hold."""
    kind = local_name(node)
    if kind == "userTask":
        yield from given.forms.get(camunda(node, "formKey") or "", {}).items()
    if kind == "scriptTask":
        yield from _assigned(node.findtext(bpmn("script")) or "")
    if _takes_all(node):
        yield from given.messages.get(message_name(node), Brought({})).kinds.items()
    result = camunda(node, "resultVariable")
    if result and kind == "businessRuleTask":
        yield result, _answer((tables or {}).get(camunda(node, "decisionRef") or ""))
    elif result:
        yield result, (given.actions or {}).get(own(node, "action") or "", UNKNOWN)


def brought_back(key: str, sources: Sources, given: Given) -> dict[str, Kind] | None:
    """What a called process may set, whichever way it goes; None where that may be anything."""
    others = dict(sources.called)
    try:
        # One that calls itself is not looked into again.
        nodes = nodes_of(process_of(read_xml(others.pop(key))))
    except (KeyError, DefinitionRejected):
        return None
    found: dict[str, Kind] = {}
    for node in nodes:
        sets: dict[str, Kind] | None = dict(set_by(node, given, sources.decisions))
        if local_name(node) == "callActivity":
            called = node.get("calledElement") or ""
            sets = brought_back(called, replace(sources, called=others), given)
        if sets is None or brings_anything(node, given):
            return None
        for name, kind in sets.items():
            found[name] = joined(found.get(name, kind), kind)
    return found


def _answer(table: str | None) -> Kind:
    try:
        return UNKNOWN if table is None else answer_kind(table)
    except DefinitionRejected:
        return UNKNOWN


def _place(node: Node) -> str:
    return node.get("sourceRef") or id_of(node)


def items_around(node: Node) -> dict[str, Kind]:
    """What copies know: the item of every multi-instance element around."""
    found: dict[str, Kind] = {}
    inside: Node | None = node
    while inside is not None:
        for loop in inside.findall(bpmn("multiInstanceLoopCharacteristics")):
            found[camunda(loop, "elementVariable") or ""] = UNKNOWN
        inside = inside.getparent()
    return found


def _is_copied(node: Node) -> bool:
    """Whether it runs once for each of several, so that what it sets may be any of them."""
    return bool(items_around(node))


def wide(diagram: Diagram, paths: Paths) -> dict[str, list[str]]:
    """What may come after each element, also into subprocesses, out of them and round copies."""
    following = {name: list(after) for name, after in paths.following.items()}
    for scope in paths.scopes[1:]:
        name = id_of(scope)
        for inner in scope:
            if id_of(inner) in following:
                following[id_of(inner)] += [name] if local_name(inner) != "startEvent" else []
        following[name] += [id_of(start) for start in scope.findall(bpmn("startEvent"))]
        if is_event_subprocess(scope):
            _reach_from_beside(scope, following)
    for node in diagram.nodes.values():
        if node.find(bpmn("conditionalEventDefinition")) is not None:
            _reach_from_beside(node, following)
    return following


def _reach_from_beside(node: Node, following: dict[str, list[str]]) -> None:
    """What may happen at any time knows what anything beside it may have set."""
    for beside in node.itersiblings(), node.itersiblings(preceding=True):
        for one in map(id_of, beside):
            following.get(one, []).append(id_of(node))


def _assigned(script: str) -> Iterator[tuple[str, Kind]]:
    inference = Inference({})
    try:
        for name, expression in parse_script(script).assignments:
            yield name, inference.value(expression).plain()
    except ExpressionFailed:
        return


def brings_anything(node: Node, given: Given) -> bool:
    """Whether it may set variables that cannot be told from what is known of its message."""
    brought = given.messages.get(message_name(node)) if _takes_all(node) else Brought({})
    return brought is None or not brought.is_whole


def _takes_all(node: Node) -> bool:
    """Whether whatever its message brings becomes variables."""
    receives = local_name(node) == "receiveTask" or (
        local_name(node) in _RECEIVING and node.find(bpmn("messageEventDefinition")) is not None
    )
    return receives and not camunda(node, "resultVariable")
