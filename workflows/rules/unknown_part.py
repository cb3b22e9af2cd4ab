"""A part is asked for only where it is."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unknown-part",
    seeks="parts that a value does not have",
    vi=(
        "{where} của {element} hỏi phần {name} trong “{text}”, nhưng giá trị ấy không có "
        "phần này. Gần nhất: {nearest}."
    ),
    en=(
        "The {where} of {element} asks for {name} in “{text}”, which that value does not "
        "have. The nearest is {nearest}."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find parts that a value does not have."""
    for wording, found in reading.ill_fitting:
        if found.rule == RULE.name:
            yield RULE.at(wording.node, where=wording.where, text=found.text, **found.said)
