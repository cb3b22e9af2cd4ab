"""A timer that repeats says how often."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.errors import ExpressionFailed
from workflows.markup import local_name
from workflows.moments import read_repetition
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "endless-timer",
    seeks="timers that repeat without end",
    vi="Đồng hồ {element} lặp mãi ({value}) cho đến khi công việc xong: ghi số lần, như R5/P1D.",
    en="The timer {element} repeats ({value}) until its task is done: say how often, as R5/P1D.",
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find timers that repeat without end."""
    for node, values in reading.timer_values():
        for value in values:
            text = (value.text or "").strip()
            if local_name(value) == "timeCycle" and _is_endless(text):
                yield RULE.at(node, value=text)


def _is_endless(text: str) -> bool:
    try:
        return read_repetition(text).times is None
    except ExpressionFailed:
        return False
