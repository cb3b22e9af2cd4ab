"""Rules about what is written into a diagram: expressions, timers, messages, people."""

from collections.abc import Callable, Iterator
from functools import partial

from workflows.definitions.diagram import Diagram, Node, id_of, problem
from workflows.definitions.outline import message_ref
from workflows.errors import ExpressionFailed
from workflows.expressions import BUILT_IN, SURROUNDING_FUNCTIONS, Expression
from workflows.markup import bpmn, camunda, listed, local_name, own
from workflows.moments import read_duration, read_moment, read_repetition
from workflows.templates import parse_condition, parse_script, parse_template
from workflows.values import LatePolicy, Problem, Sources

_KNOWN = SURROUNDING_FUNCTIONS | BUILT_IN.keys()
_TIMERS = ("timeDate", "timeDuration", "timeCycle")


def people(diagram: Diagram) -> Iterator[Problem]:
    """Every user task says who may do it."""
    for node in diagram.of_kind("userTask"):
        if not listed(camunda(node, "candidateGroups")) and not camunda(node, "assignee"):
            yield problem("no-candidate", node, "nobody may do this task")
        if camunda(node, "formKey") == "":
            yield problem("empty-form", node, "the form key is empty")
        for group in listed(camunda(node, "candidateGroups")):
            yield from _template(node, group, "the candidate groups")
        yield from _template(node, camunda(node, "assignee"), "the assignee")
        yield from _moment(node, camunda(node, "dueDate"), "the due date")


def actions(diagram: Diagram) -> Iterator[Problem]:
    """Every service task names its action, every script assigns variables."""
    for node in diagram.of_kind("serviceTask"):
        if not own(node, "action"):
            yield problem("no-action", node, "the service task names no action")
    for node in diagram.of_kind("serviceTask", "sendTask"):
        yield from _mapping(node, own(node, "parameters"), "the parameters")
    for node in diagram.of_kind("scriptTask"):
        text = node.findtext(bpmn("script")) or ""
        if not text.strip():
            yield problem("no-script", node, "the script is empty")
        yield from _readable(node, "the script", partial(_script, text))
    for node in diagram.nodes.values():
        result = camunda(node, "resultVariable")
        if result is not None and not result.isidentifier():
            yield problem("result-variable", node, f"{result!r} is no name of a variable")


def decisions(diagram: Diagram, sources: Sources) -> Iterator[Problem]:
    """Every business rule task asks a table that is there."""
    for node in diagram.of_kind("businessRuleTask"):
        key = camunda(node, "decisionRef")
        if not key:
            yield problem("no-decision", node, "the task names no decision table")
        elif key not in sources.decisions:
            yield problem("no-decision", node, f"there is no decision table {key!r}")


def conditions(diagram: Diagram) -> Iterator[Problem]:
    """Conditions stand where they are asked, and can be read."""
    for flow in diagram.flows:
        condition = flow.findtext(bpmn("conditionExpression"))
        if condition is None:
            continue
        source = diagram.nodes.get(flow.get("sourceRef") or "")
        if source is not None and local_name(source) != "exclusiveGateway":
            message = "only flows that leave an exclusive gateway have a condition"
            yield problem("condition-ignored", flow, message)
        yield from _condition(flow, condition)


def copies(diagram: Diagram) -> Iterator[Problem]:
    """Every multi-instance element says of what collection."""
    for loop in diagram.process.iter(bpmn("multiInstanceLoopCharacteristics")):
        node = loop.getparent()
        assert node is not None
        collection = (camunda(loop, "collection") or "").strip()
        if not collection:
            yield problem("no-collection", node, "the copies have no collection")
        text = collection if "${" in collection else f"${{{collection}}}"
        yield from _template(node, text if collection else None, "the collection")
        variable = camunda(loop, "elementVariable")
        if variable is not None and not variable.isidentifier():
            yield problem("element-variable", node, f"{variable!r} is no name of a variable")
        condition = loop.findtext(bpmn("completionCondition"))
        if condition is not None:
            yield from _condition(node, condition)


