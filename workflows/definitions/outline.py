"""Lists the elements and sequence flows of a diagram, in reading order, without judging them."""

from collections import defaultdict

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
_TAGS = tuple(map(bpmn, sorted(NODES)))

_TRUE = ("true", "1")


def read_outline(diagram: str) -> Outline:
    """List what the executable process of a diagram contains."""
    return outline_of(process_of(read_xml(diagram)))


def process_of(root: etree._Element) -> etree._Element:
    """The one executable process of a document, or DefinitionRejected."""
    found = executable_processes(root)
    if len(found) == 1:
        return found[0]
    if found:
        raise rejected("one-process", found)
    raise rejected("not-executable", list(root.iter(bpmn("process"))))


def executable_processes(root: etree._Element) -> list[etree._Element]:
    """The processes marked as executable, else those that are not marked as drawings only."""
    processes = list(root.iter(bpmn("process")))
    said = [one for one in processes if one.get("isExecutable") in _TRUE]
    return said or [one for one in processes if one.get("isExecutable") is None]


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
    return list(process.iter(*_TAGS))


def flows_by_source(process: etree._Element) -> dict[str, list[etree._Element]]:
    """The sequence flows of a process, by the element they leave, in reading order."""
    leaving: dict[str, list[etree._Element]] = defaultdict(list)
    for flow in process.iter(bpmn("sequenceFlow")):
        leaving[flow.get("sourceRef") or ""].append(flow)
    return leaving


def message_ref(node: etree._Element) -> str | None:
    """The id of the message a node throws or catches."""
    definition = node.find(bpmn("messageEventDefinition"))
    return (node if definition is None else definition).get("messageRef")


def message_name(node: etree._Element) -> str:
    """The name of the message a node throws or catches; empty where there is none."""
    ref = message_ref(node)
    return _messages(node).get(ref, "") if ref else ""


def rejected(rule: str, processes: list[etree._Element]) -> DefinitionRejected:
    """Refused, with the ids of the processes in question; that is said alike in any language."""
    ids = ", ".join(one.get("id") or "—" for one in processes) or "—"
    return DefinitionRejected((Problem(rule, f"{rule}: {ids}", params={"reason": ids}),))


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
        node.get("calledElement"),
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
        message.get("id") or "": message.get("name") or ""
        for message in root.iterchildren(bpmn("message"))
    }


def _flow(flow: etree._Element) -> Flow:
    return Flow(
        flow.get("id") or "",
        flow.get("name") or "",
        flow.get("sourceRef") or "",
        flow.get("targetRef") or "",
    )
