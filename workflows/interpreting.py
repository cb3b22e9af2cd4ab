"""Works out expressions of the safe language, with a budget of steps, sizes and depth."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any, TypeAlias

from workflows.errors import ExpressionFailed

MAX_STEPS = 20_000
MAX_LENGTH = 10_000
MAX_NUMBER = 10**15

Functions: TypeAlias = Mapping[str, Callable[..., Any]]

_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda item, container: item in container,
    ast.NotIn: lambda item, container: item not in container,
}
_SIGNS: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_MISTAKES = (ArithmeticError, LookupError, TypeError, ValueError, RecursionError)


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple, dict)):
        raise TypeError("only single values become texts")
    return str(value)


def _get(mapping: Mapping[str, Any] | None, key: str, default: Any = None) -> Any:
    return default if mapping is None else {**mapping}.get(key, default)


BUILT_IN: Functions = {
    **{name.__name__: name for name in (len, sum, min, max, round, abs, any, all, sorted)},
    "int": int,
    "float": float,
    "str": _text,
    "bool": bool,
    "get": _get,
}


def work_out(tree: ast.expr, variables: Mapping[str, Any], functions: Functions) -> Any:
    """The value of a tree for these variables, or ExpressionFailed saying why there is none."""
    return _Interpreter(variables, functions).value(tree)


class _Interpreter:
    """One evaluation: the variables, the functions, and what is left of the budget."""

    def __init__(self, variables: Mapping[str, Any], functions: Functions) -> None:
        self._variables = variables
        self._functions = functions
        self._local: dict[str, Any] = {}
        self._left = MAX_STEPS

    def value(self, node: ast.expr) -> Any:
        self._spend(1)
        try:
            return _within_limits(_RULES[type(node)](self, node))
        except _MISTAKES as error:
            raise _mistake(error) from None

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise ExpressionFailed(f"more than {MAX_STEPS} steps", f"quá {MAX_STEPS} bước tính")

    def _weigh(self, value: Any) -> None:
        """Charge for every part of a value, since comparing or adding it visits them all."""
        waiting = [value]
        while waiting:
            part = waiting.pop()
            self._spend(1)
            if isinstance(part, Mapping):
                waiting.extend(part.values())
            elif isinstance(part, (list, tuple)):
                waiting.extend(part)

    def constant(self, node: ast.Constant) -> Any:
        return node.value

    def name(self, node: ast.Name) -> Any:
        if node.id in self._local:
            return self._local[node.id]
        if node.id in self._variables:
            return self._variables[node.id]
        raise ExpressionFailed(
            f"nothing is known by the name {node.id!r}", f"không có biến tên {node.id!r}"
        )

    def either(self, node: ast.BoolOp) -> Any:
        wanted = isinstance(node.op, ast.Or)
        result: Any = None
        for operand in node.values:
            result = self.value(operand)
            if bool(result) is wanted:
                break
        return result

    def signed(self, node: ast.UnaryOp) -> Any:
        return _SIGNS[type(node.op)](self.value(node.operand))

    def arithmetic(self, node: ast.BinOp) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        joins = isinstance(node.op, ast.Add) and type(left) is type(right)
        if not (_are_numbers(left, right) or (joins and isinstance(left, (str, list)))):
            raise TypeError(f"{type(left).__name__} and {type(right).__name__} do not add up")
        return _ARITHMETIC[type(node.op)](left, right)

    def comparison(self, node: ast.Compare) -> bool:
        left = self.value(node.left)
        for sign, operand in zip(node.ops, node.comparators, strict=True):
            right = self.value(operand)
            self._weigh(left)
            self._weigh(right)
            if not _COMPARISONS[type(sign)](left, right):
                return False
            left = right
        return True

    def conditional(self, node: ast.IfExp) -> Any:
        return self.value(node.body if self.value(node.test) else node.orelse)

    def part(self, node: ast.Subscript) -> Any:
        return self.value(node.value)[self.value(node.slice)]

    def items(self, node: ast.List | ast.Tuple) -> list[Any]:
        return [self.value(item) for item in node.elts]

    def mapping(self, node: ast.Dict) -> dict[Any, Any]:
        pairs = zip(node.keys, node.values, strict=True)
        return {self.value(key): self.value(item) for key, item in pairs if key is not None}

    def call(self, node: ast.Call) -> Any:
        assert isinstance(node.func, ast.Name)
        function = self._functions.get(node.func.id) or BUILT_IN.get(node.func.id)
        if function is None:
            raise no_function(node.func.id)
        arguments = [self.value(argument) for argument in node.args]
        if function not in (len, _get):
            self._weigh(arguments)
        return function(*arguments)

    def collected(self, node: ast.ListComp | ast.GeneratorExp) -> list[Any]:
        before = dict(self._local)
        try:
            return list(self._rounds(node, 0))
        finally:
            self._local = before

    def _rounds(self, node: ast.ListComp | ast.GeneratorExp, position: int) -> Iterator[Any]:
        if position == len(node.generators):
            yield self.value(node.elt)
            return
        loop = node.generators[position]
        assert isinstance(loop.target, ast.Name)
        values = self.value(loop.iter)
        if not isinstance(values, (list, tuple, dict, str)):
            raise TypeError(f"a {type(values).__name__} cannot be gone through")
        for item in values:
            self._spend(1)
            self._local[loop.target.id] = item
            if all(self.value(condition) for condition in loop.ifs):
                yield from self._rounds(node, position + 1)


_RULES: dict[type[ast.expr], Callable[[_Interpreter, Any], Any]] = {
    ast.Constant: _Interpreter.constant,
    ast.Name: _Interpreter.name,
    ast.BoolOp: _Interpreter.either,
    ast.UnaryOp: _Interpreter.signed,
    ast.BinOp: _Interpreter.arithmetic,
    ast.Compare: _Interpreter.comparison,
    ast.IfExp: _Interpreter.conditional,
    ast.Subscript: _Interpreter.part,
    ast.List: _Interpreter.items,
    ast.Tuple: _Interpreter.items,
    ast.Dict: _Interpreter.mapping,
    ast.Call: _Interpreter.call,
    ast.ListComp: _Interpreter.collected,
    ast.GeneratorExp: _Interpreter.collected,
}


def no_function(name: str) -> ExpressionFailed:
    """The reason why nothing can be called by this name."""
    return ExpressionFailed(f"there is no function {name!r}", f"không có hàm {name!r}")


def _mistake(error: Exception) -> ExpressionFailed:
    vi = next(vi for kind, vi in _SAID_OF_MISTAKES if isinstance(error, kind))
    return ExpressionFailed(f"{type(error).__name__}: {error}", vi)


_SAID_OF_MISTAKES: tuple[tuple[type[Exception], str], ...] = (
    (ZeroDivisionError, "phép chia cho 0"),
    (LookupError, "không có mục hay vị trí được hỏi"),
    (TypeError, "các giá trị không hợp kiểu với phép tính"),
    (RecursionError, "biểu thức lồng quá sâu"),
    (Exception, "giá trị không tính được"),
)


def _are_numbers(*values: object) -> bool:
    return all(isinstance(value, (int, float)) for value in values)


def _within_limits(value: Any) -> Any:
    if isinstance(value, (str, list, tuple, dict)) and len(value) > MAX_LENGTH:
        raise ExpressionFailed(
            f"a value is longer than {MAX_LENGTH}", f"một giá trị dài hơn {MAX_LENGTH}"
        )
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        raise ExpressionFailed("a number is too large", "một số quá lớn")
    if isinstance(value, float) and not isfinite(value):
        raise ExpressionFailed("a number is not finite", "một số không hữu hạn")
    return value
