"""A variable only a message could bring looks like one that is set."""

from collections.abc import Iterator

from workflows.definitions.nearness import NOTHING_NEAR, nearest
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "doubtful-variable",
    seeks="variables that look misspelt",
    vi=(
        "{where} của {element} dùng biến {name}: chỉ một tin mới có thể mang tới. Có "
        "phải là {nearest}?"
    ),
    en=(
        "The {where} of {element} uses {name}, which only a message could bring. Was "
        "{nearest} meant?"
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find variables that look misspelt."""
    for use in reading.unset:
        near = nearest(use.name, use.known, likeness=0.85)
        if use.may_arrive and near != NOTHING_NEAR:
            yield RULE.at(use.node, where=use.where, name=use.name, nearest=near)
