"""Rules about the shape of a diagram: what is connected to what, and what cannot be run."""

from collections import Counter
from collections.abc import Iterator

from workflows.definitions.diagram import GATEWAYS, Diagram, Node, id_of, problem
from workflows.markup import bpmn, local_name
from workflows.values import Problem

MAX_NODES = 400
_RESERVED = frozenset({"Start", "End", "Root"})
_RESERVED_PARTS = ("EndJoin", "BoundaryEventSplit", "BoundaryEventJoin", "StartEventSplit")
_SUPPORTED = GATEWAYS | {
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
    *("boundaryEvent", "userTask", "serviceTask", "sendTask", "receiveTask", "scriptTask"),
    *("businessRuleTask", "callActivity", "subProcess"),
}
_HARMLESS = frozenset(
    {
        *("process", "extensionElements", "documentation", "laneSet", "lane", "childLaneSet"),
        *("flowNodeRef", "sequenceFlow", "conditionExpression", "incoming", "outgoing", "script"),
        *("textAnnotation", "text", "association", "group", "timeDate", "timeDuration"),
        *("timeCycle", "multiInstanceLoopCharacteristics", "completionCondition"),
        *("dataObject", "dataObjectReference"),
    }
)
_EVENTS = {
    "startEvent": {"messageEventDefinition"},
    "endEvent": {
        *("messageEventDefinition", "terminateEventDefinition"),
        *("errorEventDefinition", "escalationEventDefinition"),
    },
    "intermediateCatchEvent": {"messageEventDefinition", "timerEventDefinition"},
    "intermediateThrowEvent": {"messageEventDefinition", "escalationEventDefinition"},
    "boundaryEvent": {
        *("messageEventDefinition", "timerEventDefinition"),
        *("errorEventDefinition", "escalationEventDefinition"),
    },
}
_WAITING = frozenset({"intermediateCatchEvent", "boundaryEvent"})


def ids(diagram: Diagram) -> Iterator[Problem]:
    """Every id is there, used once and free to use."""
    counted = Counter(
        element.get("id") for element in diagram.root.iter() if isinstance(element.tag, str)
    )
    for element in [*diagram.nodes.values(), *diagram.flows]:
        name = id_of(element)
        if not name:
            yield problem("missing-id", element, f"a {local_name(element)} has no id")
        elif counted[name] > 1:
            yield problem("duplicate-id", element, f"the id {name!r} is used more than once")
        if name in _RESERVED or any(part in name for part in _RESERVED_PARTS):
            yield problem("reserved-id", element, f"the id {name!r} belongs to the engine")


def elements(diagram: Diagram) -> Iterator[Problem]:
    """Only what the engine runs is drawn."""
    if len(diagram.nodes) > MAX_NODES:
        yield problem("too-many-elements", diagram.process, f"more than {MAX_NODES} elements")
    for element in diagram.process.iter():
        kind = local_name(element)
        if not str(element.tag).startswith(bpmn("")) or kind in _SUPPORTED | _HARMLESS:
            continue
        if not kind.endswith("EventDefinition"):
            yield problem("unsupported-element", element, f"a {kind} is not supported")
    for node in diagram.of_kind("subProcess"):
        if node.get("triggeredByEvent") == "true":
            yield problem("unsupported-element", node, "an event subprocess is not supported")


def events(diagram: Diagram) -> Iterator[Problem]:
    """Every event has the one definition its place allows."""
    for node in diagram.of_kind(*_EVENTS):
        kind = local_name(node)
        found = [local_name(child) for child in node if "EventDefinition" in local_name(child)]
        if len(found) > 1:
            yield problem("event-definition", node, "an event has one definition, not several")
        if not found and kind in _WAITING:
            yield problem("event-definition", node, f"the {kind} waits for nothing")
        for name in found:
            if name not in _EVENTS[kind]:
                yield problem("unsupported-event", node, f"a {kind} cannot have a {name}")


def connections(diagram: Diagram) -> Iterator[Problem]:
    """Flows and boundary events are attached to nodes of their own process or subprocess."""
    for flow in diagram.flows:
        for end in ("sourceRef", "targetRef"):
            node = diagram.nodes.get(flow.get(end) or "")
            if node is None:
                yield problem("dangling-flow", flow, f"the {end} of the flow is no element")
            elif node.getparent() is not flow.getparent():
                yield problem("crossing-flow", flow, "the flow leaves its process or subprocess")
    for event in diagram.of_kind("boundaryEvent"):
        host = diagram.nodes.get(event.get("attachedToRef") or "")
        if host is None or host.getparent() is not event.getparent():
            yield problem("dangling-boundary", event, "the event is attached to no element")
        elif not local_name(host).endswith(("Task", "subProcess", "callActivity")):
            yield problem("dangling-boundary", event, "the event is attached to no task")


