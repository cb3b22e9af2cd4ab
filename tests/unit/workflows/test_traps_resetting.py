"""Trap 10: what the library makes of a reset, shown on the library and then on ours."""

import pytest

from tests.unit.workflows.drawing import draw, end, parallel, start, user
from tests.unit.workflows.inside import tasks_of
from tests.unit.workflows.stock import TaskState, complete, stock
from tests.unit.workflows.story import Story
from workflows import NoWayBack, Sources

BRANCHES = draw(
    start(), parallel("split"), user("a"), user("b"), parallel("join"), user("after"), end(),
    flows="start -> split -> a -> join -> after -> end \n split -> b -> join",
)  # fmt: skip
LINE = draw(
    start(), user("u"), user("after"), user("last"), end(),
    flows="start -> u -> after -> last -> end",
)  # fmt: skip


def ready(workflow):
    return sorted(one.task_spec.bpmn_id for one in workflow.get_tasks(state=TaskState.READY))


def test_trap_10_no_branch_is_gone_back_into_while_what_follows_the_join_is_open():
    workflow = stock(BRANCHES)
    complete(workflow, "a")
    complete(workflow, "b")
    (branch,) = workflow.get_tasks(spec_name="a")
    workflow.reset_from_task_id(branch.id)
    assert ready(workflow) == ["a", "after"]

    story = Story(Sources("p", BRANCHES)).complete("a").complete("b")
    assert {"a", "b"}.isdisjoint(story.ways_back)
    with pytest.raises(NoWayBack):
        story.goes_back("a")
    assert story.open == ["after"]


def test_trap_10_a_finished_instance_is_not_opened_again_and_still_called_completed():
    workflow = stock(LINE)
    complete(workflow, "u")
    complete(workflow, "after")
    complete(workflow, "last")
    (task,) = workflow.get_tasks(spec_name="u")
    workflow.reset_from_task_id(task.id)
    assert ready(workflow) == ["u"]
    assert workflow.completed

    story = Story(Sources("p", LINE)).complete("u").complete("after").complete("last")
    assert story.ways_back == []
    with pytest.raises(NoWayBack):
        story.goes_back("u")
    assert story.state.completed


def test_trap_10_going_back_takes_nothing_that_was_done_out_of_the_record():
    workflow = stock(LINE)
    complete(workflow, "u")
    complete(workflow, "after")
    (task,) = workflow.get_tasks(spec_name="u")
    workflow.reset_from_task_id(task.id)
    assert not workflow.get_tasks(spec_name="after", state=TaskState.COMPLETED)

    story = Story(Sources("p", LINE)).complete("u").complete("after").goes_back("u")
    assert story.open == ["u"]
    assert TaskState.COMPLETED in {one.state for one in tasks_of(story, "after")}
