"""Whether a diagram, a table or a form can be used, judged together with what lies around it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from service.forms import FormRejected, parse_form
from service.models import DefinitionKind
from service.operations.definition_files import DefinitionFile, texts_among
from service.operations.gathering import gather
from service.operations.givens import given_to
from service.queries.members import Members
from workflows import Engine, Problem


def judge(
    engine: Engine,
    one: DefinitionFile,
    around: Iterable[DefinitionFile],
    members: Members | None = None,
) -> tuple[Problem, ...]:
    """Everything to be said about a file that is used together with others.

    ``members`` are the people of each group, where that is known. What is said is remembered:
    whoever asks before opening a unit of work keeps nobody waiting in it.
    """
    if one.kind is DefinitionKind.FORM:
        return tuple(_of_form(one))
    if one.kind is DefinitionKind.DECISION:
        return engine.lint_decision(one.content)
    found = _of_process(engine, one, tuple(around), members)
    return found if one.origin is None else tuple(map(one.origin.located, found))


def _of_form(one: DefinitionFile) -> Iterator[Problem]:
    try:
        parse_form(one.key, one.content)
    except FormRejected as error:
        for reason in error.problems:
            yield Problem.because("form", reason, reason.vi)


@lru_cache(maxsize=64)
def _of_process(
    engine: Engine,
    one: DefinitionFile,
    around: tuple[DefinitionFile, ...],
    members: Members | None,
) -> tuple[Problem, ...]:
    sources = gather(engine, one.key, one.content, texts_among(around))
    given = given_to(engine, sources, list(around))
    if members is not None:
        units = {code: dict(staff) for code, staff in members.of_units}
        given = replace(given, members=dict(members.of_groups), units=units)
    return engine.lint(sources, given)


def without_database(problem: Problem) -> Problem:
    """The problem as it counts where nobody can say which groups there are."""
    if problem.rule == "unknown-group":
        return replace(problem, severity="warning")
    return problem
