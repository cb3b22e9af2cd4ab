"""Asks the BPMN schema that comes with SpiffWorkflow whether a document is well built."""

import re
from functools import cache
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from workflows.values import Problem

#: The schema keeps the findings of the last document on itself.
_ONE_AT_A_TIME = Lock()
_NAMESPACE = re.compile(r"\{[^}]*\}")


def schema_problems(root: etree._Element) -> list[Problem]:
    """What the schema finds wrong with a document."""
    with _ONE_AT_A_TIME:
        schema = _schema()
        if schema.validate(root):
            return []
        return [_problem(entry.message, entry.line) for entry in schema.error_log]


def _problem(message: str, line: int) -> Problem:
    reason = _NAMESPACE.sub("", message).rstrip(".")
    return Problem("schema", reason, None, line, params={"reason": reason})


@cache
def _schema() -> Any:
    return BpmnValidator().validator
