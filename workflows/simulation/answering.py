"""Answers from a record, in place of the actions and facts a case met when it happened."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from workflows.definitions.outline import nodes_of, process_of
from workflows.errors import WorkflowError
from workflows.markup import camunda, own, read_xml
from workflows.values import (
    ActionCall,
    BpmnError,
    DecisionTaken,
    Sources,
    Telling,
    Told,
    Variables,
)


class AnswerMissing(WorkflowError):
    """An element wants an answer the record does not hold."""

    def __init__(self, element_id: str, fields: Iterable[str]) -> None:
        self.element_id, self.fields = element_id, tuple(fields)
        super().__init__(f"{element_id}: {', '.join(self.fields)}")


class Answers:
    """What a record holds, each answer given once; an element gets its own first."""

    def __init__(self, told: Iterable[Told], sources: Sources) -> None:
        self._left = list(told)
        self._elements, self._results, self._facts = set[str](), dict[str, str](), dict[str, str]()
        for text in (sources.diagram, *sources.called.values()):
            for node in nodes_of(process_of(read_xml(text))):
                element_id = node.get("id") or ""
                self._elements.add(element_id)
                self._results[element_id] = camunda(node, "resultVariable") or ""
                self._facts.setdefault(own(node, "facts") or "", element_id)

    def result(self, call: ActionCall) -> Any:
        """What the action answered at this element, or at one that is gone from the diagram."""
        asked = [one for one in self._left if one.name == call.action and one.kind in _RESULTS]
        own_answers = (one for one in asked if one.element_id == call.element_id)
        orphans = (one for one in asked if one.element_id not in self._elements)
        told = next(own_answers, None) or next(orphans, None)
        if told is not None:
            self._left.remove(told)
            return BpmnError(told.value) if told.kind is Telling.ERROR else told.value
        if wanted := self._results.get(call.element_id):
            raise AnswerMissing(call.element_id, [wanted])
        return None

    def facts(self, name: str) -> Variables:
        """The facts of this name, as they were then; the last ones stay known."""
        known = [one for one in self._left if one.name == name and one.kind is Telling.FACTS]
        if not known:
            raise AnswerMissing(self._facts.get(name, ""), [name])
        if len(known) > 1:
            self._left.remove(known[0])
        return dict(known[0].value)


class Recollection:
    """The surroundings of one replayed step: its moment, and the answers of the record."""

    def __init__(
        self, now: datetime, functions: Mapping[str, Callable[..., Any]], answers: Answers
    ) -> None:
        self.now, self.functions, self._answers = now, functions, answers

    def perform(self, call: ActionCall) -> Any:
        """Answer as the action did."""
        return self._answers.result(call)

    def facts(self, name: str, variables: Variables) -> Variables:
        """Tell the facts as they were."""
        return self._answers.facts(name)

    def decided(self, decision: DecisionTaken) -> None:
        """Keep nothing: only the way that follows counts."""


_RESULTS = (Telling.RESULT, Telling.ERROR)
