"""Turns a diagram into the elements the engine runs; only what the gate accepts is understood."""

from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import EventDefinitionParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.task_parsers import SubprocessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser

from workflows.decisions import Table
from workflows.definitions.links import links_of
from workflows.engine import event_kinds, events, gateways, instances, specs
from workflows.engine.timing import TimerText
from workflows.engine.trail import CHOICE
from workflows.errors import ExpressionFailed
from workflows.expressions import Expression
from workflows.markup import bpmn, camunda, interrupts, is_set, listed, own
from workflows.templates import Template, parse_condition, parse_script, parse_template
from workflows.values import LatePolicy

_TIMERS = ("timeDate", "timeDuration", "timeCycle")


class ElementParser(TaskParser):
    """Reads one element; what is common to all of them."""

    PARALLEL_MI_CLASS = instances.ParallelInstances
    SEQUENTIAL_MI_CLASS = instances.SequentialInstances

    def create_task(self) -> Any:
        """Build the element."""
        return self._build()

    def connect_outgoing(
        self, outgoing_task: Any, sequence_flow_node: Any, is_default: bool
    ) -> None:
        """Connect the element to the next one and remember the flow's id."""
        target = sequence_flow_node.get("targetRef")
        flow_id = sequence_flow_node.get("id")
        if flow_id:
            self.process_parser.spec.flow_ids[self.bpmn_id, target] = flow_id
        self._connect(outgoing_task, sequence_flow_node, is_default)

    def get_position(self, node: Any = None) -> dict[str, float]:
        """Give every element the same place: flows count in the order they are written.

        The library sorts them by how high their targets are drawn, so that moving a shape
        would change which of two conditions is asked first.
        """
        return {"x": 0.0, "y": 0.0}

    def handles_multiple_outgoing(self) -> bool:
        """Any number of flows may leave an element; the gate says where that has a meaning."""
        return True

    def _connect(self, target: Any, flow: Any, is_default: bool) -> None:
        flows = self.process_parser.get_outgoing_sequence_flows(self.bpmn_id)
        if all(one.find(bpmn("conditionExpression")) is None for one in flows):
            self.task.connect(target)
            return
        choice = self.spec.task_specs.get(f"{self.bpmn_id}{CHOICE}")
        if choice is None:
            choice = gateways.Choice(self.spec, self.bpmn_id)
            self.task.connect(choice)
        _choose(choice, target, flow, is_default)

    def _add_boundary_event(self, children: list[Any]) -> Any:
        split = gateways.BoundaryEventSplit(
            self.spec, f"{self.bpmn_id}.BoundaryEventSplit", lane=self.task.lane
        )
        join = gateways.BoundaryEventJoin(
            self.spec,
            f"{self.bpmn_id}.BoundaryEventJoin",
            lane=self.task.lane,
            split_task=split.name,
            cancel=True,
        )
        split.connect(self.task)
        self.task.connect(join)
        for event in children:
            child = self.process_parser.parse_node(event)
            split.connect(child)
            child.connect(join)
        return split

    def _add_loop_task(self, loop_characteristics: Any) -> None:
        maximum = loop_characteristics.get("loopMaximum")
        self._repeat(
            instances.Loop,
            maximum=int(maximum) if maximum else None,
            condition=_condition(loop_characteristics.findtext(bpmn("loopCondition"))),
            test_before=is_set(loop_characteristics, "testBefore"),
        )

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        sequential = is_set(loop_characteristics, "isSequential")
        self._repeat(
            self.SEQUENTIAL_MI_CLASS if sequential else self.PARALLEL_MI_CLASS,
            data_input=instances.Collection(_collection(loop_characteristics)),
            condition=_condition(loop_characteristics.findtext(bpmn("completionCondition"))),
        )
        self.task.element_variable = camunda(loop_characteristics, "elementVariable")

    def _repeat(self, kind: Any, **more: Any) -> None:
        original = self.spec.task_specs.pop(self.bpmn_id)
        attributes = {"lane": original.lane, "bpmn_name": original.bpmn_name}
        self.task: Any = kind(self.spec, original.name, task_spec="", **more, **attributes)
        self._copy_task_attrs(original)
        self.task.connect_copies()

    def _build(self, *arguments: Any, **more: Any) -> Any:
        return self.spec_class(self.spec, self.bpmn_id, *arguments, **more, **self._attributes())

    def _attributes(self) -> dict[str, Any]:
        return {"lane": self.lane, "bpmn_name": self.node.get("name")}


class UserTaskParser(ElementParser):
    """Reads who does a user task, on which form and until when."""

    def create_task(self) -> Any:
        """Build the element."""
        groups = listed(camunda(self.node, "candidateGroups"))
        return self._build(
            specs.Assignment(
                tuple(parse_template(group) for group in groups),
                _template(camunda(self.node, "assignee")),
                camunda(self.node, "formKey"),
                _template(camunda(self.node, "dueDate")),
            )
        )


