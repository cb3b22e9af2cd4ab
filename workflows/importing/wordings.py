"""Conditions, timers and texts with expressions, in the expression language of this engine."""

import ast
from collections.abc import Iterator

from lxml import etree

from workflows.definitions.reading import TIMERS
from workflows.errors import ExpressionFailed
from workflows.expressions import parse
from workflows.importing.juel import is_ours, translate_expression, translate_text
from workflows.importing.translations import Notes
from workflows.markup import CAMUNDA, bpmn, local_name

_SPIFF = "http://spiffworkflow.org/"
_TEXTS = ("assignee", "candidateGroups", "dueDate", "collection")
_CONDITIONS = ("conditionExpression", "completionCondition")
_UNDERSTOOD = ("juel", "feel")
#: True and false are the same words in every language of conditions.
_CONSTANTS = {"true": "True", "false": "False"}


def translate_wordings(process: etree._Element, notes: Notes) -> None:
    """Translate every expression of a process that can be."""
    is_spiff = any(str(space).startswith(_SPIFF) for space in _spaces(process))
    for condition in process.iter(*map(bpmn, _CONDITIONS)):
        _translate_condition(condition, is_spiff, notes)
    for timer in process.iter(*map(bpmn, TIMERS)):
        _replace(timer, _unquoted(translate_text((timer.text or "").strip())), notes)
    for element in process.iter(etree.Element):
        for name in _TEXTS:
            _translate_attribute(element, name, notes)


def _spaces(process: etree._Element) -> Iterator[str]:
    yield from map(str, process.nsmap.values())


def _translate_attribute(element: etree._Element, name: str, notes: Notes) -> None:
    key = f"{{{CAMUNDA}}}{name}"
    text = element.get(key)
    if text is not None and (said := translate_text(text)) != text:
        element.set(key, said)
        notes.add(element, f"{name} {text}", said)


def _translate_condition(condition: etree._Element, is_spiff: bool, notes: Notes) -> None:
    text = (condition.text or "").strip()
    around = condition.getparent()
    if not text and not len(condition) and around is not None:
        notes.add(around, "conditionExpression ∅")
        around.remove(condition)
    elif text in _CONSTANTS or _is_understood(condition):
        _replace(condition, _said(text, is_spiff), notes)


def _is_understood(condition: etree._Element) -> bool:
    return (condition.get("language") or "juel").lower().endswith(_UNDERSTOOD)


def _said(text: str, is_spiff: bool) -> str:
    if "${" in text or "#{" in text:
        return translate_text(text)
    if text.startswith("="):
        inner = text[1:].strip()
        said = inner if is_ours(inner) else translate_expression(inner, is_feel=True)
    else:
        said = _CONSTANTS.get(text) or (text if _is_claim(text, is_spiff) else None)
    return text if said is None else f"${{{said}}}"


def _is_claim(text: str, is_spiff: bool) -> bool:
    """Whether a text without ``${…}`` is an expression, and not a few words for people."""
    try:
        tree = parse(text).tree
    except ExpressionFailed:
        return False
    return is_spiff or isinstance(tree, (ast.Compare, ast.BoolOp, ast.UnaryOp))


def _unquoted(text: str) -> str:
    """The value of a timer that is written as a quoted text, as SpiffWorkflow wants it."""
    try:
        tree = parse(text).tree if text else None
    except ExpressionFailed:
        return text
    return tree.value if isinstance(tree, ast.Constant) and isinstance(tree.value, str) else text


def _replace(element: etree._Element, said: str, notes: Notes) -> None:
    found = (element.text or "").strip()
    if said != found:
        element.text = said
        notes.add(element, f"{local_name(element)} {found}", said)
