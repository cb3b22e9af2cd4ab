"""The loop marker: an element repeated while a condition holds."""

from xml.sax.saxutils import escape

import pytest

from tests.unit.workflows.drawing import (
    action,
    boundary,
    end,
    error,
    message,
    node,
    script,
    sources,
    start,
    subprocess,
    user,
)
from tests.unit.workflows.story import Story
from workflows import BpmnError, BudgetExceeded, Engine, Limits, Sources


def loop(condition: str = "", **attributes: str) -> str:
    inside = f'<loopCondition xsi:type="tFormalExpression">{escape(condition)}</loopCondition>'
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    marker = inside if condition else ""
    return f"<standardLoopCharacteristics{written}>{marker}</standardLoopCharacteristics>"


def looping(work: str) -> Sources:
    drawn = sources(start(), work, user("after"), end(), flows="start -> work -> after -> end")
    Engine().check(drawn)
    return drawn


def test_a_task_is_repeated_while_the_condition_holds():
    story = Story(looping(user("work", loop("${more}"))), {"more": None, "n": 0})
    for number in (1, 2):
        assert story.complete("work", more=True, n=number).open == ["work"]

    story.complete("work", more=False)

    assert (story.open, story.variables) == (["after"], {"more": False, "n": 2})
    assert story.state.trail == ("work", "work_after")


@pytest.mark.parametrize(("more", "opened"), [(True, "work"), (False, "after")])
def test_a_condition_asked_before_may_let_the_task_be_left_out(more, opened):
    story = Story(looping(user("work", loop("${more}", testBefore="true"))), {"more": more})

    assert story.open == [opened]


def test_a_task_is_repeated_no_more_often_than_the_maximum():
    story = Story(looping(action("work", loop("${True}", loopMaximum="3"))))

    assert (story.actions, story.open) == (["work"] * 3, ["after"])


def test_a_subprocess_is_repeated_with_what_it_learnt():
    inner = subprocess(
        "work",
        start("in"),
        script("add", "n = n + 1"),
        user("ask"),
        end("out"),
        flows="in -> add -> ask -> out",
    )
    repeated = inner.replace('name="work">', f'name="work">{loop("${n < 2}")}', 1)
    story = Story(looping(repeated), {"n": 0}).complete("ask")
    assert (story.open, story.variables["n"]) == (["ask"], 2)

    assert story.complete("ask").open == ["after"]


def test_a_loop_that_never_ends_by_itself_is_stopped():
    with pytest.raises(BudgetExceeded):
        Story(
            looping(script("work", "n = n + 1").replace("<script>", loop("${True}") + "<script>")),
            {"n": 0},
            limits=Limits(steps=50),
        )


@pytest.mark.parametrize("by", ["message", "error"])
def test_a_loop_can_be_interrupted(by):
    caught = boundary("stop", "work", message("stop") if by == "message" else error("E"))
    work = (
        user("work", loop("${True}"))
        if by == "message"
        else action("work", loop("${True}"), camunda__resultVariable="n")
    )
    drawn = sources(
        start(),
        work,
        caught,
        user("mend"),
        end(),
        end("gone"),
        flows="start -> work -> end \n stop -> mend -> gone",
    )
    answers = iter([1, 2, BpmnError("E")])
    story = Story(drawn, {"n": 0}, actions={"work": lambda _: next(answers)})
    if by == "message":
        story.complete("work", n=2).deliver("stop")

    assert (story.open, story.awaited, story.variables["n"]) == (["mend"], [], 2)


def test_a_manual_task_can_be_repeated_as_well():
    assert Story(looping(node("manualTask", "work", loop(loopMaximum="2")))).open == ["after"]