def timers(diagram: Diagram) -> Iterator[Problem]:
    """Every timer has one value that stands for a moment, a duration or a repetition."""
    for definition in diagram.process.iter(bpmn("timerEventDefinition")):
        node = definition.getparent()
        assert node is not None
        values = [child for child in definition if local_name(child) in _TIMERS]
        if len(values) != 1 or not (values[0].text or "").strip():
            yield problem("timer-value", node, "the timer has no value")
            continue
        yield from _timer(node, local_name(values[0]), values[0].text or "")
        if (own(node, "late") or "fire") not in [policy.value for policy in LatePolicy]:
            yield problem("late-policy", node, "late is one of fire, coalesce and skip")


def messages(diagram: Diagram) -> Iterator[Problem]:
    """Every message has a name, and a recipient where it is thrown."""
    names = {id_of(one): one.get("name") for one in diagram.root.iter(bpmn("message"))}
    for node in diagram.nodes.values():
        definition = node.find(bpmn("messageEventDefinition"))
        acts = local_name(node) == "sendTask" and own(node, "action")
        is_task = local_name(node) in {"sendTask", "receiveTask"}
        if definition is None and (acts or not is_task):
            continue
        if not names.get(message_ref(node) or ""):
            yield problem("message-name", node, "the message has no name")
        if local_name(node) in {"sendTask", "intermediateThrowEvent", "endEvent"}:
            yield from _recipient(node, node if definition is None else definition)


def _recipient(node: Node, definition: Node) -> Iterator[Problem]:
    for name in ("toProcess", "toKey"):
        text = own(node, name) or own(definition, name)
        if not text:
            yield problem("message-recipient", node, f"the message needs thidua:{name}")
        yield from _template(node, text, name)
    yield from _mapping(node, own(node, "payload") or own(definition, "payload"), "the payload")


def _timer(node: Node, kind: str, text: str) -> Iterator[Problem]:
    if kind == "timeCycle":
        if local_name(node) != "boundaryEvent" or node.get("cancelActivity") != "false":
            message = "only a boundary event that does not interrupt can repeat"
            yield problem("timer-repeats", node, message)
        yield from _constant(node, text, "the timer", read_repetition)
    else:
        yield from _moment(node, text, "the timer")


def _moment(node: Node, text: str | None, what: str) -> Iterator[Problem]:
    yield from _constant(node, text, what, _read_either)


def _read_either(text: str) -> object:
    return read_duration(text) if text.strip().upper().startswith("P") else read_moment(text)


def _constant(
    node: Node, text: str | None, what: str, read: Callable[[str], object]
) -> Iterator[Problem]:
    yield from _template(node, text, what)
    if text and "${" not in text:
        yield from _readable(node, what, lambda: read(text), "timer-value")


def _mapping(node: Node, text: str | None, what: str) -> Iterator[Problem]:
    yield from _template(node, text, what)
    if text and "${" not in text:
        yield problem("expression", node, f"{what} are written ${{{{'name': value}}}}")


def _condition(node: Node, text: str) -> Iterator[Problem]:
    yield from _readable(node, "the condition", lambda: _known(parse_condition(text)))


def _template(node: Node, text: str | None, what: str) -> Iterator[Problem]:
    if text:
        yield from _readable(node, what, lambda: _known(*parse_template(text).expressions))


def _script(text: str) -> None:
    _known(*(expression for _, expression in parse_script(text).assignments))


def _known(*expressions: Expression) -> None:
    for expression in expressions:
        for name in sorted(expression.functions - _KNOWN):
            raise ExpressionFailed(f"there is no function {name!r}")


def _readable(
    node: Node, what: str, read: Callable[[], object], rule: str = "expression"
) -> Iterator[Problem]:
    try:
        read()
    except ExpressionFailed as error:
        yield problem(rule, node, f"{what}: {error}")


RULES = (people, actions, conditions, copies, timers, messages)
