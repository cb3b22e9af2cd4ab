"""From a form and what was typed so far to what a page asks; and from a page to answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from service.edge.language import language
from service.edge.language import say as _
from service.forms import Field, FieldKind, Form, Row, field_sentence, is_hidden

Rows = Mapping[str, list[Row]]
Typed = Mapping[str, Any]

#: A day is asked in three boxes: browsers write a date field in their own language's order.
DAY_PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question, as shown."""

    id: str
    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a page; its ``name`` is what the page posts its answer under."""

    name: str
    kind: str
    label: str
    hint: str
    required: bool
    value: Any
    error: str | None
    choices: tuple[Choice, ...] = ()
    lines: tuple["Line", ...] = ()
    columns: tuple[str, ...] = ()
    steers: bool = False
    limit: int | None = None

    @property
    def id(self) -> str:
        """The id of its first input, which an error summary leads to."""
        if self.choices:
            return self.choices[0].id
        return f"{self.name}-day" if self.kind == FieldKind.DATE else self.name


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: what it is about, and its questions or settled answers."""

    key: str
    label: str
    hints: Mapping[str, str]
    cells: tuple[Question, ...]
    settled: Mapping[str, str] = field(default_factory=dict)


def questions_of(
    form: Form, rows: Rows, typed: Typed, errors: Mapping[str, list[str]] | None = None
) -> list[Question]:
    """What the page asks, with what was typed and what was wrong with it."""
    steering = {one.hidden_when.field for one in form.fields if one.hidden_when}
    return [
        _question(one, one.key, typed.get(one.key), errors or {}, rows, one.key in steering)
        for one in form.fields
        if not (one.hidden_when and is_hidden(one.hidden_when, typed))
    ]


def problems_of(questions: list[Question]) -> Iterator[tuple[str, str]]:
    """The id and the sentence of everything wrong, in the order of the page."""
    for one in questions:
        if one.error:
            yield one.id, f"{one.label}: {one.error}"
        for line in one.lines:
            yield from (
                (cell.id, f"{line.label} – {cell.label}: {cell.error}")
                for cell in line.cells
                if cell.error
            )


def read_answers(form: Form, rows: Rows, posted: MultiDict[str, str]) -> dict[str, Any]:
    """The answers a page posted, in the shape forms are checked in."""
    return {
        one.key: (
            {row.key: _read_row(one, row, posted) for row in rows.get(one.source or "", ())}
            if one.kind is FieldKind.ROWS
            else _read(one, one.key, posted)
        )
        for one in form.questions()
    }


def _read_row(one: Field, row: Row, posted: MultiDict[str, str]) -> dict[str, Any]:
    return {
        column.key: row.fixed[column.key]
        if column.key in row.fixed
        else _read(column, f"{one.key}.{row.key}.{column.key}", posted)
        for column in one.columns
        if column.kind is not FieldKind.TEXT
    }


def _read(one: Field, name: str, posted: MultiDict[str, str]) -> Any:
    if one.kind is FieldKind.CHECKLIST:
        return posted.getlist(name)
    if one.kind is FieldKind.CHECKBOX:
        return name in posted
    if one.kind is FieldKind.DATE:
        return read_day([posted.get(f"{name}-{part}", "").strip() for part in DAY_PARTS])
    return posted.get(name)


def read_day(parts: list[str]) -> str | None:
    """What stands in the three boxes of a day, as ISO text whether or not there is such a day."""
    if not any(parts):
        return None
    day, month, year = parts
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def _question(
    one: Field,
    name: str,
    value: Any,
    errors: Mapping[str, list[str]],
    rows: Rows,
    steers: bool = False,
) -> Question:
    value = one.default if value is None else value
    return Question(
        name=name,
        kind=one.kind.value,
        label=_in_language(one.label, one.label_en),
        hint=_in_language(one.description, one.description_en),
        required=one.limits.required,
        value=day_parts(value) if one.kind is FieldKind.DATE else value,
        error=answer_sentence(errors.get(name)),
        choices=tuple(_choices(one, name, value)),
        lines=tuple(_lines(one, value, errors, rows)),
        columns=tuple(_in_language(column.label, column.label_en) for column in one.columns),
        steers=steers,
        limit=one.limits.max_length,
    )


def _choices(one: Field, name: str, value: Any) -> Iterator[Choice]:
    chosen = value if isinstance(value, list) else [value]
    codes = {_code(each) for each in chosen if each is not None}
    for number, option in enumerate(one.options):
        yield Choice(
            id=f"{name}-{number}" if number else name,
            code=option.code,
            label=_in_language(option.label, option.label_en),
            is_chosen=option.code in codes,
        )


def _lines(one: Field, value: Any, errors: Mapping[str, list[str]], rows: Rows) -> Iterator[Line]:
    given = value if isinstance(value, Mapping) else {}
    for row in rows.get(one.source or "", ()):
        answers = given.get(row.key) or {}
        yield Line(
            key=row.key,
            label=row.label,
            hints=row.hints,
            cells=tuple(
                _question(
                    column,
                    f"{one.key}.{row.key}.{column.key}",
                    answers.get(column.key),
                    errors,
                    rows,
                )
                for column in one.columns
            ),
            settled={
                column.key: _settled(column, row.fixed[column.key])
                for column in one.columns
                if column.key in row.fixed
            },
        )


def _settled(column: Field, value: Any) -> str:
    for option in column.options:
        if option.value == value:
            return _in_language(option.label, option.label_en)
    return str(value)


def answer_sentence(codes: list[str] | None) -> str | None:
    """What is wrong with an answer, in the language of the page."""
    if not codes:
        return None
    if codes[0] == "not_a_date":
        return _("Enter a real day: day, month and year, as 15 12 2025.")
    return field_sentence(codes[0], language())


def day_parts(value: Any) -> dict[str, str]:
    """A day as ISO text, in the three boxes it is asked in."""
    year, month, day = [*str(value or "").split("-"), "", ""][:3]
    parts = (day.lstrip("0"), month.lstrip("0"), year.lstrip("0"))
    return dict(zip(DAY_PARTS, parts, strict=True))


def _code(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _in_language(vietnamese: str, english: str) -> str:
    return english if english and language() == "en" else vietnamese
