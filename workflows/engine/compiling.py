"""Keeps compiled diagrams, so that the same sources are parsed once in a process's lifetime."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from workflows.decisions import read_table
from workflows.definitions.nearness import nearest
from workflows.definitions.outline import process_of
from workflows.engine.parser import DiagramParser
from workflows.engine.specs import CallActivity, EmbeddedSubprocess
from workflows.errors import DefinitionRejected, ExpressionFailed
from workflows.markup import read_xml
from workflows.values import Problem, Sources
from workflows.wording import Both


@dataclass(frozen=True, slots=True)
class Compiled:
    """A process ready to run, and the processes inside and called by it."""

    process: Any
    inner: dict[str, Any]


class Library:
    """The most recently used compiled sources; safe to share between threads."""

    def __init__(self, size: int = 64) -> None:
        self._size = size
        self._shelf: OrderedDict[Hashable, Compiled] = OrderedDict()
        self._lock = Lock()

    def compiled(self, sources: Sources) -> Compiled:
        """Compile these sources, or find them compiled already."""
        key = _content(sources)
        with self._lock:
            if key in self._shelf:
                self._shelf.move_to_end(key)
                return self._shelf[key]
        made = compile_sources(sources)
        with self._lock:
            self._shelf[key] = made
            while len(self._shelf) > self._size:
                self._shelf.popitem(last=False)
        return made


def compile_sources(sources: Sources) -> Compiled:
    """Parse diagrams and tables, or raise DefinitionRejected."""
    tables = {key: read_table(text) for key, text in sources.decisions.items()}
    documents = {sources.key: sources.diagram, **sources.called}
    found: dict[str, Any] = {}
    for key, text in documents.items():
        for name, spec in _specs_of(key, text, tables).items():
            if name in found:
                raise _rejected("duplicate-process", Both(repr(name), repr(name)))
            found[name] = spec
    for spec in found.values():
        _refuse_missing_calls(spec, found)
    return Compiled(found[sources.key], found)


def _content(sources: Sources) -> Hashable:
    """Everything a process runs on, so that two sources are the same when they say the same."""
    called, tables = sorted(sources.called.items()), sorted(sources.decisions.items())
    return sources.key, sources.diagram, tuple(called), tuple(tables)


def _specs_of(key: str, text: str, tables: dict[str, Any]) -> dict[str, Any]:
    parser = DiagramParser(tables)
    root = read_xml(text)
    try:
        parser.add_bpmn_xml(root)
        process = parser.get_spec(process_of(root).get("id") or key)
        inner = _embedded(parser, process)
    except (ValidationException, ExpressionFailed, RecursionError) as error:
        said = Both(str(error), getattr(error, "vi", type(error).__name__))
        raise _rejected("diagram", said, getattr(error, "id", None) or None) from error
    return {key: process, **inner}


def _embedded(parser: DiagramParser, process: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in process.task_specs.values():
        if isinstance(element, EmbeddedSubprocess):
            found[element.spec] = parser.get_spec(element.spec)
            found |= _embedded(parser, found[element.spec])
    return found


def _refuse_missing_calls(spec: Any, found: dict[str, Any]) -> None:
    for element in spec.task_specs.values():
        if isinstance(element, CallActivity) and element.spec not in found:
            said = {"name": element.spec, "nearest": nearest(element.spec, found)}
            message = f"{element.spec} is called and is not there"
            problem = Problem("called-process", message, element.bpmn_id, params=said)
            raise DefinitionRejected((problem,))


def _rejected(rule: str, reason: Both, element: str | None = None) -> DefinitionRejected:
    return DefinitionRejected((Problem.because(rule, reason, reason.vi, element),))
