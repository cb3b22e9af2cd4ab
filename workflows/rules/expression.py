"""Expressions can be read before anything runs."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.errors import ExpressionFailed
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "expression",
    seeks="expressions that are not of the safe language",
    vi="{where} của {element} không đọc được: {reason}.",
    en="The {where} of {element} cannot be read: {reason}.",
)


_NO_MAPPING = ExpressionFailed(
    "it is written ${{'name': value}}", "phải viết là ${{'tên': giá trị}}"
)
_MAPPINGS = frozenset({"thidua:parameters", "thidua:payload"})


def check(reading: Reading) -> Iterator[Problem]:
    """Find expressions that are not of the safe language."""
    for one in reading.wordings:
        reason = one.failure
        if reason is None and one.where in _MAPPINGS and not one.expressions:
            reason = _NO_MAPPING
        if reason is not None and (one.where != "script" or one.text.strip()):
            yield RULE.at(one.node, where=one.where, reason=reason)
