"""Reads the elements of a diagram besides events: what they do, and what leads where."""

from typing import Any

from SpiffWorkflow.bpmn.parser.task_parsers import SubprocessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser

from workflows.engine import gateways, instances, specs
from workflows.engine.trail import CHOICE
from workflows.expressions import Expression
from workflows.markup import bpmn, camunda, is_set, listed, own
from workflows.templates import Template, parse_condition, parse_script, parse_template


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
                template(camunda(self.node, "assignee")),
                camunda(self.node, "formKey"),
                template(camunda(self.node, "dueDate")),
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


def asked_action(node: Any) -> specs.AskedAction:
    """The action an element names, with its parameters."""
    return specs.AskedAction(
        own(node, "action") or "",
        template(own(node, "parameters")),
        camunda(node, "resultVariable"),
    )


def template(text: str | None) -> Template | None:
    """A text to be worked out when it is needed, if there is one."""
    return parse_template(text) if text else None


def _choose(choosing: Any, target: Any, flow: Any, is_default: bool) -> None:
    text = None if is_default else flow.findtext(bpmn("conditionExpression"))
    choosing.choose(target, flow.get("id"), _condition(text), is_default)


def _condition(text: str | None) -> Expression | None:
    return parse_condition(text) if text and text.strip() else None


def _collection(loop: Any) -> Template:
    text = (camunda(loop, "collection") or "").strip()
    return parse_template(text if "${" in text else f"${{{text}}}")
