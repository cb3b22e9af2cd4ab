"""A choice is compared with what can be chosen."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unknown-option",
    seeks="choices compared with what nobody can choose",
    vi=(
        "{where} của {element} so với {value} trong “{text}”, nhưng chỉ chọn được "
        "{options}. Có phải là {nearest}?"
    ),
    en=(
        "The {where} of {element} compares with {value} in “{text}”, but only {options} "
        "can be chosen. Was {nearest} meant?"
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find choices compared with what nobody can choose."""
    for wording, found in reading.ill_fitting:
        if found.rule == RULE.name:
            yield RULE.at(wording.node, where=wording.where, text=found.text, **found.said)
