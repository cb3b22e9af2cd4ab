"""Reads a decision table from DMN 1.3 XML, noting everything that is wrong with it."""

from functools import lru_cache
from typing import Any

from lxml import etree

from workflows.decisions.cells import Test, read_cell, read_expression
from workflows.decisions.table import Column, HitPolicy, Rule, Table
from workflows.errors import DefinitionRejected, ExpressionFailed
from workflows.expressions import Expression, parse
from workflows.markup import line_of, local_name, read_xml
from workflows.values import Problem


@lru_cache(maxsize=64)
def read_table(xml: str) -> Table:
    """Read the one decision table of a file, or raise DefinitionRejected."""
    reader = _Reader()
    table = reader.table(read_xml(xml))
    if table is None or reader.problems:
        raise DefinitionRejected(tuple(reader.problems))
    return table


def check_table(xml: str) -> tuple[Problem, ...]:
    """What is wrong with a table; nothing when it can be used."""
    try:
        read_table(xml)
    except DefinitionRejected as rejected:
        return rejected.problems
    return ()


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def table(self, root: etree._Element) -> Table | None:
        decisions = [element for element in root.iter() if local_name(element) == "decision"]
        tables = [element for element in root.iter() if local_name(element) == "decisionTable"]
        if len(decisions) != 1 or len(tables) != 1:
            self._note("one-decision", root, "a file holds exactly one decision with one table")
            return None
        return self._table(decisions[0], tables[0])

    def _table(self, decision: etree._Element, table: etree._Element) -> Table:
        annotations = tuple(one.get("name") or "" for one in _children(table, "annotation"))
        columns = tuple(self._column(one) for one in _children(table, "input"))
        outputs = tuple(self._output(one) for one in _children(table, "output"))
        if not outputs:
            self._note("no-output", table, "the table has no output column")
        width = (len(columns), len(outputs), len(annotations))
        rules = tuple(self._rule(one, width) for one in _children(table, "rule"))
        self._refuse_twins(table, [rule.id for rule in rules])
        return Table(
            decision.get("id") or "",
            decision.get("name") or "",
            self._hit_policy(table),
            columns,
            outputs,
            annotations,
            rules,
        )

    def _hit_policy(self, table: etree._Element) -> HitPolicy:
        policy = table.get("hitPolicy", "UNIQUE")
        if policy not in HitPolicy.__members__:
            self._note("hit-policy", table, f"the hit policy {policy} is not supported")
            return HitPolicy.UNIQUE
        if table.get("aggregation"):
            self._note("hit-policy", table, "COLLECT with an aggregation is not supported")
        return HitPolicy[policy]

    def _column(self, element: etree._Element) -> Column:
        expressions = _children(element, "inputExpression")
        text = _text(expressions[0]) if expressions else ""
        return Column(element.get("label") or text, self._expression(element, text) or _NOTHING)

    def _output(self, element: etree._Element) -> str:
        name = element.get("name") or ""
        if not name.isidentifier():
            self._note("output-name", element, f"the output name {name!r} is no variable name")
        return name

    def _rule(self, element: etree._Element, width: tuple[int, int, int]) -> Rule:
        inputs = _children(element, "inputEntry")
        outputs = _children(element, "outputEntry")
        notes = [_text(note) for note in _children(element, "annotationEntry")]
        if (len(inputs), len(outputs)) != width[:2] or len(notes) > width[2]:
            self._note("rule-width", element, "the rule has not one cell for each column")
        notes += [""] * (width[2] - len(notes))
        return Rule(
            element.get("id") or "",
            tuple(self._test(cell) for cell in inputs),
            tuple(self._expression(cell, _text(cell)) for cell in outputs),
            tuple(notes),
        )

    def _test(self, cell: etree._Element) -> Test:
        try:
            return read_cell(_text(cell))
        except ExpressionFailed as error:
            self._note("cell", cell, str(error))
            return lambda value, facts: False

    def _expression(self, element: etree._Element, text: str) -> Expression | None:
        if text in {"", "-"} and local_name(element) == "outputEntry":
            return None
        try:
            return read_expression(text)
        except ExpressionFailed as error:
            self._note("cell", element, str(error))
            return None

    def _refuse_twins(self, table: etree._Element, ids: list[str]) -> None:
        for twin in sorted({one for one in ids if ids.count(one) > 1 or not one}):
            self._note("rule-id", table, f"the rule id {twin!r} is missing or used twice")

    def _note(self, rule: str, element: etree._Element, message: str) -> None:
        self.problems.append(Problem(rule, message, _id_of(element), line_of(element)))


_NOTHING = parse("None")


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
