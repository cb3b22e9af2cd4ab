"""Which variables can be known where an expression is worked out, and what sets them."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.definitions.diagram import Diagram, Node, id_of
from workflows.definitions.paths import Paths, spread
from workflows.errors import ExpressionFailed
from workflows.markup import bpmn, camunda, local_name
from workflows.templates import parse_script
from workflows.values import Given

NOTHING_NEAR = "—"
_RECEIVING = ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")


@dataclass(frozen=True, slots=True)
class Use:
    """A variable used where nothing is sure to have set it.

    ``may_arrive``: a message, a called process or the start before it may bring any variable.
    """

    node: Node
    where: str
    name: str
    known: frozenset[str]
    may_arrive: bool


class Setters:
    """What sets variables in one diagram, and how far what they set is known."""

    def __init__(self, diagram: Diagram, paths: Paths, given: Given) -> None:
        self._given = given
        self._nodes = diagram.nodes
        self._following = wide(diagram, paths)
        self._sets = {name: set(set_by(node, given)) for name, node in diagram.nodes.items()}
        self._open = {name for name, node in diagram.nodes.items() if brings_anything(node)}
        self._known: dict[str, set[str]] = defaultdict(set, {})
        self._may_arrive: set[str] = set()
        for name in diagram.nodes:
            self._spread_from(name)

    def _spread_from(self, name: str) -> None:
        if not self._sets[name] and name not in self._open:
            return
        reached = spread(self._following, [name])
        for one in reached:
            self._known[one] |= self._sets[name]
        if name in self._open:
            self._may_arrive |= reached

    def unset(self, node: Node, where: str, names: Iterable[str]) -> Iterator[Use]:
        """Those of the variables used at an element that nothing before it sets."""
        place = node.get("sourceRef") or id_of(node)
        known = frozenset(
            self._known[place] | (self._given.start or frozenset()) | items_around(node)
        )
        for name in sorted(set(names) - known):
            may_arrive = self._given.start is None or place in self._may_arrive
            yield Use(node, where, name, known, may_arrive)


def items_around(node: Node) -> set[str]:
    """What copies know: the item of every multi-instance element around."""
    found: set[str] = set()
    inside: Node | None = node
    while inside is not None:
        for loop in inside.findall(bpmn("multiInstanceLoopCharacteristics")):
            found.add(camunda(loop, "elementVariable") or "")
        inside = inside.getparent()
    return found


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name most like another."""
    found = difflib.get_close_matches(name, sorted(known), 1, likeness)
    return found[0] if found else NOTHING_NEAR


def wide(diagram: Diagram, paths: Paths) -> dict[str, list[str]]:
    """What may come after each element, also into subprocesses, out of them and round copies."""
    following = {name: list(after) for name, after in paths.following.items()}
    for scope in paths.scopes[1:]:
        name = id_of(scope)
        for inner in scope:
            if id_of(inner) in following:
                following[id_of(inner)] += [name] if local_name(inner) != "startEvent" else []
        following[name] += [id_of(start) for start in scope.findall(bpmn("startEvent"))]
    return following


def set_by(node: Node, given: Given) -> Iterator[str]:
    """The variables an element sets itself."""
    kind = local_name(node)
    if kind == "userTask":
        yield from given.forms.get(camunda(node, "formKey") or "", ())
    if kind == "scriptTask":
        try:
            for name, _ in parse_script(node.findtext(bpmn("script")) or "").assignments:
                yield name
        except ExpressionFailed:
            return
    result = camunda(node, "resultVariable")
    if result:
        yield result


def brings_anything(node: Node) -> bool:
    """Whether it may set variables that cannot be told from the drawing."""
    if local_name(node) == "callActivity":
        return True
    receives = local_name(node) == "receiveTask" or (
        local_name(node) in _RECEIVING
        and any("EventDefinition" in local_name(child) and _carries(child) for child in node)
    )
    return receives and not camunda(node, "resultVariable")


def _carries(definition: Node) -> bool:
    return local_name(definition) != "timerEventDefinition"
