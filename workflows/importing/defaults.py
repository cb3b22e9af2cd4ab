"""A gateway asked one question with two answers: whatever is not yes is no."""

import ast

from lxml import etree

from workflows.definitions.outline import flows_by_source
from workflows.errors import ExpressionFailed
from workflows.importing.translations import Notes
from workflows.markup import bpmn
from workflows.templates import parse_condition


def name_defaults(process: etree._Element, notes: Notes) -> None:
    """Make the flow whose condition denies the other one the default of its gateway."""
    leaving = flows_by_source(process)
    for gateway in process.iter(bpmn("exclusiveGateway")):
        flows = leaving[gateway.get("id") or ""]
        if gateway.get("default") or len(flows) != 2:
            continue
        for asked, other in (flows, reversed(flows)):
            if _denies(other, asked):
                _make_default(gateway, other, notes)
                break


def _denies(other: etree._Element, asked: etree._Element) -> bool:
    first, second = _condition(asked), _condition(other)
    if first is None or not isinstance(second, ast.UnaryOp) or not isinstance(second.op, ast.Not):
        return False
    return ast.dump(second.operand) == ast.dump(first)


def _condition(flow: etree._Element) -> ast.expr | None:
    try:
        return parse_condition(flow.findtext(bpmn("conditionExpression")) or "").tree
    except ExpressionFailed:
        return None


def _make_default(gateway: etree._Element, flow: etree._Element, notes: Notes) -> None:
    condition = flow.find(bpmn("conditionExpression"))
    assert condition is not None
    gateway.set("default", flow.get("id") or "")
    notes.add(flow, f"conditionExpression {condition.text}", "default")
    flow.remove(condition)
