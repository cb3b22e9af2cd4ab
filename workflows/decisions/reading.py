"""Reads a decision table from DMN 1.3 XML, noting everything that is wrong with it."""

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from lxml import etree

from workflows.decisions.cells import (
    Cell,
    evaluate,
    is_constant,
    read_cell,
    read_expression,
    split,
)
from workflows.decisions.table import Aggregation, Column, HitPolicy, Output, Rule, Table
from workflows.errors import DefinitionRejected, ExpressionFailed
from workflows.expressions import Expression, parse
from workflows.markup import line_of, local_name, read_xml
from workflows.values import Problem

Read = TypeVar("Read")

_WHOLE = frozenset({"integer", "long", "int"})


@lru_cache(maxsize=64)
def read_table(xml: str) -> Table:
    """Read the one decision table of a file, or raise DefinitionRejected."""
    reader = _Reader()
    table = reader.table(read_xml(xml))
    if table is None or reader.problems:
        raise DefinitionRejected(tuple(reader.problems))
    return table


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def table(self, root: etree._Element) -> Table | None:
        decisions = [element for element in root.iter() if local_name(element) == "decision"]
        tables = [element for element in root.iter() if local_name(element) == "decisionTable"]
        if len(decisions) != 1 or len(tables) != 1:
            count = f"{len(decisions)} decision, {len(tables)} decisionTable"
            self._note("one-decision", root, f"this one holds {count}", f"tệp này có {count}")
            return None
        return self._table(decisions[0], tables[0])

    def _table(self, decision: etree._Element, table: etree._Element) -> Table:
        annotations = tuple(one.get("name") or "" for one in _children(table, "annotation"))
        columns = tuple(self._column(one) for one in _children(table, "input"))
        outputs = tuple(self._output(one) for one in _children(table, "output"))
        if not outputs:
            self._note("no-output", table, "there is none", "chưa có cột nào")
        width = (len(columns), len(outputs), len(annotations))
        rules = tuple(self._rule(one, width) for one in _children(table, "rule"))
        self._refuse_twins(table, [rule.id for rule in rules])
        return Table(
            decision.get("id") or "",
            decision.get("name") or "",
            self._hit_policy(table),
            self._aggregation(table, len(outputs)),
            columns,
            outputs,
            annotations,
            rules,
            line_of(table),
        )

    def _hit_policy(self, table: etree._Element) -> HitPolicy:
        policy = table.get("hitPolicy", "UNIQUE")
        if policy not in list(HitPolicy):
            self._note("hit-policy", table, f"there is no {policy}", f"không có {policy}")
            return HitPolicy.UNIQUE
        return HitPolicy(policy)

    def _aggregation(self, table: etree._Element, outputs: int) -> Aggregation | None:
        name = table.get("aggregation")
        if not name:
            return None
        if name not in list(Aggregation) or table.get("hitPolicy") != "COLLECT" or outputs > 1:
            self._note(
                "hit-policy",
                table,
                f"{name} is not SUM, MIN, MAX or COUNT of one output collected by COLLECT",
                f"{name} không phải SUM, MIN, MAX hay COUNT của đúng một cột kết quả với COLLECT",
            )
            return None
        return Aggregation(name)

    def _column(self, element: etree._Element) -> Column:
        expressions = _children(element, "inputExpression")
        text = _text(expressions[0]) if expressions else ""
        kind = (expressions[0].get("typeRef") or "") if expressions else ""
        asks = self._cell(element, text, read_expression) or _NOTHING
        allows = [
            self._cell(one, _text(one), read_cell) for one in _children(element, "inputValues")
        ]
        is_whole = kind.rpartition(":")[2].lower() in _WHOLE
        return Column(element.get("label") or text, asks, (*allows, None)[0], is_whole)

    def _output(self, element: etree._Element) -> Output:
        name = element.get("name") or ""
        if not name.isidentifier():
            self._note(
                "output-name",
                element,
                f"{name!r} is no variable name",
                f"{name!r} không phải tên biến",
            )
        allowed = [
            self._cell(one, _text(one), _read_values) for one in _children(element, "outputValues")
        ]
        defaults = [self._expression(one) for one in _children(element, "defaultOutputEntry")]
        return Output(name, (*allowed, None)[0] or (), (*defaults, None)[0])

    def _rule(self, element: etree._Element, width: tuple[int, int, int]) -> Rule:
        inputs = _children(element, "inputEntry")
        outputs = _children(element, "outputEntry")
        notes = [_text(note) for note in _children(element, "annotationEntry")]
        if (len(inputs), len(outputs)) != width[:2] or len(notes) > width[2]:
            cells = f"{len(inputs)} + {len(outputs)} + {len(notes)}"
            columns = f"{width[0]} + {width[1]} + {width[2]}"
            reason = f"{cells} ≠ {columns}"
            self._note("rule-width", element, reason, reason)
        notes += [""] * (width[2] - len(notes))
        return Rule(
            element.get("id") or "",
            tuple(self._cell(one, _text(one), read_cell) or _NEVER for one in inputs),
            tuple(self._expression(one) for one in outputs),
            tuple(notes),
            line_of(element),
        )

    def _expression(self, element: etree._Element) -> Expression | None:
        text = _text(element)
        return None if text in {"", "-"} else self._cell(element, text, read_expression)

    def _cell(self, element: etree._Element, text: str, read: Callable[[str], Read]) -> Read | None:
        try:
            return read(text)
        except ExpressionFailed as error:
            self._note("cell", element, str(error), error.vi)
            return None

    def _refuse_twins(self, table: etree._Element, ids: list[str]) -> None:
        counted = Counter(ids)
        for twin in sorted(one for one in counted if counted[one] > 1 or not one):
            self._note("rule-id", table, repr(twin), repr(twin))

    def _note(self, rule: str, element: etree._Element, en: str, vi: str) -> None:
        self.problems.append(Problem.because(rule, en, vi, _id_of(element), line_of(element)))


_NOTHING = parse("None")
_NEVER = Cell(lambda value, facts: False, None)


def _read_values(text: str) -> tuple[Any, ...]:
    expressions = [read_expression(part) for part in split(text, ",")]
    for one in expressions:
        if not is_constant(one):
            raise ExpressionFailed(
                f"{one.source!r} is no fixed value", f"{one.source!r} không phải giá trị cố định"
            )
    return tuple(evaluate(one, {}) for one in expressions)


def _children(element: etree._Element, name: str) -> list[Any]:
    return [child for child in element if local_name(child) == name]


def _text(element: etree._Element) -> str:
    for child in _children(element, "text"):
        return (child.text or "").strip()
    return (element.text or "").strip()


def _id_of(element: etree._Element | None) -> str | None:
    while element is not None:
        if element.get("id"):
            return element.get("id")
        element = element.getparent()
    return None