class ScriptTaskParser(ElementParser):
    """Reads the assignments of a script task."""

    def create_task(self) -> Any:
        """Build the element."""
        return self._build(parse_script(self.node.findtext(bpmn("script")) or ""))


class ActionTaskParser(ElementParser):
    """Reads which action a service task asks for."""

    def create_task(self) -> Any:
        """Build the element."""
        return self._build(asked_action(self.node))


class DecisionTaskParser(ElementParser):
    """Reads which decision table a business rule task asks."""

    def create_task(self) -> Any:
        """Build the element."""
        key = camunda(self.node, "decisionRef") or ""
        table = self.process_parser.parser.tables.get(key)
        facts, result = own(self.node, "facts"), camunda(self.node, "resultVariable")
        return self._build(specs.AskedDecision(key, table, facts, result))


class SubprocessElementParser(ElementParser):
    """Reads an embedded subprocess."""

    def create_task(self) -> Any:
        """Build the element, and the process inside it."""
        return self._build(subworkflow_spec=SubprocessParser.get_subprocess_spec(self))


class CallActivityParser(ElementParser):
    """Reads which process is called."""

    def create_task(self) -> Any:
        """Build the element."""
        return self._build(subworkflow_spec=SubprocessParser.get_call_activity_spec(self))


class ChoiceParser(ElementParser):
    """Reads a gateway whose flows have conditions."""

    def _connect(self, target: Any, flow: Any, is_default: bool) -> None:
        _choose(self.task, target, flow, is_default)


class EventParser(ElementParser, EventDefinitionParser):
    """Reads what an event waits for or throws."""

    def create_task(self) -> Any:
        """Build the element."""
        return self._build(event_definition=self._definition())

    def _definition(self) -> Any:
        for child in self.node:
            read = self._readers().get(child.tag)
            if read is not None:
                return read(child)
        return event_kinds.Nothing()

    def _readers(self) -> dict[str, Any]:
        return {
            bpmn("timerEventDefinition"): self._timer,
            bpmn("messageEventDefinition"): self._message,
            bpmn("conditionalEventDefinition"): self._asked,
            bpmn("signalEventDefinition"): self._signal,
            bpmn("errorEventDefinition"): self._error,
            bpmn("escalationEventDefinition"): self._escalation,
            bpmn("terminateEventDefinition"): lambda _: event_kinds.Terminate(),
        }

    def _asked(self, definition: Any) -> event_kinds.Condition:
        self.spec.asks = True
        return event_kinds.Condition(parse_condition(definition.findtext(bpmn("condition")) or ""))

    def _signal(self, definition: Any) -> event_kinds.Signal:
        ref = definition.get("signalRef") or ""
        return event_kinds.Signal(self.process_parser.parser.signals.get(ref) or ref)

    def _error(self, definition: Any) -> event_kinds.Error:
        ref = definition.get("errorRef")
        known = self.process_parser.parser.errors.get(ref, {})
        return event_kinds.Error(known.get("error_code") or ref)

    def _escalation(self, definition: Any) -> event_kinds.Escalation:
        ref = definition.get("escalationRef")
        known = self.process_parser.parser.escalations.get(ref, {})
        return event_kinds.Escalation(known.get("escalation_code") or ref)

    def _timer(self, definition: Any) -> event_kinds.Timer:
        for tag in _TIMERS:
            value = definition.findtext(bpmn(tag))
            if value and value.strip():
                late = LatePolicy(own(self.node, "late") or "fire")
                text = TimerText(parse_template(value), tag == "timeCycle", late)
                return event_kinds.Timer(self.bpmn_id, text)
        raise ExpressionFailed(
            f"{self.bpmn_id}: the timer has no value", f"{self.bpmn_id}: đồng hồ không có giá trị"
        )

    def _message(self, definition: Any) -> event_kinds.Message:
        name = self.process_parser.parser.messages.get(definition.get("messageRef"))
        result = camunda(self.node, "resultVariable")
        return event_kinds.Message(name or "", self._recipient(definition), result)

    def _recipient(self, definition: Any) -> event_kinds.Recipient | None:
        process, key, payload = (
            _template(own(self.node, name) or own(definition, name))
            for name in ("toProcess", "toKey", "payload")
        )
        return event_kinds.Recipient(process, key, payload) if process and key else None


class StartEventParser(EventParser):
    """Reads a start event; the engine is told when to start, so it waits for nothing."""

    def create_task(self) -> Any:
        """Build the element."""
        task = self._build(event_definition=event_kinds.Nothing())
        self.spec.start.connect(task)
        return task


class WatchParser(EventParser):
    """Reads what sets off an event subprocess."""

    def create_task(self) -> Any:
        """Build what waits for it in the process around."""
        return self._build(
            event_definition=self._definition(), cancel_activity=interrupts(self.node)
        )


