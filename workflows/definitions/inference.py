"""Works out the kinds of expressions before anything runs, and what cannot fit together."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.definitions.nearness import nearest
from workflows.expressions import Expression
from workflows.kinds import (
    BOOLEAN,
    LIST,
    MOMENT,
    NUMBER,
    TEXT,
    UNKNOWN,
    Kind,
    any_of,
    kind_of_value,
)

Scope = Mapping[str, Kind]

#: What functions answer, where that does not depend on what they are asked.
_ANSWERS: Mapping[str, Kind] = {
    **dict.fromkeys(("len", "int", "float", "round", "abs"), NUMBER),
    **dict.fromkeys(("any", "all", "bool"), BOOLEAN),
    **dict.fromkeys(("now", "deadline", "workdays_after", "workdays_before"), MOMENT),
    "str": TEXT,
    "sorted": LIST,
}
_EQUALITY = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)
_WITHOUT_ORDER = frozenset({"boolean", "list", "record", "nothing"})
_SIMPLE = frozenset({"number", "boolean", "moment"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot fit: the rule it breaks, the piece of text, and what to say."""

    rule: str
    text: str
    said: Mapping[str, str]


class Inference:
    """Looks at expressions in turn; what it finds is kept in ``findings``."""

    def __init__(self, scope: Scope) -> None:
        self._scope = dict(scope)
        self._source = ""
        self.findings: list[Finding] = []

    def assign(self, name: str, expression: Expression) -> None:
        """Go through a line of a script and remember what it sets."""
        self._scope[name] = self.value(expression).plain()

    def value(self, expression: Expression) -> Kind:
        """Go through an expression and tell its kind."""
        self._source = expression.source.strip()
        return self._kind(expression.tree)

    def condition(self, expression: Expression) -> None:
        """Go through an expression that has to be true or false."""
        self._source = expression.source.strip()
        self._decide(expression.tree)

    def _decide(self, node: ast.expr) -> None:
        if isinstance(node, ast.BoolOp):
            for operand in node.values:
                self._decide(operand)
            return
        kind = self._kind(node)
        if kind.name != "boolean" and not kind.is_open:
            self._note("condition-kind", node, kind=kind.words)

    def _kind(self, node: ast.expr) -> Kind:
        return _RULES[type(node)](self, node)

    def _note(self, rule: str, node: ast.expr, **said: str) -> None:
        text = ast.get_source_segment(self._source, node) or self._source
        self.findings.append(Finding(rule, text, said))

    def _clash(self, node: ast.expr, left: Kind, right: Kind) -> None:
        self._note("kind-mismatch", node, left=left.words, right=right.words)

    def constant(self, node: ast.Constant) -> Kind:
        """A value that is written out."""
        return kind_of_value(node.value)

    def name(self, node: ast.Name) -> Kind:
        """A variable."""
        return self._scope.get(node.id, UNKNOWN)

    def either(self, node: ast.BoolOp) -> Kind:
        """One of several values."""
        return any_of([self._kind(operand) for operand in node.values])

    def signed(self, node: ast.UnaryOp) -> Kind:
        """A number with a sign, or the opposite of a truth."""
        kind = self._kind(node.operand)
        if isinstance(node.op, ast.Not):
            return BOOLEAN
        if kind.name != "number" and not kind.is_open:
            self._clash(node, kind, NUMBER)
        return NUMBER

    def arithmetic(self, node: ast.BinOp) -> Kind:
        """Two values added, multiplied and the like; texts and lists are only joined."""
        left, right = self._kind(node.left), self._kind(node.right)
        joins = isinstance(node.op, ast.Add) and {left.family, right.family} <= {"text", "list"}
        for kind in (left, right):
            counts = kind.name == "number" or (joins and left.family == right.family)
            if not (counts or kind.name == "unknown"):
                self._clash(node, left, right)
                return UNKNOWN
        return left.plain() if left.name != "unknown" else right.plain()

    def comparison(self, node: ast.Compare) -> Kind:
        """Values held against one another."""
        left_node, left = node.left, self._kind(node.left)
        for sign, right_node in zip(node.ops, node.comparators, strict=True):
            right = self._kind(right_node)
            if isinstance(sign, (ast.In, ast.NotIn)):
                self._look_within(node, (left, left_node), (right, right_node))
            elif isinstance(sign, _EQUALITY):
                self._equate(node, (left, left_node), (right, right_node))
            else:
                self._order(node, left, right)
            left_node, left = right_node, right
        return BOOLEAN

    def conditional(self, node: ast.IfExp) -> Kind:
        """One of two values."""
        self._kind(node.test)
        return any_of([self._kind(node.body), self._kind(node.orelse)])

    def part(self, node: ast.Subscript) -> Kind:
        """A part of a record, an item of a list, a letter of a text."""
        whole, key = self._kind(node.value), self._kind(node.slice)
        name = key.options[0] if key.options else None
        if whole.name in _SIMPLE or (whole.parts is not None and _misses(whole.parts, name)):
            near = nearest(str(name), whole.parts or ())
            self._note("unknown-part", node, name=str(name), nearest=near)
            return UNKNOWN
        if whole.parts is not None and name is not None:
            return whole.parts[name]
        return TEXT if whole.family == "text" else whole.item or UNKNOWN

    def items(self, node: ast.List | ast.Tuple) -> Kind:
        """A list that is written out."""
        return Kind("list", item=any_of([self._kind(item) for item in node.elts]))

    def mapping(self, node: ast.Dict) -> Kind:
        """A record that is written out."""
        kinds = [self._kind(value) for value in node.values]
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        if not all(isinstance(key, str) for key in keys):
            return Kind("record")
        return Kind("record", parts=dict(zip(map(str, keys), kinds, strict=True)))

    def call(self, node: ast.Call) -> Kind:
        """What a function answers."""
        for argument in node.args:
            self._kind(argument)
        assert isinstance(node.func, ast.Name)
        return _ANSWERS.get(node.func.id, UNKNOWN)

    def collected(self, node: ast.ListComp | ast.GeneratorExp) -> Kind:
        """A list made of another."""
        before = dict(self._scope)
        for loop in node.generators:
            assert isinstance(loop.target, ast.Name)
            source = self._kind(loop.iter)
            if source.name in _SIMPLE:
                self._clash(loop.iter, source, LIST)
            self._scope[loop.target.id] = source.item or UNKNOWN
            for test in loop.ifs:
                self._kind(test)
        made = Kind("list", item=self._kind(node.elt))
        self._scope = before
        return made

    def _look_within(
        self, node: ast.expr, one: tuple[Kind, ast.expr], within: tuple[Kind, ast.expr]
    ) -> None:
        (left, left_node), (right, right_node) = one, within
        if right.name in {*_SIMPLE, "nothing"}:
            self._clash(node, left, right)
        elif right.item is not None:
            self._equate(node, (left, left_node), (right.item, right_node))
        elif right.family == "text" and left.family != "text" and not left.is_open:
            self._clash(node, left, right)

    def _equate(
        self, node: ast.expr, one: tuple[Kind, ast.expr], other: tuple[Kind, ast.expr]
    ) -> None:
        (left, left_node), (right, right_node) = one, other
        if left.is_open or right.is_open:
            return
        if left.family != right.family or _is_no_day(left, right) or _is_no_day(right, left):
            self._clash(node, left, right)
        elif _is_written_out(left_node):
            self._choose(node, right, left)
        elif _is_written_out(right_node):
            self._choose(node, left, right)

    def _choose(self, node: ast.expr, choice: Kind, written: Kind) -> None:
        for value in written.options:
            if choice.options and value not in choice.options:
                near = nearest(str(value), map(str, choice.options), 0.4)
                listed = ", ".join(map(str, choice.options))
                self._note("unknown-option", node, value=str(value), nearest=near, options=listed)

    def _order(self, node: ast.expr, left: Kind, right: Kind) -> None:
        differ = "unknown" not in {left.name, right.name} and left.family != right.family
        if differ or {left.name, right.name} & _WITHOUT_ORDER or _is_no_day(left, right):
            self._clash(node, left, right)


_RULES: dict[type[ast.expr], Callable[[Inference, Any], Kind]] = {
    ast.Constant: Inference.constant,
    ast.Name: Inference.name,
    ast.BoolOp: Inference.either,
    ast.UnaryOp: Inference.signed,
    ast.BinOp: Inference.arithmetic,
    ast.Compare: Inference.comparison,
    ast.IfExp: Inference.conditional,
    ast.Subscript: Inference.part,
    ast.List: Inference.items,
    ast.Tuple: Inference.items,
    ast.Dict: Inference.mapping,
    ast.Call: Inference.call,
    ast.ListComp: Inference.collected,
    ast.GeneratorExp: Inference.collected,
}


def _misses(parts: Mapping[str, Kind], name: Any) -> bool:
    return name is not None and name not in parts


def _is_written_out(node: ast.expr) -> bool:
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(isinstance(item, ast.Constant) for item in node.elts)
    return isinstance(node, ast.Constant)


def _is_no_day(day: Kind, text: Kind) -> bool:
    """Whether a day is held against texts that are none."""
    return day.name == "day" and text.name == "text" and not all(map(_is_day, text.options))


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False
