"""Trap 1, place by place: what the library runs as Python, and what we refuse."""

import re
import sys

import pytest
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.spiff.parser import SpiffBpmnParser

from tests.unit.workflows.drawing import (
    catch,
    draw,
    end,
    message,
    node,
    script,
    start,
    table,
    throw,
    timer,
    user,
    xor,
)
from tests.unit.workflows.stock import TaskState
from workflows import DefinitionRejected, Engine, Sources

REACHED = "__import__('sys').reached.append(1)"
_CORE = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
#: The library reads no annotations, and wants every cell to have an id.
_NOTES = re.compile(r"<annotation .*?/>|<annotationEntry>.*?</annotationEntry>")
_CELL = re.compile(r"<(inputEntry|outputEntry)>")


def extended(inside):
    return f"<extensionElements {_CORE}>{inside}</extensionElements>"


def alone(drawn):
    return draw(start(), drawn, end(), flows="start -> x -> end")


def pre_script(text):
    return extended(f"<spiffworkflow:preScript>{text}</spiffworkflow:preScript>")


OPERATOR = extended(
    '<spiffworkflow:serviceTaskOperator id="o"><spiffworkflow:parameters>'
    f'<spiffworkflow:parameter id="p" type="str" value="{REACHED}"/>'
    "</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator>"
)
PAYLOAD = extended(
    f"<spiffworkflow:messagePayload>{REACHED}</spiffworkflow:messagePayload>"
    "<spiffworkflow:messageVariable>v</spiffworkflow:messageVariable>"
)
CARDINALITY = (
    "<multiInstanceLoopCharacteristics>"
    f"<loopCardinality>{REACHED} or 1</loopCardinality></multiInstanceLoopCharacteristics>"
)
LOOP = (
    '<standardLoopCharacteristics testBefore="true">'
    f"<loopCondition>{REACHED}</loopCondition></standardLoopCharacteristics>"
)
CONDITION = (
    f"<conditionalEventDefinition><condition>{REACHED}</condition></conditionalEventDefinition>"
)
PLACES = {
    "a script": alone(script("x", REACHED)),
    "a condition": draw(
        start(), xor("x"), end(), end("other"),
        flows=f"start -> x -[{REACHED}]-> end \n x -*-> other",
    ),
    "a timer": alone(catch("x", timer(REACHED))),
    "the number of copies": alone(user("x", CARDINALITY)),
    "the condition of a loop": alone(node("task", "x", LOOP)),
    "a conditional event": alone(catch("x", CONDITION)),
    "a script before a task": alone(user("x", pre_script(REACHED))),
    "a parameter of a service": alone(node("serviceTask", "x", OPERATOR)),
    "the payload of a message": alone(
        throw("x", message("m").replace("/>", f">{PAYLOAD}</messageEventDefinition>"))
    ),
}  # fmt: skip
TABLES = {
    "an input of a table": table("1 => 1", inputs=REACHED),
    "a cell of a table": table(f"{REACHED} => 1", inputs="a"),
    "an output of a table": table(f"1 => {REACHED}", inputs="a"),
}
ASKING = alone(
    node(
        "businessRuleTask",
        "x",
        extended("<spiffworkflow:calledDecisionId>decision</spiffworkflow:calledDecisionId>"),
    )
)


@pytest.fixture
def reached(monkeypatch):
    """What ran Python, as nothing but Python could have told."""
    found = []
    monkeypatch.setattr(sys, "reached", found, raising=False)
    return found


def run_by_the_library(diagram, *tables):
    parser = SpiffBpmnParser()
    parser.add_bpmn_xml(etree.fromstring(diagram.encode()))
    for xml in tables:
        told = _CELL.sub(r'<\1 id="\1">', _NOTES.sub("", xml))
        parser.add_dmn_xml(etree.fromstring(told.encode()))
    workflow = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
    workflow.task_tree.data["a"] = 1
    try:
        workflow.do_engine_steps()
        for task in workflow.get_tasks(state=TaskState.READY):
            task.run()
    # What it stumbles over afterwards is of no account: the code has run.
    except Exception as error:
        return error


@pytest.mark.parametrize("place", PLACES)
def test_trap_1_no_place_of_a_diagram_runs_python(place, reached):
    run_by_the_library(PLACES[place])
    assert reached
    reached.clear()

    with pytest.raises(DefinitionRejected):
        Engine().check(Sources("p", PLACES[place]))
    assert reached == []


@pytest.mark.parametrize("place", TABLES)
def test_trap_1_no_place_of_a_decision_table_runs_python(place, reached):
    run_by_the_library(ASKING, TABLES[place])
    assert reached
    reached.clear()

    assert any(one.severity == "error" for one in Engine().lint_decision(TABLES[place]))
    assert reached == []
