"""The library's ways of running wrong, shown on the library and then on ours."""

import time

import pytest
from lxml.etree import fromstring
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.task import Task

from tests.unit.workflows.drawing import (
    boundary,
    catch,
    draw,
    end,
    link,
    message,
    parallel,
    script,
    signal,
    sources,
    start,
    subprocess,
    throw,
    user,
    xor,
)
from tests.unit.workflows.inside import opened
from tests.unit.workflows.stock import TaskState, complete, stock, stock_spec
from tests.unit.workflows.story import Story
from workflows import DefinitionRejected, Engine, Limits, Sources, TaskNotOpen

ESCAPE = "found = [one.__name__ for one in ().__class__.__base__.__subclasses__()]"


def test_trap_1_a_diagram_cannot_run_python():
    escaping = draw(start(), script("x", ESCAPE), end(), flows="start -> x -> end")
    fenced = PythonScriptEngine(TaskDataEnvironment({"__builtins__": {}}))
    workflow = BpmnWorkflow(*stock_spec(escaping), script_engine=fenced)
    workflow.do_engine_steps()
    assert len(workflow.data["found"]) > 100

    with pytest.raises(DefinitionRejected):
        Engine().check(Sources("p", escaping))
    with pytest.raises(DefinitionRejected):
        Story(Sources("p", escaping))


LOOP = sources(
    start(),
    xor("again"),
    script("add", "n = n + 1"),
    xor("done"),
    user("work"),
    end(),
    flows="""start -> again -> add -> done -[${n < rounds}]-> again
             done -*-> work -> end""",
)


def test_trap_6_a_long_loop_is_not_taken_for_completed():
    workflow = stock(draw(start(), user("u"), end(), flows="start -> u -> end"))
    (deep,) = workflow.get_tasks(state=TaskState.READY)
    spec = deep.task_spec
    for _ in range(1_001):
        deep._state = TaskState.COMPLETED
        deep = Task(workflow, spec, deep, state=TaskState.READY)
    for task in list(workflow.tasks.values()):
        if task._state == TaskState.FUTURE:
            task._state = TaskState.COMPLETED
    assert deep.state == TaskState.READY
    assert workflow.is_completed()

    story = Story(LOOP, {"n": 0, "rounds": 350}, limits=Limits(steps=1_100))
    assert (story.open, story.state.completed) == (["work"], False)
    assert story.complete("work").state.completed
    assert story.variables["n"] == 350


def diamonds(count: int) -> tuple[list[str], str]:
    nodes, path = [start(), end()], "start"
    flows = ""
    for number in range(count):
        split, join = f"s{number}", f"j{number}"
        nodes += [parallel(split), parallel(join)]
        nodes += [script(f"{side}{number}", "x = 1") for side in "ab"]
        path += f" -> {split} -> a{number} -> {join}"
        flows += f"\n{split} -> b{number} -> {join}"
    return nodes, f"{path} -> end{flows}"


def test_trap_7_gateways_in_series_do_not_multiply():
    nodes, flows = diamonds(6)
    assert len(BpmnWorkflow(*stock_spec(draw(*nodes, flows=flows))).tasks) > 500

    nodes, flows = diamonds(16)
    story = Story(
        sources(user("wait"), *nodes, flows=flows.replace("start ->", "start -> wait ->"))
    )
    assert len(opened(story).tasks) < 10
    story.complete("wait")
    assert story.state.completed
    assert len(opened(story).tasks) < 200


def test_trap_11_only_open_tasks_are_completed():
    drawn = draw(start(), user("u"), user("after"), end(), flows="start -> u -> after -> end")
    workflow = stock(drawn)
    complete(workflow, "u")
    (done,) = workflow.get_tasks(spec_name="u")
    assert done.run()
    (future,) = workflow.get_tasks(spec_name="end")
    assert future.run()

    story = Story(Sources("p", drawn)).complete("u")
    for task in opened(story).tasks.values():
        if task.task_spec.bpmn_id != "after":
            with pytest.raises(TaskNotOpen):
                Engine().complete_user_task(
                    story.sources, story.state.document, task.id, {}, story.surroundings
                )


LOST = {
    "the condition of a task's flow": draw(
        start(), user("u"), end(), flows="start -> u -[${False}]-> end"
    ),
    "an element nothing leads to": draw(
        start(), user("u"), user("lost"), end(), flows="start -> u -> end"
    ),
    "an element called End": draw(
        start(), user("End"), user("u"), end(), flows="start -> End -> u -> end"
    ),
    "a boundary event on nothing": draw(
        start(), user("u"), boundary("b", "nothing", message("m")), end(),
        flows="start -> u -> end \n b -> end",
    ),
}  # fmt: skip


@pytest.mark.parametrize("drawn", LOST.values(), ids=LOST)
def test_trap_12_what_would_be_lost_in_silence_is_refused(drawn):
    workflow = stock(drawn)
    for element_id in ("End", "u"):
        if workflow.get_tasks(state=TaskState.READY, spec_name=element_id):
            complete(workflow, element_id)
    assert workflow.is_completed()

    with pytest.raises(DefinitionRejected):
        Engine().check(Sources("p", drawn))


KEPT = {
    "a signal end event": draw(
        start(), parallel("split"), user("u"), user("told"), end("end", signal("s")), end("gone"),
        boundary("b", "told", signal("s")), user("after"), end("done"),
        flows="start -> split -> u -> end \n split -> told -> gone \n b -> after -> done",
    ),
    "a link": draw(
        start(), user("u"), throw("t", link("l")), catch("c", link("l")), user("after"), end(),
        flows="start -> u -> t \n c -> after -> end",
    ),
}  # fmt: skip


@pytest.mark.parametrize("drawn", KEPT.values(), ids=KEPT)
def test_trap_12_what_the_library_loses_in_silence_is_run(drawn):
    workflow = stock(drawn)
    complete(workflow, "u")
    assert not workflow.get_tasks(state=TaskState.READY, spec_name="after")

    Engine().check(Sources("p", drawn))
    assert Story(Sources("p", drawn)).complete("u").open == ["after"]


def test_trap_12_a_lane_is_not_lost_for_a_blank():
    lanes = "<laneSet><lane name='Unit'><flowNodeRef> u </flowNodeRef></lane></laneSet>"
    drawn = draw(lanes, start(), user("u"), end(), flows="start -> u -> end")
    spec, _ = stock_spec(drawn)
    assert spec.task_specs["u"].lane is None
    assert fromstring(drawn.encode()) is not None

    lanes_by_id = {one.id: one.lane for one in Engine().outline(drawn).elements}
    assert lanes_by_id["u"] == "Unit"


def test_a_subprocess_that_was_interrupted_leaves_nothing_running():
    inner = subprocess("inner", start("in"), user("deep"), end("out"), flows="in -> deep -> out")
    guarded = sources(
        start(),
        inner,
        boundary("stop", "inner", message("stop")),
        user("after"),
        end(),
        flows="start -> inner -> after -> end \n stop -> after",
    )
    story = Story(guarded).deliver("stop")

    assert story.open == ["after"]
    assert {task.task_spec.name for task in opened(story).live_tasks() if task._state & 63} <= {
        "after", "end", "p.EndJoin", "End",
    }  # fmt: skip


def test_completing_a_task_takes_milliseconds():
    story = Story(LOOP, {"n": 0, "rounds": 10})
    engine = Engine()
    engine.variables(story.sources, story.state.document)
    task = story.state.open_tasks[0].engine_task_id

    began = time.perf_counter()
    engine.complete_user_task(story.sources, story.state.document, task, {}, story.surroundings)

    assert time.perf_counter() - began < 0.1
