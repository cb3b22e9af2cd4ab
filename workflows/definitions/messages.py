"""Which elements of a diagram send or receive messages, and what those bring that it sends."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from workflows.definitions.diagram import Diagram, Node
from workflows.definitions.outline import message_name, nodes_of, process_of
from workflows.errors import DefinitionRejected, ExpressionFailed
from workflows.kinds import UNKNOWN
from workflows.markup import bpmn, local_name, own, read_xml
from workflows.templates import parse_template
from workflows.values import Brought

_TO = "toProcess"


def messaging(diagram: Diagram) -> Iterator[Node]:
    """Elements that send or receive a message; a send task with an action does not."""
    for node in diagram.nodes.values():
        acts = local_name(node) == "sendTask" and own(node, "action")
        is_task = local_name(node) in {"sendTask", "receiveTask"}
        if node.find(bpmn("messageEventDefinition")) is not None or (is_task and not acts):
            yield node


@lru_cache(maxsize=256)
def sent_by(text: str) -> Mapping[str, Brought]:
    """What each message brings that a diagram sends to others, by its name."""
    try:
        return sent_in(nodes_of(process_of(read_xml(text)))) if _TO in text else {}
    except DefinitionRejected:
        return {}


def sent_in(nodes: Iterable[Node]) -> dict[str, Brought]:
    """What each message brings that some of these elements send, by its name."""
    found: dict[str, Brought] = {}
    for node in nodes:
        definition = node.find(bpmn("messageEventDefinition"))
        for place in (node, definition):
            if place is not None and own(place, _TO):
                name, brought = message_name(node), _brought(own(place, "payload") or "")
                found[name] = brought.besides(found[name]) if name in found else brought
    return found


def _brought(payload: str) -> Brought:
    """What a payload brings: all of a record that is written out, anything of another."""
    try:
        trees = [one.tree for one in parse_template(payload).expressions]
    except ExpressionFailed:
        trees = []
    written = trees[0] if trees else None
    if not isinstance(written, ast.Dict):
        return Brought({}, is_whole=not payload)
    names = [key.value for key in written.keys if isinstance(key, ast.Constant)]
    return Brought(dict.fromkeys(map(str, names), UNKNOWN), len(names) == len(written.keys))
