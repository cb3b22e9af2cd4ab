"""Which elements throw an error, an escalation or a signal, and which events could catch it."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.definitions.diagram import Diagram, Node, id_of, is_event_subprocess
from workflows.markup import bpmn, local_name, own

_THROWING = ("intermediateThrowEvent", "endEvent")
#: The kinds in Vietnamese.
IN_VIETNAMESE = {"error": "lỗi", "escalation": "leo thang", "signal": "tín hiệu"}
_CODES = {"error": "errorCode", "escalation": "escalationCode", "signal": "name"}


@dataclass(frozen=True, slots=True)
class Meant:
    """An event that throws or catches, with what: a kind and a name; no name means any."""

    node: Node
    kind: str
    name: str | None

    @property
    def throws(self) -> bool:
        """Whether it throws."""
        return local_name(self.node) in _THROWING

    def catches(self, thrown: "Meant") -> bool:
        """Whether it is meant for what another throws."""
        return self.kind == thrown.kind and self.name in (None, thrown.name)


def meant(diagram: Diagram) -> Iterator[Meant]:
    """Every event of a diagram that throws or catches an error, an escalation or a signal."""
    names = {
        (kind, id_of(one)): one.get(called) or id_of(one)
        for kind, called in _CODES.items()
        for one in diagram.root.iter(bpmn(kind))
    }
    for node in diagram.nodes.values():
        for kind in _CODES:
            definition = node.find(bpmn(f"{kind}EventDefinition"))
            if definition is not None:
                yield Meant(node, kind, names.get((kind, definition.get(f"{kind}Ref") or "")))


def hears(diagram: Diagram, catching: Meant, thrown: Meant) -> bool:
    """Whether what is thrown can come to the event that catches: a signal everywhere."""
    return thrown.kind == "signal" or any(thrown.node is one for one in _under(diagram, catching))


def answers_unseen(diagram: Diagram, catching: Meant) -> bool:
    """Whether it may come from what the drawing does not show: an action, a called process."""
    inside = diagram.nodes.values() if catching.kind == "signal" else _under(diagram, catching)
    return any(
        local_name(node) == "callActivity" or (catching.kind == "error" and own(node, "action"))
        for node in inside
    )


def _under(diagram: Diagram, catching: Meant) -> Iterator[Node]:
    """What stands inside of what an event watches over."""
    around = catching.node.getparent()
    if local_name(catching.node) == "boundaryEvent":
        watched = diagram.nodes.get(catching.node.get("attachedToRef") or "")
    else:
        watched = around.getparent() if is_event_subprocess(around) and around is not None else None
    for node in () if watched is None else watched.iter():
        if id_of(node) in diagram.nodes:
            yield node