def ends(diagram: Diagram) -> Iterator[Problem]:
    """Paths begin at one start event, pass every node and stop at end events."""
    for scope in [diagram.process, *diagram.of_kind("subProcess")]:
        starts = scope.findall(bpmn("startEvent"))
        if len(starts) != 1:
            message = f"there is exactly one start event, here there are {len(starts)}"
            yield problem("one-start", scope, message)
        if scope.find(bpmn("endEvent")) is None:
            yield problem("no-end", scope, "there is no end event")
    reached = _reached(diagram)
    for name, node in diagram.nodes.items():
        if name not in reached:
            yield problem("unreachable", node, "no path leads to this element")
        yield from _outgoing(diagram, name, node)


def _outgoing(diagram: Diagram, name: str, node: Node) -> Iterator[Problem]:
    kind, count = local_name(node), len(diagram.outgoing.get(name, []))
    if kind == "endEvent" and count:
        yield problem("flow-after-end", node, "nothing follows an end event")
    if kind != "endEvent" and not count:
        yield problem("dead-end", node, "the path stops here without an end event")
    if kind not in GATEWAYS and count > 1:
        yield problem("several-outgoing", node, "only a gateway has several outgoing flows")
    if kind in {"startEvent", "boundaryEvent"} and diagram.incoming.get(name):
        yield problem("flow-into-event", node, f"no flow leads into a {kind}")


def _reached(diagram: Diagram) -> set[str]:
    waiting = [id_of(node) for node in diagram.process.findall(bpmn("startEvent"))]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in reached or name not in diagram.nodes:
            continue
        reached.add(name)
        waiting += [flow.get("targetRef") or "" for flow in diagram.outgoing.get(name, [])]
        waiting += [id_of(event) for event in diagram.boundary_events(name)]
        waiting += [id_of(start) for start in diagram.nodes[name].findall(bpmn("startEvent"))]
    return reached


def loops(diagram: Diagram) -> Iterator[Problem]:
    """A loop passes through a gateway, else it can never be left."""
    following = {
        name: [flow.get("targetRef") or "" for flow in diagram.outgoing.get(name, [])]
        for name, node in diagram.nodes.items()
        if local_name(node) not in GATEWAYS
    }
    remaining = dict(following)
    while stopped := [
        name for name, targets in remaining.items() if not any(one in remaining for one in targets)
    ]:
        for name in stopped:
            del remaining[name]
    for name in remaining:
        yield problem("loop-without-gateway", diagram.nodes[name], "the loop has no gateway")
        return


def gateways(diagram: Diagram) -> Iterator[Problem]:
    """Exclusive gateways have conditions and a default; only events follow an event gateway."""
    for node in diagram.of_kind("exclusiveGateway"):
        yield from _exclusive(diagram, node)
    for node in diagram.of_kind("eventBasedGateway"):
        for flow in diagram.outgoing.get(id_of(node), []):
            target = diagram.nodes.get(flow.get("targetRef") or "")
            if target is None or local_name(target) not in {
                "intermediateCatchEvent",
                "receiveTask",
            }:
                yield problem("event-gateway", flow, "only waiting events follow this gateway")
            elif len(diagram.incoming[id_of(target)]) > 1:
                yield problem("event-gateway", target, "the event has another way in")


def _exclusive(diagram: Diagram, node: Node) -> Iterator[Problem]:
    flows = diagram.outgoing.get(id_of(node), [])
    default = node.get("default")
    if len(flows) < 2:
        return
    if default not in [id_of(flow) for flow in flows]:
        yield problem("no-default", node, "one of the outgoing flows has to be the default")
    for flow in flows:
        has_condition = flow.find(bpmn("conditionExpression")) is not None
        if id_of(flow) != default and not has_condition:
            yield problem("no-condition", flow, "the flow needs a condition")
        if id_of(flow) == default and has_condition:
            yield problem("condition-ignored", flow, "the default flow has no condition")


RULES = (ids, elements, events, connections, ends, loops, gateways)
