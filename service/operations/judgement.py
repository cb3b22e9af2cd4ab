"""Whether a diagram, a table or a form can be used, judged together with what lies around it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from service.actions import ACTIONS
from service.forms import Form, FormRejected, parse_form
from service.models import DefinitionKind, Group
from workflows import (
    Choice,
    DefinitionRejected,
    Engine,
    Given,
    Outline,
    Problem,
    Sources,
    Translated,
    decode,
    translate,
)

SUFFIXES = {
    ".bpmn": DefinitionKind.PROCESS,
    ".dmn": DefinitionKind.DECISION,
    ".form": DefinitionKind.FORM,
}

#: The processes that are started by this software alone, and what it may tell them.
STARTED_HERE = frozenset(
    {
        *("campaign", "unit_review", "nomination", "council_session"),
        *("department_award", "provincial_submission"),
    }
)
START_VARIABLES = frozenset(
    {
        *("campaign", "unit", "nomination", "session", "paper", "members"),
        *("late_deadline", "passed", "province_key", "supplement_days"),
    }
)


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A diagram, table or form as it is run; the file's name is its key.

    ``origin`` is what a diagram of another tool was translated from, so that a problem is told
    at its line in there.
    """

    kind: DefinitionKind
    key: str
    content: str
    origin: Translated | None = field(default=None, compare=False, repr=False)

    @classmethod
    def read(cls, name: str, content: bytes, choice: Choice | None = None) -> "DefinitionFile":
        """Read a file, in our words where another tool wrote it, or raise DefinitionRejected."""
        path = PurePath(name)
        kind, text = SUFFIXES[path.suffix], decode(content)
        if kind is not DefinitionKind.PROCESS:
            return cls(kind, path.stem, text)
        translated = translate(text, choice)
        return cls(kind, path.stem, translated.text, translated)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.key + next(suffix for suffix, kind in SUFFIXES.items() if kind == self.kind)

    @property
    def sha256(self) -> str:
        """The digest that tells whether it changed."""
        return hashlib.sha256(self.content.encode()).hexdigest()


def judge(
    engine: Engine, one: DefinitionFile, around: Iterable[DefinitionFile]
) -> tuple[Problem, ...]:
    """Everything to be said about a file that is used together with others."""
    if one.kind is DefinitionKind.FORM:
        return tuple(_of_form(one))
    if one.kind is DefinitionKind.DECISION:
        return engine.lint_decision(one.content)
    found = _of_process(engine, one, list(around))
    return found if one.origin is None else tuple(map(one.origin.located, found))


def _of_form(one: DefinitionFile) -> Iterator[Problem]:
    try:
        parse_form(one.key, one.content)
    except FormRejected as error:
        for reason in error.problems:
            yield Problem("form", reason, params={"reason": reason})


def _of_process(
    engine: Engine, one: DefinitionFile, around: list[DefinitionFile]
) -> tuple[Problem, ...]:
    forms = {file.key: file for file in around if file.kind is DefinitionKind.FORM}
    tables = {
        file.key: file.content
        for file in around
        if file.kind is DefinitionKind.DECISION and f'"{file.key}"' in one.content
    }
    asked = [file for key, file in forms.items() if f'"{key}"' in one.content]
    start = START_VARIABLES if one.key in STARTED_HERE else None
    given = Given({file.key: _set_by(file) for file in asked}, start)
    found = engine.lint(Sources(one.key, one.content, decisions=tables), given)
    return (*found, *_unknown_references(engine, one, set(forms)))


def _set_by(file: DefinitionFile) -> frozenset[str]:
    try:
        form: Form = parse_form(file.key, file.content)
    except FormRejected:
        return frozenset()
    return frozenset(field.variable for field in form.fields if field.variable)


def _unknown_references(engine: Engine, one: DefinitionFile, forms: set[str]) -> Iterator[Problem]:
    try:
        outline = engine.outline(one.content)
    except DefinitionRejected:
        return
    for rule, element_id, reason in _unknown(outline, forms):
        line = _line_of(one.content, element_id)
        yield Problem(rule, reason, element_id, line, params={"reason": reason})


def _unknown(outline: Outline, forms: set[str]) -> Iterator[tuple[str, str, str]]:
    groups = {group.value for group in Group}
    for element in outline.elements:
        if element.form_key and element.form_key not in forms:
            yield "unknown_form", element.id, f"there is no form {element.form_key!r}"
        if element.action and element.action not in ACTIONS:
            yield "unknown_action", element.id, f"there is no action {element.action!r}"
        for group in element.candidate_groups:
            if "$" not in group and group not in groups:
                yield "unknown_group", element.id, f"there is no group {group!r}"


def _line_of(content: str, element_id: str) -> int | None:
    position = content.find(f'id="{element_id}"')
    return content.count("\n", 0, position) + 1 if position >= 0 else None


def without_database(problem: Problem) -> Problem:
    """The problem as it counts where nobody can say which groups there are."""
    if problem.rule == "unknown_group":
        return replace(problem, severity="warning")
    return problem
