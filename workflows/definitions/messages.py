"""Which elements of a diagram send or receive messages."""

from collections.abc import Iterator

from workflows.definitions.diagram import Diagram, Node
from workflows.markup import bpmn, local_name, own


def messaging(diagram: Diagram) -> Iterator[Node]:
    """Elements that send or receive a message; a send task with an action does not."""
    for node in diagram.nodes.values():
        acts = local_name(node) == "sendTask" and own(node, "action")
        is_task = local_name(node) in {"sendTask", "receiveTask"}
        if node.find(bpmn("messageEventDefinition")) is not None or (is_task and not acts):
            yield node
