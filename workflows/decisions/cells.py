"""Cells of a decision table: the tests an input must pass, written as DMN writes them.

A cell lists tests separated by commas, of which one has to hold: a value, a comparison as
``>= 70``, a range as ``[70..80)``, ``not(…)``, or a condition in which ``?`` is the input.
A day is written ``date("2025-12-15")``. An empty cell or ``-`` lets everything pass.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from workflows.errors import ExpressionFailed
from workflows.expressions import Expression, parse
from workflows.interpreting import BUILT_IN, Functions, no_function

Facts: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[Any, Facts], bool]

ASKED = "the_input_of_this_cell"
CONSTANTS: Mapping[str, Any] = {"null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Cell:
    """What an input must pass: ``limits`` are the values it is held against, if they are fixed.

    ``limits`` is None where facts or conditions decide, so that nothing can be told beforehand;
    ``compares`` says that values between and beyond the limits may pass too.
    """

    holds: Test
    limits: tuple[Any, ...] | None = ()
    compares: bool = False


def read_day(text: Any) -> date:
    """Take a day as tables write it and forms keep it."""
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise ExpressionFailed(f"{text!r} is not a day", f"{text!r} không phải là ngày") from None


DAYS: Functions = {"date": read_day}


def is_same(value: Any, other: Any) -> bool:
    """Whether two values are equal; true and 1 are not."""
    if isinstance(value, bool) is not isinstance(other, bool):
        return False
    return bool(value == other)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda value, limit: value >= limit,
    "<=": lambda value, limit: value <= limit,
    "!=": lambda value, other: not is_same(value, other),
    ">": lambda value, limit: value > limit,
    "<": lambda value, limit: value < limit,
    "=": is_same,
}
_OPENING, _CLOSING = "[(]", "])["


def read_cell(text: str) -> Cell:
    """Read the tests of a cell, or raise ExpressionFailed."""
    text = text.strip()
    if text in {"", "-"}:
        return Cell(lambda value, facts: True)
    tests = [_test(part) for part in split(text, ",")]
    return Cell(
        lambda value, facts: any(one.holds(value, facts) for one in tests),
        _limits(*tests),
        any(one.compares for one in tests),
    )


def read_expression(text: str) -> Expression:
    """Read an expression of a table, which calls nothing but what is built in."""
    expression = parse(text)
    for name in sorted(expression.functions - BUILT_IN.keys() - DAYS.keys()):
        raise no_function(name).within(repr(text))
    if is_constant(expression):
        evaluate(expression, {})
    return expression


def is_constant(expression: Expression) -> bool:
    """Whether it is worth the same on all facts."""
    return not expression.names - CONSTANTS.keys()


def evaluate(expression: Expression, facts: Facts) -> Any:
    """Work out an expression of a table."""
    return expression.evaluate({**CONSTANTS, **facts}, DAYS)


def split(text: str, separator: str) -> list[str]:
    """Split a text at separators that stand outside of quotes and brackets."""
    cuts = [position for position in _outside(text) if text.startswith(separator, position)]
    starts = [0, *(cut + len(separator) for cut in cuts)]
    return [text[a:b].strip() for a, b in zip(starts, [*cuts, len(text)], strict=True)]


def _outside(text: str) -> Iterator[int]:
    quote, depth = "", 0
    for position, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote and text[position - 1] != "\\" else quote
        elif letter in "\"'":
            quote = letter
        else:
            depth += (letter in "([{") - (letter in ")]}")
            if depth <= 0:
                yield position


def _test(text: str) -> Cell:
    if not text:
        raise ExpressionFailed(
            "a test between commas is missing", "thiếu điều kiện giữa hai dấu phẩy"
        )
    if text.startswith("not(") and text.endswith(")"):
        inner = read_cell(text[4:-1])
        return Cell(
            lambda value, facts: not inner.holds(value, facts), inner.limits, inner.compares
        )
    if _is_range(text):
        return _range(text)
    for sign in _COMPARISONS:
        if text.startswith(sign) and not text.startswith("=="):
            return _comparison(sign, read_expression(text[len(sign) :]))
    return _condition(text) if _asks(text) else _comparison("=", read_expression(text))


def _limits(*cells: Cell) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] = ()
    for cell in cells:
        if cell.limits is None:
            return None
        found += cell.limits
    return found


def _asks(text: str) -> bool:
    return _replaced(text) != text


def _replaced(text: str) -> str:
    pieces, quote = [], ""
    for letter in text:
        if letter in "\"'" and quote in ("", letter):
            quote = "" if quote else letter
        pieces.append(ASKED if letter == "?" and not quote else letter)
    return "".join(pieces)


def _condition(text: str) -> Cell:
    expression = read_expression(_replaced(text))
    return Cell(lambda value, facts: bool(evaluate(expression, {**facts, ASKED: value})), None)


def _comparison(sign: str, expression: Expression) -> Cell:
    if is_constant(expression):
        limit = evaluate(expression, {})
        return Cell(lambda value, _facts: _compared(sign, value, limit), (limit,), sign != "=")
    return Cell(lambda value, facts: _compared(sign, value, evaluate(expression, facts)), None)


def _is_range(text: str) -> bool:
    if text[0] not in _OPENING or text[-1] not in _CLOSING or len(text) < 2:
        return False
    return len(split(text[1:-1], "..")) == 2


def _range(text: str) -> Cell:
    low, high = split(text[1:-1], "..")
    above = _comparison(">=" if text[0] == "[" else ">", read_expression(low))
    below = _comparison("<=" if text[-1] == "]" else "<", read_expression(high))
    return Cell(
        lambda value, facts: above.holds(value, facts) and below.holds(value, facts),
        _limits(above, below),
        compares=True,
    )


def _compared(sign: str, value: Any, limit: Any) -> bool:
    if sign not in {"=", "!="} and (value is None or limit is None):
        return False
    if isinstance(limit, date) and isinstance(value, str):
        value = read_day(value)
    try:
        return _COMPARISONS[sign](value, limit)
    except TypeError:
        raise ExpressionFailed(
            f"{value!r} cannot be compared with {limit!r}",
            f"không so sánh được {value!r} với {limit!r}",
        ) from None
