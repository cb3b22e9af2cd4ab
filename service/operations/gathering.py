"""What a diagram runs on: the processes it calls, at any depth, and the tables they all ask."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from service.models import DefinitionKind
from workflows import DefinitionRejected, Element, Engine, Sources

#: The text of a definition by its kind and key, or None where there is none.
FindText: TypeAlias = Callable[[DefinitionKind, str], str | None]


def gather(engine: Engine, key: str, diagram: str, find: FindText) -> Sources:
    """Find everything a diagram runs on; what is not there is left for the gate to name."""
    processes, tables = {key: diagram}, dict[str, str]()
    kept = {DefinitionKind.PROCESS: processes, DefinitionKind.DECISION: tables}
    left = [diagram]
    while left:
        for kind, name in _needed_by(engine, left.pop()):
            text = None if name in kept[kind] else find(kind, name)
            if text is not None:
                kept[kind][name] = text
                left += [text] if kind is DefinitionKind.PROCESS else []
    del processes[key]
    return Sources(key, diagram, processes, tables)


def elements_of(engine: Engine, sources: Sources) -> Iterator[Element]:
    """The elements of a diagram, and of the processes it calls."""
    for text in (sources.diagram, *sources.called.values()):
        yield from engine.outline(text).elements


@lru_cache(maxsize=128)
def _needed_by(engine: Engine, diagram: str) -> tuple[tuple[DefinitionKind, str], ...]:
    try:
        elements = engine.outline(diagram).elements
    except DefinitionRejected:
        return ()
    called = ((DefinitionKind.PROCESS, one.called_key) for one in elements if one.called_key)
    asked = ((DefinitionKind.DECISION, one.decision_key) for one in elements if one.decision_key)
    return (*called, *asked)
