"""What a diagram finds around it: forms, actions, groups, and what its process begins with."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from typing import get_type_hints

from service.actions import ACTIONS
from service.forms import Field, FieldKind, Form, FormRejected, parse_form
from service.models import DefinitionKind, Group
from service.operations.definition_files import DefinitionFile, texts_among
from service.operations.gathering import gather
from workflows import Brought, DefinitionRejected, Engine, Given, Sources, sent_by
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

#: What the messages bring that this software sends itself, by their names.
BROUGHT: Mapping[str, Mapping[str, Kind]] = {
    "award_result": {"granted": BOOLEAN, "reason": TEXT},
    "council_result": {"result": TEXT, "award": TEXT},
    "returned_by_province": {"missing": TEXT, "province_key": TEXT},
    "suspension_lifted": {"note": TEXT},
    "suspension_upheld": {"note": TEXT},
    "unit_result": {"passed": BOOLEAN, "yes": NUMBER, "present": NUMBER, "reason": TEXT},
    "withdrawn": {"reason": TEXT},
}


def given_to(
    engine: Engine, sources: Sources, around: list[DefinitionFile], before: tuple[str, ...] = ()
) -> Given:
    """What a diagram finds around it; ``before`` are those it is looked at for."""
    processes = {one.key: one for one in around if one.kind is DefinitionKind.PROCESS}
    return Given(
        forms=_forms(around, (sources.diagram, *sources.called.values())),
        start=_start(engine, sources.key, processes, around, before),
        actions=_results(),
        groups=frozenset(group.value for group in Group),
        processes=frozenset(processes),
        messages=_messages(one.content for one in processes.values() if one.key != sources.key),
    )


def _messages(diagrams: Iterable[str]) -> dict[str, Brought]:
    """What the messages bring that this software or other diagrams send."""
    found = {name: Brought(kinds) for name, kinds in BROUGHT.items()}
    for diagram in diagrams:
        for name, brought in sent_by(diagram).items():
            found[name] = brought.besides(found[name]) if name in found else brought
    return found


def _start(
    engine: Engine,
    key: str,
    processes: Mapping[str, DefinitionFile],
    around: list[DefinitionFile],
    before: tuple[str, ...],
) -> dict[str, Kind] | None:
    """What a process may begin with; None where nobody that begins it is known."""
    found: list[Mapping[str, Kind] | None] = [START_VARIABLES] if key in STARTED_HERE else []
    for one in processes.values():
        if one.key not in (key, *before) and _calls(engine, one, key):
            sources = gather(engine, one.key, one.content, texts_among(around))
            given = given_to(engine, sources, around, (key, *before))
            found.append(engine.given_to(key, sources, given))
    known: dict[str, Kind] = {}
    for brought in found or [None]:
        if brought is None:
            return None
        for name, kind in brought.items():
            known[name] = joined(known.get(name, kind), kind)
    return known


def _calls(engine: Engine, one: DefinitionFile, key: str) -> bool:
    if "callActivity" not in one.content or not _is_named(key, one.content):
        return False
    try:
        return any(element.called_key == key for element in engine.outline(one.content).elements)
    except DefinitionRejected:
        return False


def _forms(
    around: Iterable[DefinitionFile], diagrams: Collection[str]
) -> dict[str, dict[str, Kind]]:
    """Every form there is; only those a diagram names are read for the variables they set."""
    return {
        file.key: set_by(file) if any(_is_named(file.key, one) for one in diagrams) else {}
        for file in around
        if file.kind is DefinitionKind.FORM
    }


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
