"""Parallel branches are joined before the way goes on."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "merge-without-join",
    seeks="elements that parallel branches would run more than once",
    vi=(
        "{element} sẽ chạy nhiều lần vì các nhánh song song chưa gộp: đặt một cổng "
        "song song trước nó."
    ),
    en=(
        "{element} would run more than once, since parallel branches lead to it "
        "unjoined: put a parallel gateway before it."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find elements that parallel branches would run more than once."""
    for played in reading.played:
        for name, node in played.doubled.items():
            if local_name(node) != "endEvent" and name not in played.stuck:
                yield RULE.at(node)
