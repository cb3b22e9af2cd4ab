"""Judges how a diagram is drawn: what is missing, crossed, covered, cramped or too large to print.

Every rule returns sentences that name the elements they are about; no sentence means well drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from tests.unit.bpmn.letters import Face, lines_of, width_of

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"

#: bpmn-js writes names in shapes at 12 units, names beside shapes at 11; lines are 1.2 times that.
INSIDE, OUTSIDE = Face(12), Face(11)
#: bpmn-js leaves 7 units on each side, and breaks some lines up to 8 units before they are full.
TASK_PADDING = 11
MOST_LINES = 4

#: One landscape sheet of A3 with margins of 10 mm, in points, and the smallest legible name on it.
#: This allows about 3,400 × 2,350 units.
SHEET = (1134.0, 785.0)
SMALLEST_POINTS = 4.0

FRAMES = {"subProcess", "transaction"}
BESIDE = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"}
LABELLED = BESIDE | {"boundaryEvent", "exclusiveGateway", "parallelGateway", "eventBasedGateway"}
NODES = LABELLED | FRAMES
BANDS = {"participant", "lane"}


@dataclass(frozen=True)
class Box:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def shrunk(self, by: float) -> "Box":
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def meets(self, other: "Box") -> bool:
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: "Box", slack: float = 0.5) -> bool:
        across = self.x - slack <= other.x and other.right <= self.right + slack
        return across and self.y - slack <= other.y and other.bottom <= self.bottom + slack


@dataclass(frozen=True)
class Element:
    """A node, flow, lane or pool of the process, and what it belongs to."""

    id: str
    kind: str
    name: str
    frame: str | None
    host: str | None
    ends: tuple[str, str] | None


@dataclass
class Drawing:
    """One diagram: its elements, and where each is drawn."""

    elements: dict[str, Element] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    shapes: dict[str, Box] = field(default_factory=dict)
    paths: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)

    def of(self, *kinds: str) -> Iterator[Element]:
        return (one for one in self.elements.values() if one.kind in kinds)

    @property
    def nodes(self) -> dict[str, Box]:
        """Where the flow nodes are, lanes and pools left out."""
        return {
            key: box for key, box in self.shapes.items() if self.elements[key].kind not in BANDS
        }

    def frames_of(self, key: str) -> list[str]:
        """The sub-processes an element is in, the innermost first."""
        found, frame = [], self.elements[key].frame
        while frame:
            found.append(frame)
            frame = self.elements[frame].frame
        return found

    @property
    def segments(self) -> Iterator[tuple[str, Box]]:
        """Every straight piece of every flow, as a box without width or without height."""
        for key, path in self.paths.items():
            for (x1, y1), (x2, y2) in pairwise(path):
                yield key, Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))


def read(path: Path) -> Drawing:
    """Read a BPMN file."""
    return drawing_of(etree.parse(path).getroot())


def drawing_of(root: Any) -> Drawing:
    """Gather what is there and where it is drawn."""
    drawing = Drawing()
    for participant in root.iter(f"{BPMN}participant"):
        _note(drawing, participant, None)
    for process in root.iter(f"{BPMN}process"):
        _gather(drawing, process, None)
    for drawn in root.iter(f"{BPMNDI}BPMNShape", f"{BPMNDI}BPMNEdge"):
        _place(drawing, drawn)
    return drawing


def _gather(drawing: Drawing, container: Any, frame: str | None) -> None:
    for lane in container.findall(f"{BPMN}laneSet/{BPMN}lane"):
        _note(drawing, lane, frame)
        drawing.members[lane.get("id")] = [
            reference.text.strip() for reference in lane.findall(f"{BPMN}flowNodeRef")
        ]
    for element in container.iterchildren(f"{BPMN}*"):
        kind = etree.QName(element).localname
        if kind in NODES or kind == "sequenceFlow" or kind.endswith(("Task", "task", "Activity")):
            _note(drawing, element, frame)
        if kind in FRAMES:
            _gather(drawing, element, element.get("id"))


def _note(drawing: Drawing, element: Any, frame: str | None) -> None:
    ends = None
    if element.get("sourceRef"):
        ends = (element.get("sourceRef"), element.get("targetRef"))
    key, kind = element.get("id"), etree.QName(element).localname
    host, name = element.get("attachedToRef"), element.get("name") or ""
    drawing.elements[key] = Element(key, kind, name, frame, host, ends)


def _place(drawing: Drawing, drawn: Any) -> None:
    key = drawn.get("bpmnElement")
    bounds = drawn.find(f"{DC}Bounds")
    if bounds is not None:
        drawing.shapes[key] = _box(bounds)
    points = [(float(p.get("x")), float(p.get("y"))) for p in drawn.findall(f"{DI}waypoint")]
    if points:
        drawing.paths[key] = points
    label = drawn.find(f"{BPMNDI}BPMNLabel/{DC}Bounds")
    if label is not None:
        drawing.labels[key] = _box(label)


def _box(bounds: Any) -> Box:
    return Box(*(float(bounds.get(side)) for side in ("x", "y", "width", "height")))


def undrawn(drawing: Drawing) -> Iterator[str]:
    """Everything in the process is drawn, and nothing else."""
    drawn = drawing.shapes.keys() | drawing.paths.keys()
    for key in drawing.elements.keys() - drawn:
        yield f"{key} is not drawn"
    for key in drawn - drawing.elements.keys():
        yield f"{key} is drawn but not there"
    for element in drawing.of("sequenceFlow", *LABELLED):
        if element.name and element.id in drawn and element.id not in drawing.labels:
            yield f"the label of {element.id} has no place"


def slanted(drawing: Drawing) -> Iterator[str]:
    """Flows run level or upright."""
    for key, piece in drawing.segments:
        if min(piece.width, piece.height) > 0.5:
            yield f"{key} runs aslant"


def overlaps(drawing: Drawing) -> Iterator[str]:
    """Shapes keep apart, but for what a frame holds and what sits on an edge."""
    for (a, one), (b, other) in combinations(drawing.nodes.items(), 2):
        if one.meets(other) and not _belong_together(drawing, a, b):
            yield f"{a} and {b} overlap"
    for key, box in drawing.nodes.items():
        element = drawing.elements[key]
        if element.frame and not drawing.shapes[element.frame].holds(box):
            yield f"{key} sticks out of {element.frame}"
        if element.host and not _sits_on_edge(box, drawing.shapes[element.host]):
            yield f"{key} does not sit on the edge of {element.host}"


def _belong_together(drawing: Drawing, a: str, b: str) -> bool:
    """One holds the other, or carries it on its edge."""
    for inner, outer in ((a, b), (b, a)):
        host = drawing.elements[inner].host
        if outer in drawing.frames_of(inner) or outer == host:
            return True
    return False


def _sits_on_edge(event: Box, host: Box) -> bool:
    inner, outer = host.shrunk(2), host.shrunk(-2)
    x, y = event.middle
    middle = Box(x, y, 0, 0)
    return outer.holds(middle, slack=0) and not inner.meets(Box(x - 0.1, y - 0.1, 0.2, 0.2))


def crossings(drawing: Drawing) -> Iterator[str]:
    """No flow crosses, touches or covers another; flows into one target may join."""
    found = set()
    for (a, one), (b, other) in combinations(drawing.segments, 2):
        pair = frozenset((a, b))
        if len(pair) < 2 or pair in found or not _touch(one, other):
            continue
        if not _may_join(drawing, a, b, one, other):
            found.add(pair)
            yield f"{a} and {b} cross or touch at {_where(one, other)}"


def _touch(one: Box, other: Box) -> bool:
    return (
        max(one.x, other.x) <= min(one.right, other.right) + 0.1
        and max(one.y, other.y) <= min(one.bottom, other.bottom) + 0.1
    )


def _where(one: Box, other: Box) -> tuple[float, float]:
    return max(one.x, other.x), max(one.y, other.y)


def _may_join(drawing: Drawing, a: str, b: str, one: Box, other: Box) -> bool:
    """Into one target, side by side or running in from the side; never straight across."""
    if _target(drawing, a) != _target(drawing, b):
        return False
    if (one.width > one.height) == (other.width > other.height):
        return True
    level, upright = (one, other) if one.width > one.height else (other, one)
    x, y = upright.x, level.y
    across = level.x + 1 < x < level.right - 1
    return not (across and upright.y + 1 < y < upright.bottom - 1)


def _target(drawing: Drawing, flow: str) -> str | None:
    ends = drawing.elements[flow].ends
    return ends[1] if ends else None


def flows_through_shapes(drawing: Drawing) -> Iterator[str]:
    """No flow runs through a shape, over an edge of a frame, or through a label."""
    for key, piece in drawing.segments:
        for shape, box in drawing.nodes.items():
            if shape in drawing.frames_of(key):
                if not box.holds(piece):
                    yield f"{key} leaves its frame {shape}"
            elif piece.meets(box.shrunk(2)):
                yield f"{key} runs through {shape}"
        for label, box in drawing.labels.items():
            if piece.meets(box.shrunk(0.5)):
                yield f"{key} runs through the label of {label}"


def cramped_names(drawing: Drawing) -> Iterator[str]:
    """Names fit where they are written."""
    for key, box in drawing.shapes.items():
        element = drawing.elements[key]
        if element.kind in BANDS:
            if width_of(element.name, INSIDE) > box.height - 10:
                yield f"the name of {key} is longer than its band is high"
        elif element.kind not in LABELLED:
            most = 1 if element.kind in FRAMES else MOST_LINES
            yield from _too_long(key, element.name, box.width - 2 * TASK_PADDING, most)
    for key, box in drawing.labels.items():
        lines = lines_of(drawing.elements[key].name, box.width, OUTSIDE)
        if len(lines) * OUTSIDE.line > box.height + 4:
            yield f"the label of {key} needs {len(lines)} lines, more than its place has"


def _too_long(key: str, name: str, width: float, most: int) -> Iterator[str]:
    lines = lines_of(name, width, INSIDE)
    if len(lines) > most:
        yield f"the name of {key} needs {len(lines)} lines, more than {most}"
    if any(width_of(line, INSIDE) > width for line in lines):
        yield f"a word in the name of {key} is wider than its shape"


def strangers_to_their_lane(drawing: Drawing) -> Iterator[str]:
    """A shape lies in the lane that names it; a frame may reach into its neighbours."""
    for lane, members in drawing.members.items():
        band = drawing.shapes[lane]
        for key in members:
            box = drawing.shapes[key]
            if not (band.meets(box) if drawing.elements[key].kind in FRAMES else band.holds(box)):
                yield f"{key} lies outside the lane {lane} that names it"
    for pool in drawing.of("participant"):
        for key, box in drawing.shapes.items():
            if not drawing.shapes[pool.id].holds(box):
                yield f"{key} sticks out of the pool {pool.id}"


def labels_in_the_way(drawing: Drawing) -> Iterator[str]:
    """Labels cover no shape, no edge of a frame and no other label."""
    for key, label in drawing.labels.items():
        for shape, box in drawing.nodes.items():
            is_inside = drawing.elements[shape].kind in FRAMES and box.holds(label)
            if label.meets(box) and not is_inside:
                yield f"the label of {key} covers {shape}"
    for (a, one), (b, other) in combinations(drawing.labels.items(), 2):
        if one.meets(other):
            yield f"the labels of {a} and {b} overlap"


def too_large_to_print(drawing: Drawing) -> Iterator[str]:
    """Names are still legible when the diagram is printed on one sheet of A3."""
    boxes = drawing.shapes.values()
    width = max(box.right for box in boxes) - min(box.x for box in boxes)
    height = max(box.bottom for box in boxes) - min(box.y for box in boxes)
    points = INSIDE.size * min(SHEET[0] / width, SHEET[1] / height)
    if points < SMALLEST_POINTS:
        yield (
            f"{width:.0f} × {height:.0f} units: names would be {points:.1f} points on A3, "
            f"smaller than {SMALLEST_POINTS}"
        )
