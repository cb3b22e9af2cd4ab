"""Answers against their form: the one place where every way in is checked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from service.errors import Invalid
from service.forms.kinds import Chosen, ChosenMany, Day, Text, Tick, WholeNumber
from service.forms.model import Condition, Field, FieldKind, Form, Limits, Row

Answers = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


def check_form(form: Form, answers: Answers, rows: Rows) -> dict[str, Any]:
    """Check a participant's answers and return them in their final types.

    Dates come back as ISO text, hidden fields not at all; empty optional ones as ``None``.
    """
    answers = _visible(form.fields, answers)
    schema = _schema(form.fields, answers, rows)
    try:
        cleaned: dict[str, Any] = schema.load(answers)
    except ValidationError as error:
        raise Invalid(_flat(error.messages)) from error
    wrong = dict([*_changed_fixed_values(form, cleaned, rows), *_exceeding(form, cleaned)])
    if wrong:
        raise Invalid(wrong)
    return cleaned


def process_variables(form: Form, cleaned: Answers) -> dict[str, Any]:
    """Pick what enters the process: the values of the fields that name a variable."""
    return {one.variable: cleaned.get(one.key) for one in form.fields if one.variable}


def _visible(asked: Iterable[Field], answers: Answers) -> dict[str, Any]:
    """Drop what a page without scripts posts for fields the other answers hide."""
    kept = {key: _emptied(value) for key, value in answers.items()}
    for one in asked:
        if one.hidden_when and is_hidden(one.hidden_when, kept):
            kept.pop(one.key, None)
        elif one.kind is FieldKind.ROWS and isinstance(kept.get(one.key), Mapping):
            kept[one.key] = {
                key: _visible(one.columns, row) if isinstance(row, Mapping) else row
                for key, row in kept[one.key].items()
            }
    return kept


def _emptied(value: Any) -> Any:
    text = value.strip() if isinstance(value, str) else value
    return None if text == "" else text


def is_hidden(condition: Condition, answers: Answers) -> bool:
    """Say whether a field is not asked, given the answers of the fields before it."""
    given = answers.get(condition.field)
    literal = condition.literal
    if isinstance(literal, bool) and isinstance(given, str):
        given = {"true": True, "on": True, "false": False}.get(given.lower(), given)
    if isinstance(literal, bool) and given is None:
        given = False
    return (given == literal) is (condition.operator == "=")


def _schema(asked: Iterable[Field], answers: Answers, rows: Rows) -> Schema:
    shown = tuple(
        one
        for one in asked
        if one.kind is not FieldKind.TEXT
        and not (one.hidden_when and is_hidden(one.hidden_when, answers))
    )
    if any(one.kind is FieldKind.ROWS for one in shown):
        return _schema_of({one.key: _checked(one, answers, rows) for one in shown})
    return _plain_schema(shown)


@lru_cache(maxsize=512)
def _plain_schema(shown: tuple[Field, ...]) -> Schema:
    """The same questions are checked the same, whatever is answered; building a schema is slow."""
    return _schema_of({one.key: _checked(one, {}, {}) for one in shown})


def _schema_of(checked: dict[str, fields.Field[Any]]) -> Schema:
    return Schema.from_dict(checked)(unknown=RAISE)


def _checked(one: Field, answers: Answers, rows: Rows) -> fields.Field[Any]:
    if one.kind is FieldKind.ROWS:
        given = answers.get(one.key)
        return _rows_field(one, given if isinstance(given, Mapping) else {}, rows)
    required = one.limits.required
    common: dict[str, Any] = {
        "required": required,
        "allow_none": not required,
        "validate": _validators(one.limits),
        "error_messages": {"required": "required", "null": "required"},
    }
    if not required:
        common["load_default"] = None
    return _FIELDS[one.kind](one.options, **common)


_FIELDS: Mapping[FieldKind, Callable[..., fields.Field[Any]]] = {
    FieldKind.TEXTFIELD: Text,
    FieldKind.TEXTAREA: Text,
    FieldKind.NUMBER: WholeNumber,
    FieldKind.DATE: Day,
    FieldKind.CHECKBOX: Tick,
    FieldKind.RADIO: Chosen,
    FieldKind.SELECT: Chosen,
    FieldKind.CHECKLIST: ChosenMany,
}


def _rows_field(one: Field, given: Answers, rows: Rows) -> fields.Field[Any]:
    of_rows: dict[str, fields.Field[Any]] = {
        row.key: _nested(_schema(one.columns, _given_row(given, row.key), rows), required=True)
        for row in rows.get(one.source or "", ())
    }
    every_row = Schema.from_dict(of_rows)(unknown=RAISE)
    return _nested(every_row, required=True) if of_rows else _nested(every_row, load_default=dict)


def _nested(schema: Schema, **settings: Any) -> fields.Nested:
    said: dict[str, Any] = {"required": "required", "null": "required", "type": "malformed"}
    return fields.Nested(schema, error_messages=said, **settings)


def _given_row(given: Answers, key: str) -> Answers:
    row = given.get(key)
    return row if isinstance(row, Mapping) else {}


def _validators(limits: Limits) -> list[Any]:
    wanted: list[Any] = []
    if limits.min_length is not None:
        wanted.append(validate.Length(min=limits.min_length, error="min_length:{min}"))
    if limits.max_length is not None:
        wanted.append(validate.Length(max=limits.max_length, error="max_length:{max}"))
    if limits.min is not None:
        wanted.append(validate.Range(min=limits.min, error="min:{min}"))
    if limits.max is not None:
        wanted.append(validate.Range(max=limits.max, error="max:{max}"))
    if limits.pattern is not None:
        wanted.append(validate.Regexp(limits.pattern, error="pattern"))
    return wanted


def _changed_fixed_values(
    form: Form, cleaned: Answers, rows: Rows
) -> Iterable[tuple[str, list[str]]]:
    for one in form.fields:
        for row in rows.get(one.source or "", ()):
            answered = cleaned.get(one.key, {}).get(row.key, {})
            for key, value in row.fixed.items():
                if answered.get(key) != value:
                    yield f"{one.key}.{row.key}.{key}", ["fixed"]


def _exceeding(form: Form, cleaned: Answers) -> Iterable[tuple[str, list[str]]]:
    for one in form.fields:
        limit = cleaned.get(one.at_most or "")
        if limit is None:
            continue
        for path, number in _numbers(one, cleaned.get(one.key)):
            if number > limit:
                yield path, [f"at_most:{limit}"]


def _numbers(one: Field, value: Any) -> Iterable[tuple[str, int]]:
    """The number of a field, or the sum of the numbers of each row of a list."""
    if one.kind is not FieldKind.ROWS:
        return [] if value is None else [(one.key, value)]
    counted = [column.key for column in one.columns if column.kind is FieldKind.NUMBER]
    return [
        (f"{one.key}.{key}.{counted[0]}", sum(row.get(column) or 0 for column in counted))
        for key, row in (value or {}).items()
        if counted
    ]


def _flat(messages: Any, path: str = "") -> dict[str, list[str]]:
    if isinstance(messages, list):
        return {path: [_code(one) for one in messages]}
    found: dict[str, list[str]] = {}
    for key, inner in messages.items():
        # marshmallow files what is wrong with the whole under a key of its own.
        found |= _flat(inner, path if key == "_schema" else f"{path}.{key}".lstrip("."))
    return found


def _code(message: str) -> str:
    """Word marshmallow's own sentences as codes, as all the others are."""
    return {"Unknown field.": "unknown", "Invalid input type.": "malformed"}.get(message, message)
