"""Decides whether a diagram may be deployed."""

from collections.abc import Callable
from typing import Any

from workflows.definitions.outline import outline_of, process_of
from workflows.markup import read_xml
from workflows.values import Outline, Sources


def check_sources(sources: Sources, compile_it: Callable[[], Any]) -> Outline:
    """Accept a diagram with everything it needs, or raise DefinitionRejected."""
    process = process_of(read_xml(sources.diagram))
    compile_it()
    return outline_of(process)
