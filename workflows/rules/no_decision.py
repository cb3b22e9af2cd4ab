"""A business rule task asks a table that is there."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import camunda
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-decision",
    seeks="business rule tasks without their decision table",
    vi=(
        "{element} hỏi bảng quyết định {name}, không có: ghi camunda:decisionRef bằng "
        "tên một bảng hiện có."
    ),
    en=(
        "{element} asks the decision table {name}, which is not there: set "
        "camunda:decisionRef to one that is."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find business rule tasks without their decision table."""
    for node in reading.of_kind("businessRuleTask"):
        key = camunda(node, "decisionRef")
        if not key or key not in reading.sources.decisions:
            yield RULE.at(node, name=key or "—")
