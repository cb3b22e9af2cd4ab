"""A user task says who may do it."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.errors import ExpressionFailed
from workflows.markup import camunda, listed
from workflows.rules.rule import Rule
from workflows.templates import parse_template
from workflows.values import Problem

RULE = Rule(
    "no-candidate",
    seeks="user tasks nobody may do",
    vi=("Không ai được làm {element}: ghi camunda:candidateGroups hoặc camunda:assignee."),
    en="Nobody may do {element}: give it camunda:candidateGroups or camunda:assignee.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find user tasks nobody may do."""
    for node in reading.of_kind("userTask"):
        asked = (*listed(camunda(node, "candidateGroups")), camunda(node, "assignee") or "")
        if all(map(_is_nobody, asked)):
            yield RULE.at(node)


def _is_nobody(text: str) -> bool:
    """Whether it can only stand for nobody."""
    try:
        template = parse_template(text)
        if any(one.names or one.functions for one in template.expressions):
            return False
        value = template.evaluate({})
    except ExpressionFailed:
        return False
    values = value if isinstance(value, list) else [value]
    return all(one in (None, "") for one in values)
