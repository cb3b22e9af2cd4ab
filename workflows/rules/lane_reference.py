"""A lane names elements that are there."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "lane-reference",
    seeks="lanes that name elements which are not there",
    vi="Làn {element} nhắc tới {name}, không có trong bản vẽ: xóa, hoặc sửa id.",
    en=("The lane {element} names {name}, which is not in the drawing: remove it, or mend the id."),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find lanes that name elements which are not there."""
    for lane in reading.process.iter(bpmn("lane")):
        for reference in lane.findall(bpmn("flowNodeRef")):
            name = (reference.text or "").strip()
            if name not in reading.nodes:
                yield RULE.at(lane, name=name or "—")
