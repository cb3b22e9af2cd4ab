"""Cells of a decision table: the tests an input must pass, written as DMN writes them.

A cell lists tests separated by commas, of which one has to hold: a value, a comparison as
``>= 70``, a range as ``[70..80)``, ``not(…)``, or a condition in which ``?`` is the input.
An empty cell or ``-`` lets everything pass.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from workflows.errors import ExpressionFailed
from workflows.expressions import BUILT_IN, Expression, parse

Facts: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[Any, Facts], bool]

ASKED = "the_input_of_this_cell"
CONSTANTS: Mapping[str, Any] = {"null": None, "true": True, "false": False}


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


def read_cell(text: str) -> Test:
    """Read the tests of a cell, or raise ExpressionFailed."""
    text = text.strip()
    if text in {"", "-"}:
        return lambda value, facts: True
    tests = [_test(part) for part in split(text, ",")]
    return lambda value, facts: any(test(value, facts) for test in tests)


def read_expression(text: str) -> Expression:
    """Read an expression of a table, which calls nothing but what is built in."""
    expression = parse(text)
    for name in sorted(expression.functions - BUILT_IN.keys()):
        raise ExpressionFailed(f"{text!r}: there is no function {name!r}")
    return expression


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


def _test(text: str) -> Test:
    if not text:
        raise ExpressionFailed("a test between commas is missing")
    if text.startswith("not(") and text.endswith(")"):
        inner = read_cell(text[4:-1])
        return lambda value, facts: not inner(value, facts)
    if _is_range(text):
        return _range(text)
    for sign in _COMPARISONS:
        if text.startswith(sign) and not text.startswith("=="):
            return _comparison(sign, read_expression(text[len(sign) :]))
    return _condition(text) if _asks(text) else _equality(read_expression(text))


def _asks(text: str) -> bool:
    return _replaced(text) != text


def _replaced(text: str) -> str:
    pieces, quote = [], ""
    for letter in text:
        if letter in "\"'" and quote in ("", letter):
            quote = "" if quote else letter
        pieces.append(ASKED if letter == "?" and not quote else letter)
    return "".join(pieces)


def _condition(text: str) -> Test:
    expression = read_expression(_replaced(text))
    return lambda value, facts: bool(_evaluate(expression, {**facts, ASKED: value}))


def _equality(expression: Expression) -> Test:
    return lambda value, facts: is_same(value, _evaluate(expression, facts))


def _comparison(sign: str, expression: Expression) -> Test:
    compare = _COMPARISONS[sign]
    equality = sign in {"=", "!="}

    def test(value: Any, facts: Facts) -> bool:
        limit = _evaluate(expression, facts)
        if not equality and (value is None or limit is None):
            return False
        return _compared(compare, value, limit)

    return test


def _is_range(text: str) -> bool:
    if text[0] not in _OPENING or text[-1] not in _CLOSING or len(text) < 2:
        return False
    return len(split(text[1:-1], "..")) == 2


def _range(text: str) -> Test:
    low, high = split(text[1:-1], "..")
    above = _comparison(">=" if text[0] == "[" else ">", read_expression(low))
    below = _comparison("<=" if text[-1] == "]" else "<", read_expression(high))
    return lambda value, facts: above(value, facts) and below(value, facts)


def _compared(compare: Callable[[Any, Any], bool], value: Any, limit: Any) -> bool:
    try:
        return compare(value, limit)
    except TypeError:
        raise ExpressionFailed(f"{value!r} cannot be compared with {limit!r}") from None


def _evaluate(expression: Expression, facts: Facts) -> Any:
    return expression.evaluate({**CONSTANTS, **facts})
