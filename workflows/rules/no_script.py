"""A script task has a script."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-script",
    seeks="script tasks without a script",
    vi="Bước tính {element} không có nội dung: ghi các dòng `tên = biểu thức`.",
    en="The script task {element} has no script: write lines of `name = expression`.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find script tasks without a script."""
    for node in reading.of_kind("scriptTask"):
        if not (node.findtext(bpmn("script")) or "").strip():
            yield RULE.at(node)
