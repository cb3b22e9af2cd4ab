"""A loop of 3,000 rounds stays right, and what is kept of it does not grow."""

from collections.abc import Callable

import pytest

from tests.unit.workflows.drawing import (
    boundary,
    catch,
    end,
    event_gateway,
    message,
    parallel,
    script,
    sources,
    start,
    subprocess,
    timer,
    user,
    xor,
)
from tests.unit.workflows.inside import opened
from tests.unit.workflows.story import AtHandStory, Story
from workflows import Sources

ROUNDS = 3_000
MOMENT = timer("2025-12-15T17:00:00+07:00")

Round = Callable[[Story], object]


def loop(*body: str, flows: str, first: str, last: str) -> Sources:
    """Go through a body until as many rounds are done as were asked for."""
    return sources(
        start(),
        xor("again"),
        *body,
        script("count", "n = n + 1"),
        xor("done"),
        end(),
        flows=f"""{flows}
            start -> again -> {first}
            {last} -> count -> done -[${{n < rounds}}]-> again
            done -*-> end""",
    )


WORK = loop(user("work"), flows="", first="work", last="work")
WORK_IN_TIME = loop(
    user("work"),
    boundary("late", "work", MOMENT),
    user("mend"),
    flows="late -> mend -> again",
    first="work",
    last="work",
)
WORK_WITH_A_REMINDER = loop(
    user("work"),
    boundary("reminder", "work", MOMENT, interrupts=False),
    end("reminded"),
    flows="reminder -> reminded",
    first="work",
    last="work",
)
CONVERSATION = loop(
    event_gateway("wait"),
    catch("answer", message("answer")),
    catch("silence", MOMENT),
    xor("heard"),
    flows="wait -> answer -> heard\n wait -> silence -> heard",
    first="wait",
    last="heard",
)
SIDE_BY_SIDE = loop(
    parallel("split"),
    user("one"),
    catch("two", message("two")),
    parallel("join"),
    flows="split -> one -> join\n split -> two -> join",
    first="split",
    last="join",
)
INSIDE = loop(
    subprocess("part", start("in"), user("work"), end("out"), flows="in -> work -> out"),
    flows="",
    first="part",
    last="part",
)

LOOPS = {
    "work": (WORK, lambda story: story.complete("work")),
    "deadline": (WORK_IN_TIME, lambda story: story.complete("work")),
    "reminder": (WORK_WITH_A_REMINDER, lambda story: story.fire("reminder").complete("work")),
    "message": (CONVERSATION, lambda story: story.deliver("answer", said="yes")),
    "timer": (CONVERSATION, lambda story: story.fire("silence")),
    "branches": (SIDE_BY_SIDE, lambda story: story.complete("one").deliver("two")),
    "subprocess": (INSIDE, lambda story: story.complete("work")),
}


@pytest.mark.parametrize(("diagram", "one_round"), LOOPS.values(), ids=LOOPS)
def test_a_loop_of_three_thousand_rounds_stays_right_and_small(diagram, one_round):
    story = AtHandStory(diagram, {"n": 0, "rounds": ROUNDS})

    for _ in range(10):
        one_round(story)
    early, few = len(story.state.document), len(opened(story).tasks)
    for _ in range(10, ROUNDS - 1):
        one_round(story)

    assert not story.state.completed
    assert story.variables["n"] == ROUNDS - 1
    assert len(opened(story).tasks) == few
    assert len(story.state.document) <= early + 50
    one_round(story)
    assert story.state.completed
    assert story.variables["n"] == ROUNDS


def test_what_a_reminder_noted_in_a_round_outlives_it():
    noting = loop(
        user("work"),
        boundary("reminder", "work", MOMENT, interrupts=False),
        script("note", "noted = 3 if n == 3 else noted"),
        end("reminded"),
        flows="reminder -> note -> reminded",
        first="work",
        last="work",
    )
    story = AtHandStory(noting, {"n": 0, "rounds": 20, "noted": None})

    for _ in range(20):
        story.fire("reminder").complete("work")

    assert story.state.completed
    assert story.variables["noted"] == 3
