"""Copies are made of a collection."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import camunda
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "no-collection",
    seeks="multi-instance elements without a collection",
    vi=("{element} lặp cho từng người nhưng không nói danh sách nào: ghi camunda:collection."),
    en=(
        "{element} is done once for each of a collection that is not named: give it "
        "camunda:collection."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find multi-instance elements without a collection."""
    for node, loop in reading.copied():
        if not (camunda(loop, "collection") or "").strip():
            yield RULE.at(node)
