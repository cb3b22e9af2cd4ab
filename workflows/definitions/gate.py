"""Decides whether a diagram may be deployed; every reason against it is named at once."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from workflows.decisions import check_table
from workflows.definitions import attributes, shape, wording
from workflows.definitions.diagram import lay_out
from workflows.definitions.outline import outline_of
from workflows.errors import DefinitionRejected
from workflows.markup import read_xml
from workflows.values import Outline, Problem, Sources


def check_sources(
    sources: Sources,
    schema: Callable[[etree._Element], list[Problem]],
    compiled: Callable[[], Any],
) -> Outline:
    """Accept a diagram with everything it needs, or raise DefinitionRejected.

    What a look at the drawing cannot tell is found by the schema and by compiling it.
    """
    root = read_xml(sources.diagram)
    diagram = lay_out(root)
    rules = (*shape.RULES, *wording.RULES, *attributes.RULES)
    problems = [found for rule in rules for found in rule(diagram)]
    problems += wording.decisions(diagram, sources)
    problems += [found for xml in sources.decisions.values() for found in check_table(xml)]
    problems += _only_news(schema(root), problems)
    if problems:
        raise DefinitionRejected(tuple(problems))
    compiled()
    return outline_of(diagram.process)


def _only_news(found: list[Problem], before: list[Problem]) -> list[Problem]:
    lines = {problem.line for problem in before}
    return [problem for problem in found if problem.line not in lines]
