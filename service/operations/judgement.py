"""Whether a diagram, a table or a form can be used, judged together with what lies around it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import PurePath
from typing import get_type_hints

from service.actions import ACTIONS
from service.forms import Field, FieldKind, Form, FormRejected, parse_form
from service.models import DefinitionKind, Group
from service.operations.gathering import FindText, gather
from workflows import (
    Choice,
    Engine,
    Given,
    Problem,
    Translated,
    decode,
    translate,
)
from workflows.kinds import (
    BOOLEAN,
    DAY,
    NUMBER,
    TEXT,
    UNKNOWN,
    Kind,
    any_of,
    joined,
    kind_of_value,
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
START_VARIABLES: Mapping[str, Kind] = {
    **dict.fromkeys(("campaign", "unit", "nomination", "session", "paper"), UNKNOWN),
    **dict.fromkeys(("late_deadline", "province_key"), TEXT),
    "members": Kind("list"),
    "passed": BOOLEAN,
    "supplement_days": NUMBER,
}


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


def texts_among(files: Iterable[DefinitionFile]) -> FindText:
    """What finds the texts of these files; of two by one key the later counts."""
    texts = {(one.kind, one.key): one.content for one in files}
    return lambda kind, key: texts.get((kind, key))


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
            yield Problem.because("form", reason, reason.vi)


def _of_process(
    engine: Engine, one: DefinitionFile, around: list[DefinitionFile]
) -> tuple[Problem, ...]:
    forms = [file for file in around if file.kind is DefinitionKind.FORM]
    given = Given(
        forms={file.key: set_by(file) for file in forms if _is_named(file.key, one.content)},
        start=START_VARIABLES if one.key in STARTED_HERE else None,
        actions=_results(),
        groups=frozenset(group.value for group in Group),
        processes=frozenset(file.key for file in around if file.kind is DefinitionKind.PROCESS),
    )
    sources = gather(engine, one.key, one.content, texts_among(around))
    return engine.lint(sources, given)


def _is_named(key: str, content: str) -> bool:
    return f'"{key}"' in content or f"'{key}'" in content


@cache
def _results() -> dict[str, Kind]:
    """What each registered action answers, as its signature says."""
    return {
        name: _RESULTS.get(get_type_hints(function).get("return"), UNKNOWN)
        for name, function in ACTIONS.items()
    }


_RESULTS: dict[object, Kind] = {
    bool: BOOLEAN,
    int: NUMBER,
    str: TEXT,
    list[str]: Kind("list", item=TEXT),
    list[int]: Kind("list", item=NUMBER),
}


@lru_cache(maxsize=256)
def set_by(file: DefinitionFile) -> dict[str, Kind]:
    """The variables a form sets, with what its questions let them be."""
    try:
        form: Form = parse_form(file.key, file.content)
    except FormRejected:
        return {}
    found: dict[str, Kind] = {}
    for one in form.fields:
        if one.variable:
            kind = _kind_of(one)
            found[one.variable] = joined(found.get(one.variable, kind), kind)
    return found


def _kind_of(one: Field) -> Kind:
    chosen = any_of(kind_of_value(option.value) for option in one.options)
    if one.kind is FieldKind.CHECKLIST:
        return Kind("list", item=chosen)
    return chosen if one.options else _ANSWERS.get(one.kind, UNKNOWN)


_ANSWERS = {
    **dict.fromkeys((FieldKind.TEXTFIELD, FieldKind.TEXTAREA), TEXT),
    FieldKind.NUMBER: NUMBER,
    FieldKind.DATE: DAY,
    FieldKind.CHECKBOX: BOOLEAN,
}


def without_database(problem: Problem) -> Problem:
    """The problem as it counts where nobody can say which groups there are."""
    if problem.rule == "unknown-group":
        return replace(problem, severity="warning")
    return problem
