"""From the text of a form file to a form; what we do not understand is refused, not dropped."""

import json
import re
from collections.abc import Mapping
from typing import Any

from service.forms.model import Condition, Field, FieldKind, Form, Limits, Option
from service.forms.tailoring import KNOWN

_CHOICES = frozenset({FieldKind.RADIO, FieldKind.SELECT, FieldKind.CHECKLIST})
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_CONDITION = re.compile(r"=\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\s*(=|!=)\s*(.+?)\s*")
#: Names a list or the engine already uses for something else.
_RESERVED = frozenset({"typename", "key"})


class FormRejected(Exception):
    """The form cannot be used; ``problems`` says why, one sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def parse_form(key: str, text: str) -> Form:
    """Read a form file, or raise with every reason why it cannot be used."""
    try:
        raw = json.loads(text)
        named = raw["id"]
        fields = tuple(_field(one) for one in raw["components"])
        form = Form(key, fields, tuple(raw.get("properties", {}).get("prefilled_from", ())))
        problems = (
            *((f"{named}: the id differs from the key {key}",) if named != key else ()),
            *_problems_of(form.fields),
            *_variable_problems(form),
            *_comparison_problems(form),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormRejected((f"not a form: {error!r}",)) from error
    if problems:
        raise FormRejected(problems)
    return form


def _field(raw: Mapping[str, Any]) -> Field:
    properties = raw.get("properties", {})
    return Field(
        kind=FieldKind(raw["type"]),
        key=raw.get("key", ""),
        label=raw.get("text") or raw.get("dateLabel") or raw.get("label", ""),
        label_en=properties.get("label_en", ""),
        description=raw.get("description", ""),
        description_en=properties.get("description_en", ""),
        variable=properties.get("variable"),
        limits=_limits(raw.get("validate", {})),
        options=tuple(_option(one) for one in raw.get("values", ())),
        hidden_when=_condition(raw.get("conditional")),
        source=properties.get("source"),
        at_most=properties.get("at_most"),
        columns=tuple(_field(one) for one in raw.get("components", ())),
        default=raw.get("defaultValue"),
    )


def _option(raw: Mapping[str, Any]) -> Option:
    return Option(raw["value"], raw["label"], raw.get("label_en", ""))


def _limits(raw: Mapping[str, Any]) -> Limits:
    return Limits(
        required=raw.get("required", False),
        min_length=raw.get("minLength"),
        max_length=raw.get("maxLength"),
        min=raw.get("min"),
        max=raw.get("max"),
        pattern=raw.get("pattern"),
    )


def _condition(raw: Mapping[str, Any] | None) -> Condition | None:
    if not raw:
        return None
    match = _CONDITION.fullmatch(raw["hide"])
    if match is None:
        raise ValueError(f"condition {raw['hide']!r} is not of the form: field = literal")
    return Condition(match[1], match[2], json.loads(match[3]))


def _problems_of(fields: tuple[Field, ...], *, nested: bool = False) -> list[str]:
    problems: list[str] = []
    asked: set[str] = set()
    # The rows of a list are about several things; what is known is known of the case.
    known: frozenset[str] = frozenset() if nested else KNOWN
    for one in fields:
        if one.kind is FieldKind.TEXT:
            continue
        problems += _problems_with(one, nested)
        if one.key in asked:
            problems.append(f"{one.key}: asked twice")
        if one.hidden_when and one.hidden_when.field not in asked | known:
            problems.append(f"{one.key}: hidden by {one.hidden_when.field}, not asked before it")
        asked.add(one.key)
    return problems


def _problems_with(one: Field, nested: bool) -> list[str]:
    problems = []
    if not _KEY.fullmatch(one.key) or one.key in _RESERVED:
        problems.append(f"{one.key or one.label}: not a usable key")
    if not one.label:
        problems.append(f"{one.key}: has no label")
    if one.kind in _CHOICES and not one.options:
        problems.append(f"{one.key}: has no options")
    if one.kind is FieldKind.ROWS:
        problems += _problems_with_rows(one, nested)
    return problems


def _problems_with_rows(one: Field, nested: bool) -> list[str]:
    problems = _problems_of(one.columns, nested=True)
    if nested:
        problems.append(f"{one.key}: a list inside a list")
    if not one.source:
        problems.append(f"{one.key}: its rows have no source")
    if one.variable or any(column.variable for column in one.columns):
        problems.append(f"{one.key}: the rows of a list cannot enter the process")
    return problems


def _variable_problems(form: Form) -> list[str]:
    names = [one.variable for one in form.fields if one.variable]
    return [f"{name}: not a usable variable" for name in names if not _KEY.fullmatch(name)]


def _comparison_problems(form: Form) -> list[str]:
    numbers = {one.key for one in form.fields if one.kind is FieldKind.NUMBER}
    return [
        f"{one.key}: compared with {one.at_most}, which is not a number of this form"
        for one in form.fields
        if one.at_most and one.at_most not in numbers
    ]
