"""Flows that part without a gateway: plain BPMN takes all of them, here a gateway says so."""

from lxml import etree

from workflows.definitions.outline import flows_by_source, nodes_of
from workflows.importing.describing import DI
from workflows.importing.translations import Notes
from workflows.markup import bpmn, local_name

_DC = "http://www.omg.org/spec/DD/20100524/DC"
_SIDE = 40.0


def draw_splits(process: etree._Element, notes: Notes) -> None:
    """Put a parallel gateway after every element with several flows and no condition."""
    flows = flows_by_source(process)
    shapes = {
        shape.get("bpmnElement"): shape
        for shape in process.getroottree().getroot().iter(f"{{{DI}}}BPMNShape")
    }
    for node in nodes_of(process):
        leaving = flows[node.get("id") or ""]
        parts = len(leaving) > 1 and not local_name(node).endswith("Gateway")
        if parts and _is_split(node, leaving, notes):
            _draw(shapes.get(node.get("id")), f"{node.get('id')}_split")


def _is_split(node: etree._Element, leaving: list[etree._Element], notes: Notes) -> bool:
    is_asked = any(flow.find(bpmn("conditionExpression")) is not None for flow in leaving)
    if is_asked or node.get("default"):
        return False
    name = f"{node.get('id')}_split"
    gateway = etree.Element(bpmn("parallelGateway"), {"id": name})
    ends = {"sourceRef": node.get("id") or "", "targetRef": name}
    flow = etree.Element(bpmn("sequenceFlow"), {"id": f"{name}_flow", **ends})
    for one in leaving:
        one.set("sourceRef", name)
    for reference in node.findall(bpmn("outgoing")):
        node.remove(reference)
    node.addnext(flow)
    node.addnext(gateway)
    notes.add(node, f"{len(leaving)} × sequenceFlow", f"parallelGateway {name}")
    return True


def _draw(shape: etree._Element | None, name: str) -> None:
    """Draw the gateway over the right edge of its element, where the flows already begin."""
    bounds = None if shape is None else shape.find(f"{{{_DC}}}Bounds")
    if shape is None or bounds is None:
        return
    try:
        x, y, width, height = (
            float(bounds.get(side) or 0) for side in ("x", "y", "width", "height")
        )
    except ValueError:
        # A shape without a place of its own has none to give.
        return
    drawn = etree.Element(f"{{{DI}}}BPMNShape", {"id": f"{name}_di", "bpmnElement": name})
    place = {"x": x + width - _SIDE / 2, "y": y + height / 2 - _SIDE / 2}
    etree.SubElement(
        drawn, f"{{{_DC}}}Bounds", {key: f"{value:g}" for key, value in (place | _SIZE).items()}
    )
    shape.addnext(drawn)


_SIZE = {"width": _SIDE, "height": _SIDE}
