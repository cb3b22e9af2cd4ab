"""A condition is true or false."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "condition-kind",
    seeks="conditions that are no question of yes or no",
    vi=(
        "{where} của {element} là “{text}”, tức {kind}, không phải có hoặc không: so với "
        "một giá trị, như x == 'y' hoặc x > 0."
    ),
    en=(
        "The {where} of {element} is “{text}”, which is {kind} and not yes or no: compare "
        "it with a value, as x == 'y' or x > 0."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find conditions that are no question of yes or no."""
    for wording, found in reading.ill_fitting:
        if found.rule == RULE.name:
            yield RULE.at(wording.node, where=wording.where, text=found.text, **found.said)
