"""Turns a diagram into the elements the engine runs; only what the gate accepts is understood."""

from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser

from workflows.decisions import Table
from workflows.definitions.links import links_of
from workflows.engine import element_parsers as elements
from workflows.engine import event_parsers, events, gateways, specs
from workflows.markup import bpmn, is_set


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
        reader = event_parsers.WatchParser(self, events.Watch, start, self.nsmap, lane=self.lane)
        watch = reader.create_task()
        self.spec.start.connect(watch)
        watch.connect(host)
        host.connect(self.spec.end)


class DiagramParser(BpmnParser):
    """Reads one diagram; decision tables are given to it, called processes come from others."""

    PROCESS_PARSER_CLASS = DiagramProcessParser
    PARSER_CLASSES = {
        bpmn("startEvent"): (event_parsers.StartEventParser, events.StartEvent),
        bpmn("endEvent"): (event_parsers.EndEventParser, events.EndEvent),
        bpmn("intermediateCatchEvent"): (event_parsers.EventParser, events.IntermediateCatchEvent),
        bpmn("intermediateThrowEvent"): (event_parsers.EventParser, events.ThrowEvent),
        bpmn("boundaryEvent"): (event_parsers.BoundaryEventParser, events.BoundaryEvent),
        bpmn("receiveTask"): (event_parsers.MessageTaskParser, events.ReceiveTask),
        bpmn("sendTask"): (event_parsers.MessageTaskParser, events.SendTask),
        bpmn("userTask"): (elements.UserTaskParser, specs.UserTask),
        bpmn("manualTask"): (elements.ElementParser, specs.ManualTask),
        bpmn("scriptTask"): (elements.ScriptTaskParser, specs.ScriptTask),
        bpmn("serviceTask"): (elements.ActionTaskParser, specs.ActionTask),
        bpmn("businessRuleTask"): (elements.DecisionTaskParser, specs.DecisionTask),
        bpmn("subProcess"): (elements.SubprocessElementParser, specs.EmbeddedSubprocess),
        bpmn("callActivity"): (elements.CallActivityParser, specs.CallActivity),
        bpmn("exclusiveGateway"): (elements.ChoiceParser, gateways.ExclusiveGateway),
        bpmn("inclusiveGateway"): (elements.ChoiceParser, gateways.InclusiveGateway),
        bpmn("parallelGateway"): (elements.ElementParser, gateways.ParallelGateway),
        bpmn("eventBasedGateway"): (elements.ElementParser, gateways.EventBasedGateway),
    }

    def __init__(self, tables: dict[str, Table]) -> None:
        super().__init__()
        self.tables = tables

    def _add_data_stores(self, bpmn: Any) -> None:
        """Add none: a data store is drawn for people to read."""
