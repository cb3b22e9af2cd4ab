"""Every diagram we ship can be read, on screen and on paper."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.bpmn import geometry
from tests.unit.bpmn.geometry import Box, Drawing, Element
from tests.unit.bpmn.letters import Face, lines_of, width_of

DIAGRAMS = sorted((Path(__file__).parents[3] / "bpmn" / "processes").glob("*.bpmn"))
Rule = Callable[[Drawing], Iterator[str]]


@pytest.fixture(params=DIAGRAMS, ids=lambda path: path.stem, scope="module")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return geometry.read(request.param)


def faults(rule: Rule, drawing: Drawing) -> str:
    return "\n".join(rule(drawing))


def test_every_element_and_flow_is_drawn(drawing):
    assert not faults(geometry.undrawn, drawing)


def test_flows_run_level_or_upright(drawing):
    assert not faults(geometry.slanted, drawing)


def test_shapes_keep_apart(drawing):
    assert not faults(geometry.overlaps, drawing)


def test_no_two_flows_cross(drawing):
    assert not faults(geometry.crossings, drawing)


def test_no_flow_runs_through_a_shape_or_a_label(drawing):
    assert not faults(geometry.flows_through_shapes, drawing)


def test_names_fit_where_they_are_written(drawing):
    assert not faults(geometry.cramped_names, drawing)


def test_shapes_lie_in_the_lane_that_names_them(drawing):
    assert not faults(geometry.strangers_to_their_lane, drawing)


def test_labels_cover_nothing(drawing):
    assert not faults(geometry.labels_in_the_way, drawing)


def test_the_diagram_can_be_read_on_a3_paper(drawing):
    assert not faults(geometry.too_large_to_print, drawing)


@pytest.fixture
def sketch() -> Drawing:
    """Two tasks above two others, each pair joined by a flow, in one lane of one pool."""
    sketch = Drawing(members={"lane": ["a", "b", "c", "d"]})
    spots = {"a": (100, 100), "b": (400, 100), "c": (100, 300), "d": (400, 300)}
    for kind, key in (("participant", "pool"), ("lane", "lane")):
        sketch.elements[key] = Element(key, kind, "Đơn vị", None, None, None)
        sketch.shapes[key] = Box(40, 60, 900, 400)
    for key, (x, y) in spots.items():
        sketch.elements[key] = Element(key, "userTask", "Lập hồ sơ", None, None, None)
        sketch.shapes[key] = Box(x, y, 140, 80)
    for source, target, y in (("a", "b", 140), ("c", "d", 340)):
        key = f"{source}_{target}"
        sketch.elements[key] = Element(key, "sequenceFlow", "", None, None, (source, target))
        sketch.paths[key] = [(240, y), (400, y)]
    return sketch


RULES = (
    geometry.undrawn,
    geometry.slanted,
    geometry.overlaps,
    geometry.crossings,
    geometry.flows_through_shapes,
    geometry.cramped_names,
    geometry.strangers_to_their_lane,
    geometry.labels_in_the_way,
    geometry.too_large_to_print,
)


def all_faults(drawing: Drawing) -> list[str]:
    return [fault for rule in RULES for fault in rule(drawing)]


def test_a_tidy_sketch_has_no_faults(sketch):
    assert all_faults(sketch) == []


def test_a_missing_shape_is_named(sketch):
    del sketch.shapes["d"]
    sketch.members["lane"].remove("d")

    assert all_faults(sketch) == ["d is not drawn"]


def test_shapes_on_one_another_are_named(sketch):
    sketch.shapes["c"] = replace(sketch.shapes["a"], y=160)

    assert "a and c overlap" in all_faults(sketch)


def test_crossing_flows_are_named(sketch):
    sketch.paths["c_d"] = [(170, 300), (320, 300), (320, 90), (470, 90), (470, 300)]

    assert any("a_b and c_d cross" in fault for fault in geometry.crossings(sketch))


@pytest.mark.parametrize(
    ("path", "joins"),
    [
        ([(240, 340), (320, 340), (320, 140), (400, 140)], True),
        ([(240, 340), (320, 340), (320, 90), (470, 90), (470, 100)], False),
    ],
)
def test_flows_into_one_target_may_join_but_not_cross(sketch, path, joins):
    sketch.elements["c_d"] = replace(sketch.elements["c_d"], ends=("c", "b"))
    sketch.paths["c_d"] = path

    assert (list(geometry.crossings(sketch)) == []) is joins


def test_a_flow_through_a_shape_is_named(sketch):
    sketch.paths["c_d"] = [(170, 300), (170, 90), (470, 90), (470, 300)]

    found = list(geometry.flows_through_shapes(sketch))

    assert "c_d runs through a" in found
    assert "c_d runs through b" in found


def test_names_too_long_for_their_shape_are_named(sketch):
    long = "Thẩm định hồ sơ đề nghị khen thưởng của đơn vị và lấy ý kiến các cơ quan có liên quan"
    sketch.elements["a"] = replace(sketch.elements["a"], name=long)

    assert [fault for fault in all_faults(sketch) if fault.startswith("the name of a needs")]


def test_a_shape_outside_its_lane_is_named(sketch):
    sketch.shapes["lane"] = Box(40, 60, 900, 200)

    found = list(geometry.strangers_to_their_lane(sketch))

    assert found == [f"{key} lies outside the lane lane that names it" for key in ("c", "d")]


def test_labels_on_shapes_and_on_labels_are_named(sketch):
    sketch.labels = {"a_b": Box(380, 120, 60, 16), "c_d": Box(390, 125, 60, 16)}

    found = list(geometry.labels_in_the_way(sketch))

    assert "the label of a_b covers b" in found
    assert "the labels of a_b and c_d overlap" in found


def test_an_event_off_the_edge_of_its_host_is_named(sketch):
    sketch.elements["due"] = Element("due", "boundaryEvent", "", None, "a", None)
    on_the_edge, beside = Box(152, 162, 36, 36), Box(152, 200, 36, 36)

    sketch.shapes["due"] = on_the_edge
    assert all_faults(sketch) == []
    sketch.shapes["due"] = beside
    assert all_faults(sketch) == ["due does not sit on the edge of a"]


def test_a_diagram_too_large_for_the_sheet_is_told(sketch):
    wide = copy.deepcopy(sketch)
    wide.shapes["pool"] = Box(40, 60, 5000, 400)

    assert len(list(geometry.too_large_to_print(wide))) == 1


def test_marked_letters_are_never_thought_narrower_than_plain_ones():
    face = Face(12)

    assert width_of("Đề nghị", face) > width_of("De nghi", face)
    assert lines_of("Đơn vị đề nghị khen thưởng", 80, face) == ["Đơn vị đề", "nghị khen", "thưởng"]
