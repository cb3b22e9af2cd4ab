"""Reads the events of a diagram: what they wait for or throw."""

from typing import Any

from SpiffWorkflow.bpmn.parser.event_parsers import EventDefinitionParser

from workflows.engine import event_kinds, specs
from workflows.engine.element_parsers import ElementParser, asked_action, template
from workflows.engine.timing import TimerText
from workflows.errors import ExpressionFailed
from workflows.markup import bpmn, camunda, interrupts, own
from workflows.templates import parse_condition, parse_template
from workflows.values import LatePolicy

_TIMERS = ("timeDate", "timeDuration", "timeCycle")


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
            template(own(self.node, name) or own(definition, name))
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
