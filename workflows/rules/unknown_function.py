"""Expressions call only functions that are there."""

from collections.abc import Iterator

from workflows.definitions.nearness import nearest
from workflows.definitions.reading import Reading
from workflows.expressions import SURROUNDING_FUNCTIONS
from workflows.interpreting import BUILT_IN
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unknown-function",
    seeks="functions nobody knows",
    vi="{where} của {element} gọi hàm {name}, không có. Gần nhất: {nearest}.",
    en=("The {where} of {element} calls {name}, which is no function. The nearest is {nearest}."),
)


_KNOWN = SURROUNDING_FUNCTIONS | BUILT_IN.keys()


def check(reading: Reading) -> Iterator[Problem]:
    """Find functions nobody knows."""
    for one in reading.wordings:
        called = {name for expression in one.expressions for name in expression.functions}
        for name in sorted(called - _KNOWN):
            near = nearest(name, _KNOWN)
            yield RULE.at(one.node, where=one.where, name=name, nearest=near)
