"""A user task says who may do it."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import camunda, listed
from workflows.rules.rule import Rule
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
        if not listed(camunda(node, "candidateGroups")) and not camunda(node, "assignee"):
            yield RULE.at(node)