class EndEventParser(EventParser):
    """Reads an end event."""

    def create_task(self) -> Any:
        """Build the element."""
        task = super().create_task()
        task.connect(self.spec.end)
        return task


class BoundaryEventParser(EventParser):
    """Reads an event on the boundary of an element."""

    def create_task(self) -> Any:
        """Build the element."""
        return self._build(
            event_definition=self._definition(), cancel_activity=interrupts(self.node)
        )


class MessageTaskParser(EventParser):
    """Reads a task that sends or receives a message; a sending one may ask for an action."""

    def create_task(self) -> Any:
        """Build the element."""
        if own(self.node, "action"):
            attributes = self._attributes()
            return specs.ActionTask(self.spec, self.bpmn_id, asked_action(self.node), **attributes)
        return self._build(event_definition=self._message(self.node))


class DiagramProcessParser(ProcessParser):
    """Reads one process of a diagram."""

    def create_spec(self) -> Any:
        """Build the empty process."""
        return specs.ProcessSpec(name=self.bpmn_id, description=self.get_name())

    def get_outgoing_sequence_flows(self, source_ref: str) -> list[Any]:
        """The flows that leave an element; a link is one to where it continues."""
        links = [link for link in self._links if link.get("sourceRef") == source_ref]
        return [*super().get_outgoing_sequence_flows(source_ref), *links]

    @cached_property
    def _links(self) -> list[Any]:
        return list(links_of(self.node))

    def add_tasks(self) -> None:
        """Add what starts the process, and what waits beside it."""
        for start in self.node.findall(bpmn("startEvent")):
            self.parse_node(start)
        for inner in self.node.findall(bpmn("subProcess")):
            if is_set(inner, "triggeredByEvent"):
                self._add_event_subprocess(inner)

    def _add_event_subprocess(self, inner: Any) -> None:
        host = self.parse_node(inner)
        start = inner.find(bpmn("startEvent"))
        watch = WatchParser(self, events.Watch, start, self.nsmap, lane=self.lane).create_task()
        self.spec.start.connect(watch)
        watch.connect(host)
        host.connect(self.spec.end)


class DiagramParser(BpmnParser):
    """Reads one diagram; decision tables are given to it, called processes come from others."""

    PROCESS_PARSER_CLASS = DiagramProcessParser
    PARSER_CLASSES = {
        bpmn("startEvent"): (StartEventParser, events.StartEvent),
        bpmn("endEvent"): (EndEventParser, events.EndEvent),
        bpmn("intermediateCatchEvent"): (EventParser, events.IntermediateCatchEvent),
        bpmn("intermediateThrowEvent"): (EventParser, events.ThrowEvent),
        bpmn("boundaryEvent"): (BoundaryEventParser, events.BoundaryEvent),
        bpmn("receiveTask"): (MessageTaskParser, events.ReceiveTask),
        bpmn("sendTask"): (MessageTaskParser, events.SendTask),
        bpmn("userTask"): (UserTaskParser, specs.UserTask),
        bpmn("manualTask"): (ElementParser, specs.ManualTask),
        bpmn("scriptTask"): (ScriptTaskParser, specs.ScriptTask),
        bpmn("serviceTask"): (ActionTaskParser, specs.ActionTask),
        bpmn("businessRuleTask"): (DecisionTaskParser, specs.DecisionTask),
        bpmn("subProcess"): (SubprocessElementParser, specs.EmbeddedSubprocess),
        bpmn("callActivity"): (CallActivityParser, specs.CallActivity),
        bpmn("exclusiveGateway"): (ChoiceParser, gateways.ExclusiveGateway),
        bpmn("inclusiveGateway"): (ChoiceParser, gateways.InclusiveGateway),
        bpmn("parallelGateway"): (ElementParser, gateways.ParallelGateway),
        bpmn("eventBasedGateway"): (ElementParser, gateways.EventBasedGateway),
    }

    def __init__(self, tables: dict[str, Table]) -> None:
        super().__init__()
        self.tables = tables

    def _add_data_stores(self, bpmn: Any) -> None:
        """Add none: a data store is drawn for people to read."""


def asked_action(node: Any) -> specs.AskedAction:
    """The action an element names, with its parameters."""
    return specs.AskedAction(
        own(node, "action") or "",
        _template(own(node, "parameters")),
        camunda(node, "resultVariable"),
    )


def _choose(choosing: Any, target: Any, flow: Any, is_default: bool) -> None:
    text = None if is_default else flow.findtext(bpmn("conditionExpression"))
    choosing.choose(target, flow.get("id"), _condition(text), is_default)


def _condition(text: str | None) -> Expression | None:
    return parse_condition(text) if text and text.strip() else None


def _collection(loop: Any) -> Template:
    text = (camunda(loop, "collection") or "").strip()
    return parse_template(text if "${" in text else f"${{{text}}}")


def _template(text: str | None) -> Template | None:
    return parse_template(text) if text else None
