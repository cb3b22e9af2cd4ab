"""A form as its file describes it: questions, their order and when they are asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

Value: TypeAlias = str | int | bool


class FieldKind(StrEnum):
    """The components of form-js we understand; ``text`` asks nothing, ``rows`` asks per row."""

    TEXT = "text"
    TEXTFIELD = "textfield"
    TEXTAREA = "textarea"
    NUMBER = "number"
    DATE = "datetime"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    SELECT = "select"
    CHECKLIST = "checklist"
    ROWS = "dynamiclist"


#: Answers that are picked, not written for a case.
_PICKED = frozenset({FieldKind.CHECKBOX, FieldKind.RADIO, FieldKind.SELECT, FieldKind.CHECKLIST})


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values a participant may choose."""

    value: Value
    label: str
    label_en: str = ""

    @property
    def code(self) -> str:
        """The value as a page posts it."""
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


@dataclass(frozen=True, slots=True)
class Condition:
    """Hides a field while another field of the same level compares so with a literal.

    In place of a field it may name what is known of the case, as ``nomination.subject``.
    """

    field: str
    operator: str
    literal: Value | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to; ``None`` means no limit."""

    required: bool = False
    min_length: int | None = None
    max_length: int | None = None
    min: int | None = None
    max: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One component of a form.

    ``variable``: the process variable that receives the value. ``source``: who supplies the
    rows of a list; its ``columns`` are asked once for each row. ``ballots``: the rows are votes,
    kept apart from the voter where the session votes in secret. ``at_most``: the number that
    this one, or the numbers of each row together, may not exceed.
    """

    kind: FieldKind
    key: str
    label: str
    label_en: str = ""
    description: str = ""
    description_en: str = ""
    variable: str | None = None
    limits: Limits = field(default_factory=Limits)
    options: tuple[Option, ...] = ()
    hidden_when: Condition | None = None
    source: str | None = None
    ballots: bool = False
    at_most: str | None = None
    columns: tuple["Field", ...] = ()
    default: Any = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of one user task, in order.

    ``prefilled_from`` names the elements whose last answers a participant starts from; ``drawn`` is
    the file itself.
    """

    key: str
    fields: tuple[Field, ...]
    prefilled_from: tuple[str, ...] = ()
    drawn: str = ""

    def questions(self) -> Iterator[Field]:
        """List what is asked, without the texts between."""
        return (one for one in self.fields if one.kind is not FieldKind.TEXT)

    @property
    def takes_one_answer_for_many(self) -> bool:
        """Whether the same answers can do for several cases: what must be answered is picked."""
        is_about_rows = any(one.kind is FieldKind.ROWS for one in self.fields)
        written = (one for one in self.shared().questions() if one.kind not in _PICKED)
        return not is_about_rows and not any(one.limits.required for one in written)

    def shared(self) -> "Form":
        """The form without the questions that other answers bring up."""
        return replace(self, fields=tuple(one for one in self.fields if not one.hidden_when))

    def ballots(self) -> tuple[str, ...]:
        """Name the lists that are votes."""
        return tuple(one.key for one in self.fields if one.ballots)

    def sources(self) -> tuple[str, ...]:
        """Name the sources the rows of this form come from."""
        return tuple(one.source for one in self.fields if one.source)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it is about, what helps to judge it, what is decided already."""

    key: str
    label: str
    hints: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
