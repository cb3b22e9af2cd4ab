"""A moment stands in a timeDate, a duration in a timeDuration."""

from collections.abc import Callable, Iterator

from workflows.definitions.reading import Reading
from workflows.errors import ExpressionFailed
from workflows.markup import local_name
from workflows.moments import read_duration, read_moment
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "timer-kind",
    seeks="moments and durations that stand in each other's place",
    vi="Đồng hồ {element} ghi {value} trong {kind}: chuyển sang {right}.",
    en="The timer {element} has {value} as its {kind}: make it a {right}.",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find moments and durations that stand in each other's place."""
    for node, values in reading.timer_values():
        for value in values:
            text, kind = (value.text or "").strip(), local_name(value)
            if "${" in text or kind == "timeCycle":
                continue
            right = "timeDuration" if _is(read_duration, text) else "timeDate"
            if kind != right and (right == "timeDuration" or _is(read_moment, text)):
                yield RULE.at(node, value=text, kind=kind, right=right)


def _is(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ExpressionFailed:
        return False
    return True
