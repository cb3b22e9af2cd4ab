"""An expression uses no variable that nothing here sets."""

from collections.abc import Iterator

from workflows.definitions.nearness import nearest
from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "doubtful-variable",
    seeks="variables nothing here sets, though a message or the start may bring them",
    vi=(
        "{where} của {element} dùng biến {name}, không bước nào ở đây ghi: chỉ tin nhận được hoặc "
        "nơi bắt đầu quy trình mới có thể mang tới. Gần nhất: {nearest}."
    ),
    en=(
        "The {where} of {element} uses {name}, which nothing here sets: only a message or whoever "
        "starts the process could bring it. The nearest is {nearest}."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find variables nothing here sets."""
    for use in reading.unset:
        if use.may_arrive:
            near = nearest(use.name, use.known)
            yield RULE.at(use.node, where=use.where, name=use.name, nearest=near)
