"""What a step of a case came to, in a few words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from service.edge.context import reading
from service.edge.language import language, say_many
from service.edge.language import say as _
from service.forms import Field, FieldKind, Form
from service.models import Choice, UserTask
from service.operations.tasks import form_of
from service.queries.cases import Case
from workflows import Element

_CHOICES = frozenset({FieldKind.RADIO, FieldKind.SELECT})


def outcome_of(case: Case, element: Element, task: UserTask | None, at: datetime) -> str:
    """The choices made in a task, or how many rules applied in a check."""
    if task is not None:
        return "; ".join(_choices(form_of(reading(), task, case.instance), task.answers or {}))
    if element.decision_key is None:
        return ""
    applied = [
        one for one in case.rules if one.element_id == element.id and one.at == at and one.rule_id
    ]
    if not applied:
        return _("no rule applied")
    return say_many("%(num)d rule applied", "%(num)d rules applied", len(applied))


def answer_words(one: Field, value: Any) -> str:
    """An answer as a person reads it."""
    if isinstance(value, bool) and not one.options:
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_option(one, each) for each in value)
    if one.kind is FieldKind.DATE and isinstance(value, str):
        return "/".join(reversed(value.split("-")))
    return "" if value is None else _option(one, value)


def rows_words(
    one: Field, labels: Mapping[str, str], answers: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """The answers of a list, a line for each row; a row that is gone goes by its key."""
    for key, given in answers.items():
        parts = [
            f"{label_of(column)}: {_row_words(one, column, given[column.key])}"
            for column in one.columns
            if given.get(column.key) not in (None, "")
        ]
        yield labels.get(key, key), "; ".join(parts)


def _row_words(one: Field, column: Field, value: Any) -> str:
    if one.ballots and value == Choice.CAST:
        return _("voted in secret")
    return answer_words(column, value)


def label_of(one: Field) -> str:
    """The label of a field in the person's language."""
    return one.label_en if one.label_en and language() == "en" else one.label


def _choices(form: Form | None, answers: dict[str, Any]) -> Iterator[str]:
    for one in form.questions() if form else ():
        value = answers.get(one.key)
        if one.kind in _CHOICES and one.variable and value is not None:
            yield answer_words(one, value)


def _option(one: Field, value: Any) -> str:
    for option in one.options:
        if option.value == value and type(option.value) is type(value):
            return option.label_en if option.label_en and language() == "en" else option.label
    return str(value)
