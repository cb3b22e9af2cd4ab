"""A timer has one value that stands for a moment, a duration or a repetition."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from workflows.definitions.diagram import Node
from workflows.definitions.reading import Reading
from workflows.errors import ExpressionFailed
from workflows.markup import camunda, local_name
from workflows.moments import Duration, read_duration, read_moment, read_repetition
from workflows.rules.rule import Rule
from workflows.templates import parse_template
from workflows.values import Problem
from workflows.wording import Both

RULE = Rule(
    "timer-value",
    seeks="timers and due dates whose constant value is none",
    vi=(
        "Đồng hồ hoặc thời hạn của {element} ghi {value}: {reason}. Viết "
        "2026-01-05T17:00:00+07:00, P3D, R3/P1D hoặc biểu thức ${{…}}."
    ),
    en=(
        "The timer or due date of {element} is {value}: {reason}. Write "
        "2026-01-05T17:00:00+07:00, P3D, R3/P1D or an expression ${{…}}."
    ),
)


#: Whatever lies beyond is a slip of the pen.
_YEARS = range(2000, 2101)
_ONE_VALUE = Both("a timer has exactly one value", "đồng hồ có đúng một giá trị")
_DURATION = re.compile(r"R?\d*P(\d+[YMWD])*(T(\d+[HMS])+)?")


def check(reading: Reading) -> Iterator[Problem]:
    """Find timers and due dates whose constant value is none."""
    for node, values in reading.timer_values():
        if len(values) != 1:
            yield RULE.at(node, value="—", reason=_ONE_VALUE)
        for value in values[:1]:
            yield from _judged(node, value.text or "", local_name(value) == "timeCycle")
    for node in reading.of_kind("userTask"):
        yield from _judged(node, camunda(node, "dueDate") or "", repeats=False)


def _judged(node: Node, text: str, repeats: bool) -> Iterator[Problem]:
    try:
        value = _constant(text)
        if value is not None:
            _read(value, repeats)
    except ExpressionFailed as error:
        yield RULE.at(node, value=text.strip(), reason=error)


def _constant(text: str) -> str | None:
    """What the text always stands for, if that can be told."""
    try:
        template = parse_template(text)
    except ExpressionFailed:
        return None
    names = {name for one in template.expressions for name in one.names}
    if any(_DURATION.fullmatch(name) for name in names):
        raise ExpressionFailed(
            "a duration inside ${…} stands in quotes",
            "khoảng thời gian trong ${…} phải đặt trong dấu nháy",
        )
    if names or not text.strip() or any(one.functions for one in template.expressions):
        return None
    value = template.evaluate({})
    if not isinstance(value, str):
        raise ExpressionFailed(
            f"inside ${{…}} this is {value!r}; a moment there stands in quotes",
            f"trong ${{…}} đây là {value!r}; thời điểm ở đó phải đặt trong dấu nháy",
        )
    return value


def _read(text: str, repeats: bool) -> None:
    if repeats:
        read_repetition(text)
    elif text.strip().upper().startswith("P"):
        _refuse_nothing(text, read_duration(text))
    else:
        _refuse_other_times(text, read_moment(text))


def _refuse_nothing(text: str, duration: Duration) -> None:
    if duration == Duration(0, timedelta(0)):
        raise ExpressionFailed(f"{text!r} is no time at all", f"{text!r} là không có thời gian nào")


def _refuse_other_times(text: str, moment: datetime) -> None:
    if moment.year not in _YEARS:
        raise ExpressionFailed(
            f"the year of {text!r} is not between {_YEARS[0]} and {_YEARS[-1]}",
            f"năm của {text!r} không nằm trong khoảng {_YEARS[0]} đến {_YEARS[-1]}",
        )
