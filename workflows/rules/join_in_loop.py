"""No loop leads back into a parallel join."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "join-in-loop",
    seeks="parallel joins with a flow that comes only from behind them",
    vi=(
        "Vòng lặp quay lại cổng song song {element}, cổng này sẽ chờ mãi: quay lại một "
        "cổng loại trừ đặt trước nó."
    ),
    en=(
        "A loop leads back into the parallel gateway {element}, which would wait for "
        "ever: return to an exclusive gateway before it."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find parallel joins with a flow that comes only from behind them."""
    for node, _ in reading.paths.joins_in_loops():
        yield RULE.at(node)
