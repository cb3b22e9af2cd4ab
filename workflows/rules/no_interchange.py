"""The file says where everything is drawn."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-interchange",
    seeks="elements without a shape",
    vi=("{element} có {count} phần tử chưa có hình, ví dụ {name}: mở và lưu lại bằng trình vẽ."),
    en=(
        "{count} elements of {element} have no shape, as {name}: open and save the "
        "file in a modeller."
    ),
    severity="warning",
)


_DI = "http://www.omg.org/spec/BPMN/20100524/DI"


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements without a shape."""
    shapes = {shape.get("bpmnElement") for shape in reading.root.iter(f"{{{_DI}}}BPMNShape")}
    missing = [name for name in reading.nodes if name not in shapes]
    if missing:
        yield RULE.at(reading.process, count=len(missing), name=missing[0])
