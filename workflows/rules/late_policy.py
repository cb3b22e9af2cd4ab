"""What a late timer does is one of three things."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import own
from workflows.rules.rule import Rule
from workflows.values import LatePolicy, Problem

RULE = Rule(
    "late-policy",
    seeks="timers with another word for what they do when late",
    vi="thidua:late của {element} là {value}: chọn fire, coalesce hoặc skip.",
    en="thidua:late of {element} is {value}: choose fire, coalesce or skip.",
)


_POLICIES = [policy.value for policy in LatePolicy]


def check(reading: Reading) -> Iterator[Problem]:
    """Find timers with another word for what they do when late."""
    for node, _ in reading.timer_values():
        late = own(node, "late") or "fire"
        if late not in _POLICIES:
            yield RULE.at(node, value=late)
