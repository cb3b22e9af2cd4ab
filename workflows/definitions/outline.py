"""Lists the elements and sequence flows of a diagram, in reading order, without judging them."""

from lxml import etree

from workflows.errors import DefinitionRejected
from workflows.markup import bpmn, camunda, listed, local_name, own, read_xml
from workflows.values import Element, Flow, Outline, Problem

NODES = frozenset(
    {
        *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
        *("boundaryEvent", "task", "userTask", "manualTask", "serviceTask", "sendTask"),
        *("receiveTask", "scriptTask", "businessRuleTask", "callActivity", "subProcess"),
        *("transaction", "adHocSubProcess", "exclusiveGateway", "parallelGateway"),
        *("inclusiveGateway", "eventBasedGateway", "complexGateway"),
    }
)


def read_outline(diagram: str) -> Outline:
    """List what the executable process of a diagram contains."""
    return outline_of(process_of(read_xml(diagram)))


def process_of(root: etree._Element) -> etree._Element:
    """The one executable process of a document, or DefinitionRejected."""
    found = [
        process
        for process in root.iter(bpmn("process"))
        if process.get("isExecutable", "true") == "true"
    ]
    if len(found) != 1:
        message = f"a diagram holds one executable process, this one holds {len(found)}"
        raise DefinitionRejected((Problem("one-process", message),))
    return found[0]


def outline_of(process: etree._Element) -> Outline:
    """List what a process contains."""
    lanes = _lanes(process)
    messages = _messages(process)
    return Outline(
        process.get("id") or "",
        process.get("name") or "",
        tuple(_element(node, lanes, messages) for node in nodes_of(process)),
        tuple(_flow(flow) for flow in process.iter(bpmn("sequenceFlow"))),
    )


def nodes_of(process: etree._Element) -> list[etree._Element]:
    """The nodes of a process and of its subprocesses, in reading order."""
    prefix = bpmn("")
    return [
        node
        for node in process.iter()
        if isinstance(node.tag, str) and node.tag.startswith(prefix) and local_name(node) in NODES
    ]


def message_ref(node: etree._Element) -> str | None:
    """The id of the message a node throws or catches."""
    definition = node.find(bpmn("messageEventDefinition"))
    return (node if definition is None else definition).get("messageRef")


def _element(node: etree._Element, lanes: dict[str, str], messages: dict[str, str]) -> Element:
    return Element(
        node.get("id") or "",
        local_name(node),
        node.get("name") or "",
        _lane(node, lanes),
        camunda(node, "formKey"),
        listed(camunda(node, "candidateGroups")),
        own(node, "action"),
        camunda(node, "decisionRef"),
        messages.get(message_ref(node) or ""),
    )


def _lane(node: etree._Element, lanes: dict[str, str]) -> str | None:
    inside: etree._Element | None = node
    while inside is not None:
        if (inside.get("id") or "") in lanes:
            return lanes[inside.get("id") or ""]
        inside = inside.getparent()
    return None


def _lanes(process: etree._Element) -> dict[str, str]:
    return {
        (reference.text or "").strip(): lane.get("name") or ""
        for lane in process.iter(bpmn("lane"))
        for reference in lane.findall(bpmn("flowNodeRef"))
    }


def _messages(process: etree._Element) -> dict[str, str]:
    root = process.getroottree().getroot()
    return {
        message.get("id") or "": message.get("name") or "" for message in root.iter(bpmn("message"))
    }


def _flow(flow: etree._Element) -> Flow:
    return Flow(
        flow.get("id") or "",
        flow.get("name") or "",
        flow.get("sourceRef") or "",
        flow.get("targetRef") or "",
    )
