"""What differs between two versions of a diagram, in the words of the diagram.

Elements are the same when they have the same id. Where shapes are drawn does not matter at all.
"""

from collections.abc import Iterator
from typing import TypeAlias

from workflows.definitions.diagram import Diagram, Node, id_of
from workflows.definitions.outline import NODES
from workflows.markup import bpmn, local_name
from workflows.versions import Change, Difference

Properties: TypeAlias = dict[str, str]

#: Parts of an element that are compared elsewhere: elements and flows on their own.
_APART = NODES | {"sequenceFlow", "incoming", "outgoing", "laneSet", "extensionElements"}
#: What an element says without saying it, which tools write or leave out (BPMN 2.0.2, 10.3–10.6).
_UNSAID = {
    "cancelActivity": "true",
    "isInterrupting": "true",
    "isSequential": "false",
    "startQuantity": "1",
    "completionQuantity": "1",
    "isForCompensation": "false",
    "triggeredByEvent": "false",
    "parallelMultiple": "false",
    "instantiate": "false",
    "gatewayDirection": "Unspecified",
    "eventGatewayType": "Exclusive",
}
_REFERENCES = ("messageRef", "errorRef", "escalationRef", "signalRef")


def compare(old: Diagram, new: Diagram) -> tuple[Difference, ...]:
    """The differences, in reading order: elements first, then what was removed, then flows."""
    return (*_of_elements(old, new), *_of_flows(old, new))


def _of_elements(old: Diagram, new: Diagram) -> Iterator[Difference]:
    lanes = _lanes(old), _lanes(new)
    for name, node in new.nodes.items():
        if name not in old.nodes:
            yield Difference(name, _called(node), Change.ADDED)
            continue
        before = {**_properties(old.nodes[name]), "lane": lanes[0].get(name, "")}
        after = {**_properties(node), "lane": lanes[1].get(name, "")}
        yield from _changes(name, _called(node), before, after)
    for name, node in old.nodes.items():
        if name not in new.nodes:
            yield Difference(name, _called(node), Change.REMOVED)


def _changes(name: str, called: str, before: Properties, after: Properties) -> Iterator[Difference]:
    for what in sorted({*before, *after}):
        values = before.get(what, ""), after.get(what, "")
        if values[0] != values[1]:
            change = Change.RENAMED if what == "name" else Change.CHANGED
            yield Difference(name, called, change, what, *values)


def _of_flows(old: Diagram, new: Diagram) -> Iterator[Difference]:
    before, after = _flows(old), _flows(new)
    for ends, condition in after.items():
        if ends not in before:
            yield Difference(ends, ends, Change.ADDED, "flow", after=condition)
        elif before[ends] != condition:
            yield Difference(ends, ends, Change.CHANGED, "condition", before[ends], condition)
    for ends, condition in before.items():
        if ends not in after:
            yield Difference(ends, ends, Change.REMOVED, "flow", before=condition)


def waits_for(node: Node) -> tuple[str, ...]:
    """What makes an instance that stands at an element fit it: kind, event, host, copies."""
    events = [part for part in node if local_name(part).endswith("EventDefinition")]
    around = node.getparent()
    found = [local_name(node), node.get("attachedToRef") or "", node.get("calledElement") or ""]
    if local_name(node) == "startEvent" and around is not None:
        found.append(id_of(around))
    for event in events:
        found += [local_name(event), _named(event, "messageRef")]
        found += [local_name(value) for value in event if local_name(value) == "timeCycle"]
    found.append(_named(node, "messageRef"))
    found += [local_name(part) for part in node if local_name(part).endswith("Characteristics")]
    return tuple(found)


def _properties(node: Node) -> Properties:
    found = {"kind": local_name(node)}
    told = [name for name in node.attrib if name not in {"id", "default"}]
    found |= {_plain(name): _value(node, name) for name in told if not _is_unsaid(node, name)}
    around = node.getparent()
    if around is not None and local_name(around) == "subProcess":
        found["inside"] = id_of(around)
    for part in node:
        if isinstance(part.tag, str) and local_name(part) not in _APART:
            found[local_name(part)] = " ".join(_said(part))
    return found


def _said(part: Node) -> Iterator[str]:
    """Everything a part of an element says, in one line."""
    for one in part.iter():
        if isinstance(one.tag, str):
            yield local_name(one)
            yield from (
                f"{_plain(name)}={_value(one, name)}"
                for name in sorted(map(str, one.attrib))
                if name != "id" and _plain(name) != "type" and not _is_unsaid(one, name)
            )
            yield " ".join((one.text or "").split())


def _is_unsaid(node: Node, name: object) -> bool:
    return _UNSAID.get(_plain(name)) == node.get(str(name))


def _plain(name: object) -> str:
    return str(name).rpartition("}")[2]


def _value(node: Node, name: object) -> str:
    return _named(node, str(name)) if name in _REFERENCES else node.get(str(name)) or ""


def _named(node: Node, reference: str) -> str:
    """The name behind a reference, so that only a change of what is meant counts."""
    wanted = node.get(reference)
    if not wanted:
        return ""
    for one in node.getroottree().getroot():
        if one.get("id") == wanted:
            return one.get("errorCode") or one.get("escalationCode") or one.get("name") or wanted
    return wanted


def _called(node: Node) -> str:
    return " ".join((node.get("name") or "").split()) or id_of(node)


def _lanes(diagram: Diagram) -> dict[str, str]:
    return {
        (reference.text or "").strip(): lane.get("name") or ""
        for lane in diagram.process.iter(bpmn("lane"))
        for reference in lane.findall(bpmn("flowNodeRef"))
    }


def _flows(diagram: Diagram) -> Properties:
    found: Properties = {}
    for flow in diagram.flows:
        ends = f"{flow.get('sourceRef')} → {flow.get('targetRef')}"
        text = " ".join((flow.findtext(bpmn("conditionExpression")) or "").split())
        source = diagram.nodes.get(flow.get("sourceRef") or "")
        is_default = source is not None and source.get("default") == flow.get("id")
        said = "default" if is_default else text
        found[ends] = f"{found[ends]} / {said}" if ends in found else said
    return found
