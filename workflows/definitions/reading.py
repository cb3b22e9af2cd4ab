"""One reading of a diagram, shared by all rules: what it says, and what can be worked out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property

from lxml import etree

from workflows.decisions import read_table
from workflows.definitions.diagram import Diagram, Node, lay_out
from workflows.definitions.inference import Finding, Inference
from workflows.definitions.messages import sent_in
from workflows.definitions.paths import Paths
from workflows.definitions.tokens import Played, play
from workflows.definitions.variables import Setters, Use
from workflows.errors import DefinitionRejected, ExpressionFailed
from workflows.expressions import Expression
from workflows.kinds import Kind, joined
from workflows.markup import bpmn, camunda, listed, local_name, own, read_xml
from workflows.templates import parse_condition, parse_script, parse_template
from workflows.values import Given, Sources

TIMERS = ("timeDate", "timeDuration", "timeCycle")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that is worked out when the process runs, and where it is written."""

    node: Node
    where: str
    text: str
    expressions: tuple[Expression, ...]
    failure: ExpressionFailed | None


@dataclass(frozen=True)
class Reading(Diagram):
    """A diagram with what it runs on; ``given`` is unknown where no forms are at hand."""

    sources: Sources
    given: Given | None

    @cached_property
    def paths(self) -> Paths:
        """What leads where."""
        return Paths(self)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every expression of the diagram, read once."""
        return tuple(_wordings(self))

    @cached_property
    def unset(self) -> tuple[Use, ...]:
        """Variables used where nothing is sure to have set them; none if forms are unknown."""
        if self.given is None:
            return ()
        return tuple(
            use
            for node, where, names in (*names_used(self), *_missed_by_called(self))
            for use in self.setters.unset(node, where, names)
        )

    @cached_property
    def setters(self) -> Setters:
        """What sets which variables; nothing but the drawing counts if forms are unknown."""
        given = self.given or Given({}, None)
        messages = dict(given.messages)
        for name, brought in sent_in(self.nodes.values()).items():
            messages[name] = brought.besides(messages[name]) if name in messages else brought
        return Setters(self, self.paths, replace(given, messages=messages), self.sources)

    @cached_property
    def ill_fitting(self) -> tuple[tuple[Wording, Finding], ...]:
        """What in expressions cannot fit together, told by the kinds of what they use."""
        return tuple((one, found) for one in self.wordings for found in _inferred(self, one))

    @cached_property
    def played(self) -> tuple[Played, ...]:
        """What tokens can do in the process and in each subprocess; nothing if it is broken."""
        if not self.paths.is_connected:
            return ()
        return tuple(play(self, scope) for scope in self.paths.scopes)

    def given_to(self, key: str) -> dict[str, Kind] | None:
        """What a process knows when this one calls it; None where that may be anything."""
        known: dict[str, Kind] = {}
        for node in self.of_kind("callActivity"):
            if node.get("calledElement") == key:
                if not self.setters.is_whole(node):
                    return None
                for name, kind in self.setters.scope(node).items():
                    known[name] = joined(known.get(name, kind), kind)
        return known

    def timer_values(self) -> Iterator[tuple[Node, list[Node]]]:
        """Each timer event with the values it is given."""
        for definition in self.process.iter(bpmn("timerEventDefinition")):
            node = definition.getparent()
            assert node is not None
            values = [child for child in definition if local_name(child) in TIMERS]
            yield node, [value for value in values if (value.text or "").strip()]

    def copied(self) -> Iterator[tuple[Node, Node]]:
        """Each element done once for each of a collection, with what says so."""
        for loop in self.process.iter(bpmn("multiInstanceLoopCharacteristics")):
            node = loop.getparent()
            assert node is not None
            yield node, loop


def read(root: etree._Element, sources: Sources, given: Given | None = None) -> Reading:
    """Read a document whose process is to be judged."""
    diagram = lay_out(root)
    parts = {one.name: getattr(diagram, one.name) for one in fields(diagram)}
    return Reading(**parts, sources=sources, given=given)


def names_used(reading: Reading) -> Iterator[tuple[Node, str, frozenset[str]]]:
    """What is worked out where, with the variables it needs; tables that ask the process too."""
    for one in reading.wordings:
        yield one.node, one.where, frozenset(_names(one))
    for node in reading.of_kind("businessRuleTask"):
        xml = reading.sources.decisions.get(camunda(node, "decisionRef") or "")
        if xml is not None and own(node, "facts") is None:
            yield node, "camunda:decisionRef", _asked(xml)


def _asked(table: str) -> frozenset[str]:
    try:
        return frozenset().union(*(column.asks.names for column in read_table(table).columns))
    except DefinitionRejected:
        return frozenset()


def _missed_by_called(reading: Reading) -> Iterator[tuple[Node, str, frozenset[str]]]:
    """What called processes use and nothing in them sets before."""
    for node in reading.of_kind("callActivity"):
        others = dict(reading.sources.called)
        # One that calls itself is not looked into again.
        text = others.pop(node.get("calledElement") or "", None)
        if text is not None and reading.given is not None:
            sources, given = (
                replace(reading.sources, called=others),
                replace(reading.given, start={}),
            )
            missed = read(read_xml(text), sources, given).unset
            yield node, "calledElement", frozenset(use.name for use in missed if not use.may_arrive)


def _inferred(reading: Reading, wording: Wording) -> list[Finding]:
    """Go through a text with the kinds of the variables that reach it."""
    if wording.failure is not None:
        return []
    inference = Inference(reading.setters.scope(wording.node))
    if wording.where == "script":
        for name, expression in parse_script(wording.text).assignments:
            inference.assign(name, expression)
        return inference.findings
    decides = wording.where in {"conditionExpression", "completionCondition"}
    for expression in wording.expressions:
        if decides:
            inference.condition(expression)
        else:
            inference.value(expression)
    return inference.findings


def _names(wording: Wording) -> Iterator[str]:
    """The variables a text needs; those a script sets in an earlier line are there."""
    if wording.failure is not None:
        return
    own_names = set[str]()
    assigned = parse_script(wording.text).assignments if wording.where == "script" else ()
    for number, expression in enumerate(wording.expressions):
        yield from expression.names - own_names
        own_names.update(name for name, _ in assigned[: number + 1])


def _wordings(reading: Reading) -> Iterator[Wording]:
    yield from _of_people(reading)
    for node in reading.of_kind("scriptTask"):
        yield _wording(node, "script", node.findtext(bpmn("script")) or "", _of_script)
    for node in reading.of_kind("serviceTask", "sendTask"):
        yield from _template(node, "thidua:parameters", own(node, "parameters"))
    for flow in reading.flows:
        text = flow.findtext(bpmn("conditionExpression"))
        if text is not None:
            yield _wording(flow, "conditionExpression", text, _of_condition)
    yield from _of_timers(reading)
    yield from _of_copies(reading)
    yield from _of_loops(reading)
    yield from _of_conditions(reading)
    yield from _of_messages(reading)


def _of_people(reading: Reading) -> Iterator[Wording]:
    for node in reading.of_kind("userTask"):
        for group in listed(camunda(node, "candidateGroups")):
            yield from _template(node, "camunda:candidateGroups", group)
        yield from _template(node, "camunda:assignee", camunda(node, "assignee"))
        yield from _template(node, "camunda:dueDate", camunda(node, "dueDate"))


def _of_timers(reading: Reading) -> Iterator[Wording]:
    for node, values in reading.timer_values():
        for value in values:
            yield from _template(node, local_name(value), value.text)


def _of_copies(reading: Reading) -> Iterator[Wording]:
    for node, loop in reading.copied():
        text = (camunda(loop, "collection") or "").strip()
        whole = text if "${" in text or not text else f"${{{text}}}"
        yield from _template(node, "camunda:collection", whole)
        condition = loop.findtext(bpmn("completionCondition"))
        if condition is not None:
            yield _wording(node, "completionCondition", condition, _of_condition)


def _of_conditions(reading: Reading) -> Iterator[Wording]:
    for definition in reading.process.iter(bpmn("conditionalEventDefinition")):
        node = definition.getparent()
        if node is not None:
            text = definition.findtext(bpmn("condition")) or ""
            yield _wording(node, "condition", text, _of_condition)


def _of_loops(reading: Reading) -> Iterator[Wording]:
    for loop in reading.process.iter(bpmn("standardLoopCharacteristics")):
        condition, node = loop.findtext(bpmn("loopCondition")), loop.getparent()
        if condition is not None and node is not None:
            yield _wording(node, "loopCondition", condition, _of_condition)


def _of_messages(reading: Reading) -> Iterator[Wording]:
    for node in reading.of_kind("sendTask", "intermediateThrowEvent", "endEvent"):
        definition = node.find(bpmn("messageEventDefinition"))
        for name in ("toProcess", "toKey", "payload"):
            inner = None if definition is None else own(definition, name)
            yield from _template(node, f"thidua:{name}", own(node, name) or inner)


def _template(node: Node, where: str, text: str | None) -> Iterator[Wording]:
    if text:
        yield _wording(node, where, text, _of_template)


def _wording(
    node: Node, where: str, text: str, parse: Callable[[str], tuple[Expression, ...]]
) -> Wording:
    try:
        return Wording(node, where, text, parse(text), None)
    except ExpressionFailed as error:
        return Wording(node, where, text, (), error)


def _of_template(text: str) -> tuple[Expression, ...]:
    return parse_template(text).expressions


def _of_condition(text: str) -> tuple[Expression, ...]:
    return (parse_condition(text),)


def _of_script(text: str) -> tuple[Expression, ...]:
    return tuple(expression for _, expression in parse_script(text).assignments)
