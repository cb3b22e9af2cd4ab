"""From the text of a form file to a form; what we do not understand is refused, not dropped."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.forms.model import Condition, Field, FieldKind, Form, Limits, Option
from service.forms.tailoring import KNOWN
from workflows.wording import Both

_CHOICES = frozenset({FieldKind.RADIO, FieldKind.SELECT, FieldKind.CHECKLIST})
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_CONDITION = re.compile(r"=\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\s*(=|!=)\s*(.+?)\s*")
#: Names a list or the engine already uses for something else.
_RESERVED = frozenset({"typename", "key"})


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What may be wrong with a form, said of the names it concerns."""

    en: str
    vi: str

    def of(self, *names: object) -> Both:
        return Both(self.en.format(*names), self.vi.format(*names))


_NO_FORM = _Complaint("not a form: {0}", "không phải biểu mẫu: {1}")
_OTHER_ID = _Complaint("{0}: the id differs from the key {1}", "{0}: id khác với tên tệp {1}")
_TWICE = _Complaint("{0}: asked twice", "{0}: hỏi hai lần")
_HIDDEN_BEFORE = _Complaint(
    "{0}: hidden by {1}, not asked before it", "{0}: ẩn theo {1}, mà {1} chưa được hỏi trước đó"
)
_NO_KEY = _Complaint("{0}: not a usable key", "{0}: không dùng làm mã được")
_NO_LABEL = _Complaint("{0}: has no label", "{0}: thiếu nhãn")
_NO_OPTIONS = _Complaint("{0}: has no options", "{0}: chưa có lựa chọn nào")
_NESTED = _Complaint("{0}: a list inside a list", "{0}: danh sách trong danh sách")
_NO_SOURCE = _Complaint("{0}: its rows have no source", "{0}: các dòng chưa có nguồn")
_ROWS_STAY = _Complaint(
    "{0}: the rows of a list cannot enter the process", "{0}: các dòng không thể thành biến"
)
_NO_VARIABLE = _Complaint("{0}: not a usable variable", "{0}: không dùng làm tên biến được")
_NO_NUMBER = _Complaint(
    "{0}: compared with {1}, which is not a number of this form",
    "{0}: so với {1}, không phải ô số của biểu mẫu này",
)


class FormRejected(Exception):
    """The form cannot be used; ``problems`` says why, one sentence each."""

    def __init__(self, problems: tuple[Both, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def parse_form(key: str, text: str) -> Form:
    """Read a form file, or raise with every reason why it cannot be used."""
    try:
        raw = json.loads(text)
        named = raw["id"]
        fields = tuple(_field(one) for one in raw["components"])
        prefilled_from = tuple(raw.get("properties", {}).get("prefilled_from", ()))
        form = Form(key, fields, prefilled_from, text)
        problems = (
            *((_OTHER_ID.of(named, key),) if named != key else ()),
            *_problems_of(form.fields),
            *_variable_problems(form),
            *_comparison_problems(form),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormRejected((_NO_FORM.of(repr(error), _word(error)),)) from error
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
        ballots=properties.get("ballots", False),
        at_most=properties.get("at_most"),
        columns=tuple(_field(one) for one in raw.get("components", ())),
        default=raw.get("defaultValue"),
    )


def _word(error: Exception) -> str:
    """What was wrong with a file that could not be read as a form at all."""
    match error:
        case json.JSONDecodeError():
            return f"JSON sai ở dòng {error.lineno}, cột {error.colno}"
        case KeyError():
            return f"thiếu mục {error}"
    return "nội dung sai dạng"


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


def _problems_of(fields: tuple[Field, ...], *, nested: bool = False) -> list[Both]:
    problems: list[Both] = []
    asked: set[str] = set()
    # The rows of a list are about several things; what is known is known of the case.
    known: frozenset[str] = frozenset() if nested else KNOWN
    for one in fields:
        if one.kind is FieldKind.TEXT:
            continue
        problems += _problems_with(one, nested)
        if one.key in asked:
            problems.append(_TWICE.of(one.key))
        if one.hidden_when and one.hidden_when.field not in asked | known:
            problems.append(_HIDDEN_BEFORE.of(one.key, one.hidden_when.field))
        asked.add(one.key)
    return problems


def _problems_with(one: Field, nested: bool) -> list[Both]:
    problems = []
    if not _KEY.fullmatch(one.key) or one.key in _RESERVED:
        problems.append(_NO_KEY.of(one.key or one.label))
    if not one.label:
        problems.append(_NO_LABEL.of(one.key))
    if one.kind in _CHOICES and not one.options:
        problems.append(_NO_OPTIONS.of(one.key))
    if one.kind is FieldKind.ROWS:
        problems += _problems_with_rows(one, nested)
    return problems


def _problems_with_rows(one: Field, nested: bool) -> list[Both]:
    problems = _problems_of(one.columns, nested=True)
    if nested:
        problems.append(_NESTED.of(one.key))
    if not one.source:
        problems.append(_NO_SOURCE.of(one.key))
    if one.variable or any(column.variable for column in one.columns):
        problems.append(_ROWS_STAY.of(one.key))
    return problems


def _variable_problems(form: Form) -> list[Both]:
    names = [one.variable for one in form.fields if one.variable]
    return [_NO_VARIABLE.of(name) for name in names if not _KEY.fullmatch(name)]


def _comparison_problems(form: Form) -> list[Both]:
    numbers = {one.key for one in form.fields if one.kind is FieldKind.NUMBER}
    return [
        _NO_NUMBER.of(one.key, one.at_most)
        for one in form.fields
        if one.at_most and one.at_most not in numbers
    ]
