"""A form key names a form."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import camunda
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "empty-form",
    seeks="user tasks with an empty form key",
    vi="Mã biểu mẫu của {element} để trống: ghi tên biểu mẫu hoặc bỏ thuộc tính.",
    en="The form key of {element} is empty: name a form, or leave the attribute out.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find user tasks with an empty form key."""
    for node in reading.of_kind("userTask"):
        if camunda(node, "formKey") == "":
            yield RULE.at(node)
