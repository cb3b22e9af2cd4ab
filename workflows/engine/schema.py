"""Asks the BPMN schema that comes with SpiffWorkflow whether a document is well built."""

from functools import cache
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from workflows.values import Problem

#: The schema keeps the findings of the last document on itself.
_ONE_AT_A_TIME = Lock()


def schema_problems(root: etree._Element) -> list[Problem]:
    """What the schema finds wrong with a document."""
    with _ONE_AT_A_TIME:
        schema = _schema()
        if schema.validate(root):
            return []
        return [Problem("schema", entry.message, None, entry.line) for entry in schema.error_log]


@cache
def _schema() -> Any:
    return BpmnValidator().validator
