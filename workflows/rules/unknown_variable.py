"""An expression uses only variables that something before it sets."""

from collections.abc import Iterator

from workflows.definitions.nearness import nearest
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unknown-variable",
    seeks="variables nothing before them sets",
    vi=(
        "{where} của {element} dùng biến {name}, nhưng không bước nào trước đó ghi "
        "biến này. Gần nhất: {nearest}."
    ),
    en=(
        "The {where} of {element} uses {name}, which nothing before it sets. The "
        "nearest is {nearest}."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find variables nothing before them sets."""
    for use in reading.unset:
        if not use.may_arrive:
            near = nearest(use.name, use.known)
            yield RULE.at(use.node, where=use.where, name=use.name, nearest=near)
