"""Expressions of other tools in the safe expression language: JUEL of Camunda 7, simple FEEL.

Only what means the same is translated. A call of a method is code of another system: it is not
translated, and the rule for expressions refuses it.
"""

import ast
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from workflows.errors import ExpressionFailed
from workflows.expressions import MAX_DEPTH, MAX_SOURCE, parse

_Builder: TypeAlias = Callable[[ast.expr, ast.expr], ast.expr]

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    r"""|(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:()\[\].=])|(?P<name>[^\W\d]\w*))"""
)
_PLACEHOLDER = re.compile(r"""[$#]\{((?:[^{}'"]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*)\}""")
_CONSTANTS = {"true": True, "false": False, "null": None}
_NOT = frozenset({"!", "not"})
_FOREIGN = frozenset({*_CONSTANTS, "empty"})
_NOTHING = ast.parse("[None, '', [], {}]", mode="eval").body


class _Unsayable(Exception):
    """The expression cannot be read, or does what an expression here may not."""


def _either(operator: ast.boolop) -> _Builder:
    return lambda left, right: ast.BoolOp(operator, [left, right])


def _compared(operator: ast.cmpop) -> _Builder:
    return lambda left, right: ast.Compare(left, [operator], [right])


def _counted(operator: ast.operator) -> _Builder:
    return lambda left, right: ast.BinOp(left, operator, right)


#: From the loosest to the tightest.
_LEVELS: tuple[dict[str, _Builder], ...] = (
    dict.fromkeys(("||", "or"), _either(ast.Or())),
    dict.fromkeys(("&&", "and"), _either(ast.And())),
    dict.fromkeys(("==", "eq", "="), _compared(ast.Eq()))
    | dict.fromkeys(("!=", "ne"), _compared(ast.NotEq())),
    dict.fromkeys(("<", "lt"), _compared(ast.Lt()))
    | dict.fromkeys(("<=", "le"), _compared(ast.LtE()))
    | dict.fromkeys((">", "gt"), _compared(ast.Gt()))
    | dict.fromkeys((">=", "ge"), _compared(ast.GtE())),
    {"+": _counted(ast.Add()), "-": _counted(ast.Sub())},
    {"*": _counted(ast.Mult())}
    | dict.fromkeys(("/", "div"), _counted(ast.Div()))
    | dict.fromkeys(("%", "mod"), _counted(ast.Mod())),
)
_WORDS = _NOT | {"empty"} | {sign for level in _LEVELS for sign in level}


def is_ours(source: str) -> bool:
    """Whether an expression can be read as it is."""
    try:
        return not parse(source).names & _FOREIGN
    except ExpressionFailed:
        return False


@lru_cache(maxsize=1024)
def translate_expression(source: str, *, is_feel: bool = False) -> str | None:
    """Say an expression in the safe language; None where it cannot be said."""
    if len(source) > MAX_SOURCE:
        return None
    try:
        said = ast.unparse(_Reader(_tokens(source, is_feel)).whole())
        parse(said)
    except (_Unsayable, ExpressionFailed, RecursionError):
        return None
    return said


def translate_text(text: str) -> str:
    """Translate every ``${…}`` and ``#{…}`` of a text; what cannot be translated stays."""
    return _PLACEHOLDER.sub(lambda found: _placeholder(found[0], found[1]), text)


def _placeholder(whole: str, inner: str) -> str:
    if is_ours(inner):
        return f"${{{inner}}}"
    said = translate_expression(inner)
    return whole if said is None else f"${{{said}}}"


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._position = 0
        self._depth = 0

    def whole(self) -> ast.expr:
        """The expression, to its last token."""
        value = self._choice()
        if self._position < len(self._tokens):
            raise _Unsayable("something is left over")
        return value

    @property
    def _ahead(self) -> str:
        kind, token = self._token()
        return token if kind == "sign" or token in _WORDS else ""

    def _token(self) -> tuple[str, str]:
        return self._tokens[self._position] if self._position < len(self._tokens) else ("", "")

    def _take(self, wanted: str = "") -> tuple[str, str]:
        found = self._token()
        if not found[0] or (wanted and found[1] != wanted):
            raise _Unsayable(f"{wanted or 'a value'} is missing")
        self._position += 1
        return found

    def _deeper(self, read: Callable[[], ast.expr]) -> ast.expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Unsayable("the expression is nested too deep")
        value = read()
        self._depth -= 1
        return value

    def _choice(self) -> ast.expr:
        value = self._binary(0)
        if self._ahead != "?":
            return value
        self._take()
        then = self._deeper(self._choice)
        self._take(":")
        return ast.IfExp(value, then, self._deeper(self._choice))

    def _binary(self, level: int) -> ast.expr:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while (build := _LEVELS[level].get(self._ahead)) is not None:
            self._take()
            left = build(left, self._binary(level + 1))
        return left

    def _unary(self) -> ast.expr:
        sign = self._ahead
        if sign not in {*_NOT, "-", "empty"}:
            return self._postfix()
        self._take()
        value = self._deeper(self._unary)
        if sign == "empty":
            return ast.Compare(value, [ast.In()], [_NOTHING])
        return ast.UnaryOp(ast.USub() if sign == "-" else ast.Not(), value)

    def _postfix(self) -> ast.expr:
        value = self._primary()
        while self._ahead in {".", "["}:
            _, sign = self._take()
            if sign == ".":
                kind, name = self._take()
                if kind != "name":
                    raise _Unsayable("a name is missing")
                value = ast.Subscript(value, ast.Constant(name))
            else:
                value = ast.Subscript(value, self._deeper(self._choice))
                self._take("]")
        return value

    def _primary(self) -> ast.expr:
        if self._ahead == "(":
            self._take()
            value = self._deeper(self._choice)
            self._take(")")
            return value
        kind, token = self._take()
        if kind == "text":
            return ast.Constant(re.sub(r"\\(.)", r"\1", token[1:-1]))
        if kind == "number":
            return ast.Constant(float(token) if "." in token else int(token))
        if kind != "name" or token in _WORDS:
            raise _Unsayable(f"{token} is not a value")
        return ast.Constant(_CONSTANTS[token]) if token in _CONSTANTS else ast.Name(token)


def _tokens(source: str, is_feel: bool) -> list[tuple[str, str]]:
    found, position, text = [], 0, source.rstrip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise _Unsayable(f"{text[position : position + 20]!r} cannot be read")
        kind = token.lastgroup or ""
        if token[kind] == "=" and not is_feel:
            raise _Unsayable("an assignment is no expression")
        found.append((kind, token[kind]))
        position = token.end()
    return found
