"""A gateway that joins gets the tokens it waits for."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "deadlock",
    seeks="joins that would wait for ever",
    vi=(
        "Cổng gộp {element} chờ các nhánh, nhưng có nhánh không bao giờ tới: "
        "dùng cổng loại trừ để gộp."
    ),
    en=(
        "The joining gateway {element} waits for flows of which one may never come: "
        "merge with an exclusive gateway."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find joins that would wait for ever."""
    looping = {id_of(node) for node, _ in reading.paths.joins_in_loops()}
    for played in reading.played:
        for name, node in played.stuck.items():
            if name not in looping:
                yield RULE.at(node)
