"""Asks the BPMN schema that comes with SpiffWorkflow whether a document is well built."""

from functools import cache
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from workflows.foreign import schema_reason
from workflows.values import Problem

#: The schema keeps the findings of the last document on itself.
_ONE_AT_A_TIME = Lock()


def schema_problems(root: etree._Element) -> list[Problem]:
    """What the schema finds wrong with a document."""
    with _ONE_AT_A_TIME:
        schema = _schema()
        if schema.validate(root):
            return []
        return [_problem(entry.message, entry.line) for entry in schema.error_log]


def _problem(message: str, line: int) -> Problem:
    reason = schema_reason(message)
    return Problem.because("schema", reason, reason.vi, line=line)


@cache
def _schema() -> Any:
    return BpmnValidator().validator
