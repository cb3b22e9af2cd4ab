"""The safe expression language of diagrams and decision tables.

It reads like Python and is never run by Python: a whitelist of syntax is interpreted with a
budget of steps, sizes and depth. Nothing in it can change a value, reach an attribute or call
anything but the listed functions.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workflows.errors import ExpressionFailed
from workflows.interpreting import Functions, work_out

MAX_SOURCE = 2_000
MAX_DEPTH = 50

_ALLOWED = (
    *(ast.Constant, ast.Name, ast.Load, ast.Store, ast.BoolOp, ast.And, ast.Or, ast.Not),
    *(ast.UnaryOp, ast.USub, ast.UAdd, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div),
    *(ast.FloorDiv, ast.Mod, ast.Compare, ast.cmpop, ast.IfExp, ast.Subscript, ast.Call),
    *(ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.GeneratorExp, ast.comprehension),
)
#: What Python raises for a text it cannot read.
UNREAD = (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError)
_RUN_TOGETHER = re.compile(r"\d[\w.]*?(and|else|for|if|in|is|not|or)")
#: What the surroundings may add; a diagram that calls anything else is not accepted.
SURROUNDING_FUNCTIONS = frozenset(
    {"now", "deadline", "workdays_after", "workdays_before", "setting"}
)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that has been read once; ``names`` are the variables it needs."""

    source: str
    tree: ast.expr
    names: frozenset[str]
    functions: frozenset[str]

    def evaluate(self, variables: Mapping[str, Any], functions: Functions | None = None) -> Any:
        """Work out the value for these variables, or raise ExpressionFailed saying why not."""
        try:
            return work_out(self.tree, variables, functions or {})
        except ExpressionFailed as error:
            raise error.within(repr(self.source)) from None


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """Read an expression, or raise ExpressionFailed if it is not of the safe language."""
    tree = _syntax_tree(source.strip())
    _refuse_depth(tree)
    for node in ast.walk(tree):
        _refuse_unlisted(node, source.strip())
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {node.id for node in calls if isinstance(node, ast.Name)}
    return Expression(source, tree, frozenset(_free_names(tree)), frozenset(called))


def _syntax_tree(source: str) -> ast.expr:
    if not source:
        raise ExpressionFailed("an expression is missing", "thiếu biểu thức")
    if len(source) > MAX_SOURCE:
        raise ExpressionFailed(
            f"the expression is longer than {MAX_SOURCE} characters",
            f"biểu thức dài hơn {MAX_SOURCE} ký tự",
        )
    try:
        refuse_run_together(source)
        return ast.parse(source, mode="eval").body
    except UNREAD as error:
        raise unreadable(error).within(repr(source[:80])) from None


def refuse_run_together(source: str) -> None:
    """Raise SyntaxError where a number runs into a word, as ``1if``.

    Python reads that with a warning on the log of the server, for which it would open a file.
    """
    if _RUN_TOGETHER.search(source) is None:
        return
    before: tokenize.TokenInfo | None = None
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kinds = (before.type if before else None, token.type)
        if before and kinds == (tokenize.NUMBER, tokenize.NAME) and before.end == token.start:
            raise SyntaxError("a number runs into a word")
        before = token


def unreadable(error: Exception) -> ExpressionFailed:
    """The reason why Python could not read a text."""
    place = getattr(error, "offset", None) or 0
    why = getattr(error, "msg", None) or str(error)
    return ExpressionFailed(
        f"cannot be read near character {place}: {why}", f"không đọc được ở gần ký tự {place}"
    )


def _refuse_depth(tree: ast.expr) -> None:
    level: list[ast.AST] = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise ExpressionFailed(
        f"the expression is nested deeper than {MAX_DEPTH} levels",
        f"biểu thức lồng sâu hơn {MAX_DEPTH} tầng",
    )


def _refuse_unlisted(node: ast.AST, source: str) -> None:
    refusal = None if isinstance(node, _ALLOWED) else _UNLISTED
    refusal = refusal or _REFUSALS.get(type(node))
    if refusal is None or not refusal.applies(node):
        return
    met = _met(node, source)
    reason = ExpressionFailed(refusal.en.format(met), refusal.vi.format(met))
    raise reason.within(repr(source[:80]))


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What a piece of syntax may not be, and how that is said."""

    applies: Callable[[Any], bool]
    en: str
    vi: str


_UNLISTED = _Refusal(
    lambda _node: True, "{} is not part of the language", "{} không thuộc ngôn ngữ biểu thức"
)
_REFUSALS: dict[type[ast.AST], _Refusal] = {
    ast.Name: _Refusal(
        lambda node: node.id.startswith("_"),
        "names do not start with an underscore: {}",
        "tên không bắt đầu bằng dấu gạch dưới: {}",
    ),
    ast.Constant: _Refusal(
        lambda node: not (node.value is None or isinstance(node.value, (bool, int, float, str))),
        "the constant {} is not part of the language",
        "hằng {} không thuộc ngôn ngữ biểu thức",
    ),
    ast.Call: _Refusal(
        lambda node: not isinstance(node.func, ast.Name) or bool(node.keywords),
        "only named functions can be called, without keywords",
        "chỉ gọi được hàm có tên, không kèm từ khóa",
    ),
    ast.Dict: _Refusal(
        lambda node: None in node.keys,
        "a dictionary lists its keys",
        "từ điển phải liệt kê các khóa",
    ),
    ast.comprehension: _Refusal(
        lambda node: not isinstance(node.target, ast.Name),
        "a comprehension names one variable",
        "phép duyệt danh sách dùng đúng một biến",
    ),
}


def _met(node: ast.AST, source: str) -> str:
    segment = ast.get_source_segment(source, node)
    return type(node).__name__ if segment is None else f"`{segment[:40]}`"


def _free_names(tree: ast.expr) -> Iterator[str]:
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    for name in names:
        if id(name) not in functions and name.id not in bound:
            yield name.id
