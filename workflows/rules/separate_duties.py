"""Tasks that are kept apart can be done by two people."""

from collections.abc import Iterator

from workflows.definitions.diagram import Node, id_of
from workflows.definitions.reading import Reading
from workflows.errors import ExpressionFailed
from workflows.markup import camunda, listed, local_name, own
from workflows.rules.rule import Rule
from workflows.templates import parse_template
from workflows.values import Problem
from workflows.wording import Both

RULE = Rule(
    "separate-duties",
    seeks="tasks that are kept apart, yet fall to one person",
    vi="{element} phải do người khác với {other} làm, nhưng {reason}.",
    en="{element} is to be done by another person than {other}, but {reason}.",
)

_NO_TASK = Both("that is no task of a person here", "ở đây không có công việc nào như vậy")
_ITSELF = Both("that is the task itself", "đó chính là nó")
_SAME = Both("both are for the same assignee", "cả hai giao cho cùng một người")
_CHOSEN = Both(
    "whoever does {other} says who does this one", "người làm việc ấy tự chọn người làm việc này"
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find tasks that are kept apart, yet fall to one person."""
    for task in reading.of_kind("userTask"):
        for name in listed(own(task, "separateFrom")):
            reason = _broken(reading, task, name)
            if reason is not None:
                said = Both(reason.format(other=name), reason.vi.format(other=name))
                yield RULE.at(task, other=name, reason=said)


def _broken(reading: Reading, task: Node, name: str) -> Both | None:
    other = reading.nodes.get(name)
    if name == id_of(task):
        return _ITSELF
    if other is None or local_name(other) != "userTask":
        return _NO_TASK
    assignee = (camunda(task, "assignee") or "").strip()
    if assignee and assignee == (camunda(other, "assignee") or "").strip():
        return _SAME
    return _CHOSEN if _names(assignee) & _set_in(reading, other) else None


def _names(text: str) -> set[str]:
    """The variables that say who does a task."""
    try:
        return {name for one in parse_template(text).expressions for name in one.names}
    except ExpressionFailed:
        return set()


def _set_in(reading: Reading, task: Node) -> set[str]:
    """The variables the form of a task sets."""
    forms = reading.given.forms if reading.given else {}
    return set(forms.get(camunda(task, "formKey") or "", {}))
