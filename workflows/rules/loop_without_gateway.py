"""A loop passes through a gateway, else it can never be left."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "loop-without-gateway",
    seeks="loops without any gateway",
    vi=(
        "Vòng lặp qua {element} không có cổng nào nên không bao giờ thoát ra được: "
        "thêm cổng loại trừ."
    ),
    en=(
        "The loop through {element} has no gateway, so it can never be left: add an "
        "exclusive gateway."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find loops without any gateway."""
    for name in reading.paths.round_and_round[:1]:
        yield RULE.at(reading.nodes[name])
