"""Every element and every flow has an id."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "missing-id",
    seeks="elements and flows without an id",
    vi=(
        "{element} chưa có id ({kind}): đặt một id bằng chữ không dấu, không trùng với id nào khác."
    ),
    en="{element} has no id ({kind}): give it one that nothing else has.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements and flows without an id."""
    for element in [*reading.nodes.values(), *reading.flows]:
        if not id_of(element):
            yield RULE.at(element, kind=local_name(element))
