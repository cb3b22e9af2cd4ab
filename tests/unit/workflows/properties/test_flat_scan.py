"""On random diagrams the flat scan sees what the library's walk sees, and runs as it runs."""

import re
from random import Random

import pytest
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

from tests.unit.workflows.draughtsman import Draughtsman, drawn, inner
from tests.unit.workflows.inside import opened
from tests.unit.workflows.stock import complete, stock
from tests.unit.workflows.story import Story
from workflows import Engine, Sources
from workflows.engine.workflow import Process


def walked(process: Process, state: int) -> set[object]:
    """What the library's walk finds, subprocesses included."""
    return {task.id for task in BpmnWorkflow.get_tasks(process, state=state)}


def scanned(process: Process, state: int) -> set[object]:
    return {task.id for task in process.live_tasks() if task._state & state}


@pytest.mark.parametrize("seed", range(40))
def test_random_diagrams_run_the_same_on_both(seed):
    diagram = drawn(Draughtsman(Random(seed)))
    called = {key: inner(key) for key in re.findall(r'calledElement="(\w+)"', diagram)}
    sources = Sources("p", diagram, called)
    # An interrupted branch never comes to its join: there both engines have to wait alike.
    assert {found.rule for found in Engine().lint(sources)} <= {"deadlock", "no-interchange"}
    story = Story(sources, {"c": 0, "d": seed % 3})
    stock_diagrams = [re.sub(r"\$\{(.*?)\}", r"\1", text) for text in (diagram, *called.values())]
    library = stock(*stock_diagrams, c=0, d=seed % 3)
    random = Random(seed)

    for _ in range(60):
        process = opened(story)
        for state in (TaskState.READY, TaskState.WAITING, TaskState.STARTED):
            assert scanned(process, state) == walked(process, state)
        assert process.is_completed() == Workflow.is_completed(process)
        ready = library.get_tasks(state=TaskState.READY, manual=True)
        assert story.open == sorted(task.task_spec.bpmn_id for task in ready)
        assert story.state.completed == library.is_completed()
        if not story.open:
            break
        element_id = random.choice(story.open)
        story.complete(element_id)
        complete(library, element_id)

    assert story.state.completed
