"""Decides whether a diagram may be deployed; every reason against it is named at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lxml import etree

from workflows.decisions import check_table
from workflows.definitions.outline import outline_of
from workflows.definitions.reading import Reading, read
from workflows.errors import DefinitionRejected
from workflows.kinds import Kind
from workflows.markup import line_of, read_bpmn
from workflows.rules import breaches
from workflows.values import Given, Outline, Problem, Sources


class Gate:
    """Judges diagrams; ``schema`` and ``compile`` see what a look at the drawing cannot."""

    def __init__(
        self,
        schema: Callable[[etree._Element], list[Problem]],
        compile_: Callable[[Sources], Any],
    ) -> None:
        self._schema = schema
        self._compile = compile_

    def check(self, sources: Sources, given: Given | None = None) -> Outline:
        """Accept a diagram with everything it needs, or raise DefinitionRejected."""
        reading = read(read_bpmn(sources.diagram), sources, given)
        errors = tuple(one for one in self._found(reading) if one.severity == "error")
        if errors:
            raise DefinitionRejected(errors)
        return outline_of(reading.process)

    def lint(self, sources: Sources, given: Given | None = None) -> tuple[Problem, ...]:
        """Everything to be said about a diagram, errors and warnings, and never an exception."""
        try:
            return tuple(self._found(read(read_bpmn(sources.diagram), sources, given)))
        except DefinitionRejected as rejected:
            return rejected.problems

    def given_to(self, key: str, sources: Sources, given: Given) -> dict[str, Kind] | None:
        """What a process knows when this diagram calls it; None where that may be anything."""
        try:
            return read(read_bpmn(sources.diagram), sources, given).given_to(key)
        except DefinitionRejected:
            return None

    def _found(self, reading: Reading) -> list[Problem]:
        sources = reading.sources
        problems = list(breaches(reading))
        problems += [found for xml in sources.decisions.values() for found in check_table(xml)]
        problems += _only_news(self._schema(reading.root), problems)
        if not any(one.severity == "error" for one in problems):
            problems += (_placed(one, reading) for one in self._uncompiled(sources))
        return problems

    def _uncompiled(self, sources: Sources) -> tuple[Problem, ...]:
        try:
            self._compile(sources)
        except DefinitionRejected as rejected:
            return rejected.problems
        except Exception as error:  # The library has a foreign error for every oddity.
            name = type(error).__name__
            return (Problem.because("diagram", f"{name}: {error}"[:300], name),)
        return ()


def _placed(problem: Problem, reading: Reading) -> Problem:
    """A problem with the line of its element, which compiling does not know."""
    node = reading.nodes.get(problem.element_id or "")
    return problem if node is None else replace(problem, line=line_of(node))


def _only_news(found: list[Problem], before: list[Problem]) -> list[Problem]:
    lines = {problem.line for problem in before if problem.severity == "error"}
    return [problem for problem in found if problem.line not in lines]
