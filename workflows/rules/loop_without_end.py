"""A loop marker says how long the element is repeated."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "loop-without-end",
    seeks="loop markers without a condition and without a maximum that is a number from 1",
    vi=(
        "Dấu lặp của {element} không nói lặp tới khi nào: ghi loopCondition dạng ${{…}} (còn đúng "
        "thì còn lặp), hoặc loopMaximum từ 1 trở lên."
    ),
    en=(
        "The loop marker of {element} does not say how long: write a loopCondition as ${{…}}, "
        "which holds as long as it goes on, or a loopMaximum from 1."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find loop markers without a condition and without a maximum that is a number from 1."""
    for loop in reading.process.iter(bpmn("standardLoopCharacteristics")):
        maximum, condition = loop.get("loopMaximum"), loop.findtext(bpmn("loopCondition"))
        is_number = maximum is not None and maximum.isdecimal() and int(maximum) >= 1
        if not (is_number or (maximum is None and (condition or "").strip())):
            yield RULE.at(loop)
