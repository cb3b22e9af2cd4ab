from datetime import timedelta

import pytest

from tests.unit.workflows.drawing import (
    action,
    boundary,
    call,
    draw,
    end,
    error,
    escalation,
    event_subprocess,
    message,
    parallel,
    script,
    signal,
    sources,
    start,
    subprocess,
    throw,
    timer,
    user,
    xor,
)
from tests.unit.workflows.story import NOW, Story
from workflows import BpmnError, Sources

BESIDE = "aside_start -> look -> seen"


def watched(inside: str, interrupts: bool = True) -> Sources:
    """Two branches with an event subprocess beside them."""
    return sources(
        start(),
        parallel("split"),
        user("a"),
        user("b"),
        parallel("join"),
        user("after"),
        end(),
        event_subprocess(
            "aside", inside, user("look"), end("seen"), flows=BESIDE, interrupts=interrupts
        ),
        flows="start -> split -> a -> join -> after -> end \n split -> b -> join",
    )


def nested(drawn: Sources) -> Sources:
    """The same process, one level further in."""
    body = drawn.diagram.split('isExecutable="true">')[1].split("</process>")[0]
    renamed = body.replace('"start"', '"in"').replace('"end"', '"out"')
    inner = f'<subProcess id="whole" name="whole">{renamed}</subProcess>'
    outer = draw(start(), inner, user("last"), end(), flows="start -> whole -> last -> end")
    return Sources("p", outer)


@pytest.mark.parametrize("deep", [False, True])
def test_a_message_takes_the_place_of_everything_under_way(deep):
    drawn = watched(message("news"))
    story = Story(nested(drawn) if deep else drawn, {"a": 0, "b": 0}).complete("a", a=1)
    assert (story.open, story.awaited) == (["b"], ["aside_start"])

    story.deliver("aside_start", text="now")

    assert (story.open, story.awaited) == (["look"], [])
    story.complete("look", looked=True)
    assert story.open == (["last"] if deep else [])
    assert story.state.completed is not deep
    assert story.variables == {"a": 1, "b": 0, "text": "now", "looked": True}


@pytest.mark.parametrize("deep", [False, True])
def test_messages_that_do_not_interrupt_come_again_and_again(deep):
    drawn = watched(message("news"), interrupts=False)
    story = Story(nested(drawn) if deep else drawn, {"x": 0}).complete("a", x=1)

    story.deliver("aside_start", text="one").deliver("aside_start", text="two")

    assert story.open == ["b", "look", "look"]
    story.complete("b", x=2).complete("after", x=3)
    assert (story.open, story.awaited) == (["look", "look"], ["aside_start"])
    story.complete("look", seen="first").complete("look")
    assert story.open == (["last"] if deep else [])
    assert (story.awaited, story.state.completed) == ([], not deep)
    assert story.variables["x"] == 3
    assert {story.variables["text"], story.variables["seen"]} <= {"one", "two", "first"}


@pytest.mark.parametrize("deep", [False, True])
def test_a_deadline_counts_from_where_its_process_begins_and_goes_with_it(deep):
    drawn = watched(timer("P3D", "timeDuration"))
    story = Story(nested(drawn) if deep else drawn)
    assert story.timers == {"aside_start": NOW + timedelta(days=3)}

    story.complete("a").complete("b").complete("after")

    assert story.timers == {}
    late = Story(nested(drawn) if deep else drawn).fire("aside_start")
    assert (late.open, late.timers) == (["look"], {})


def test_a_repeating_timer_beside_a_process_stops_with_it():
    story = Story(watched(timer("R3/P1D", "timeCycle"), interrupts=False))
    story.fire("aside_start").fire("aside_start")

    assert story.timers == {"aside_start": NOW + timedelta(days=3)}
    assert story.open == ["a", "b", "look", "look"]
    story.complete("a").complete("b").complete("after").complete("look").complete("look")
    assert (story.timers, story.state.completed) == ({}, True)


def test_what_an_event_subprocess_does_is_on_the_trail():
    story = Story(watched(message("news"))).deliver("aside_start").complete("look")

    assert story.state.trail == ("look", "look_seen", "seen", "aside")
    assert Story(watched(message("news"))).deliver("aside_start").state.trail == (
        "aside_start",
        "aside_start_look",
    )


@pytest.mark.parametrize("interrupts", [True, False])
def test_an_escalation_inside_a_subprocess_is_caught_beside_it(interrupts):
    drawn = sources(
        start(),
        subprocess(
            "inner",
            start("in"),
            user("check"),
            throw("warn", escalation("late")),
            user("finish"),
            end("out"),
            flows="in -> check -> warn -> finish -> out",
        ),
        end(),
        event_subprocess(
            "aside",
            escalation("late"),
            user("look"),
            end("seen"),
            flows=BESIDE,
            interrupts=interrupts,
        ),
        flows="start -> inner -> end",
    )
    story = Story(drawn).complete("check", grade=3)

    assert story.open == (["look"] if interrupts else ["finish", "look"])
    assert story.state.trail[:3] == ("check", "check_warn", "warn")
    assert ("warn_finish" in story.state.trail) is not interrupts
    while story.open:
        story.complete(story.open[0])
    assert story.state.completed
    assert story.variables["grade"] == 3


@pytest.mark.parametrize("interrupts", [True, False])
def test_a_signal_is_caught_beside_the_very_process_that_throws_it(interrupts):
    drawn = sources(
        start(),
        user("work"),
        throw("tell", signal("told")),
        user("after"),
        end(),
        event_subprocess(
            "aside", signal("told"), user("look"), end("seen"), flows=BESIDE, interrupts=interrupts
        ),
        flows="start -> work -> tell -> after -> end",
    )
    story = Story(drawn).complete("work", x=1)

    assert story.open == (["look"] if interrupts else ["after", "look"])
    while story.open:
        story.complete(story.open[0])
    assert story.state.completed
    assert story.variables == {"x": 1}


def test_an_error_anywhere_inside_is_caught_by_the_event_subprocess_that_names_it():
    failing = subprocess(
        "inner",
        start("in"),
        action("act"),
        end("out"),
        flows="in -> act -> out",
    )
    drawn = sources(
        start(),
        failing,
        end(),
        event_subprocess(
            "any", error(), user("anyhow"), end("e1"), flows="any_start -> anyhow -> e1"
        ),
        event_subprocess(
            "one", error("E1"), user("mend"), end("e2"), flows="one_start -> mend -> e2"
        ),
        flows="start -> inner -> end",
    )

    assert Story(drawn, actions={"act": BpmnError("E1")}).open == ["mend"]
    assert Story(drawn, actions={"act": BpmnError("E2")}).open == ["anyhow"]
    assert Story(drawn, actions={"act": "fine"}).state.completed


def test_a_called_process_watches_for_itself():
    inner = draw(
        start("in"),
        user("deep"),
        end("out"),
        event_subprocess("aside", message("news"), user("look"), end("seen"), flows=BESIDE),
        flows="in -> deep -> out",
        key="inner",
    )
    calling = sources(
        start(),
        call("delegate", "inner"),
        user("after"),
        end(),
        flows="start -> delegate -> after -> end",
        called={"inner": inner},
    )
    story = Story(calling).deliver("aside_start", why="new").complete("look")

    assert story.open == ["after"]
    assert story.variables == {"why": "new"}


def test_an_interrupted_subprocess_takes_its_event_subprocess_with_it():
    drawn = watched(message("news"), interrupts=False)
    body = nested(drawn).diagram
    stopped = boundary("stop", "whole", timer("P9D", "timeDuration"))
    flow = '<sequenceFlow id="stop_last" sourceRef="stop" targetRef="last"/>'
    story = Story(Sources("p", body.replace("</process>", f"{stopped}{flow}</process>")))
    story.deliver("aside_start", text="one").complete("b", b=2)

    story.fire("stop")

    assert (story.open, story.awaited, story.timers) == (["last"], [], {})
    assert story.variables == {"text": "one", "b": 2}


def test_an_event_subprocess_can_hold_one_of_its_own():
    inner = event_subprocess(
        "deeper",
        message("again"),
        script("note", "noted = True"),
        end("noted"),
        flows="deeper_start -> note -> noted",
    )
    drawn = sources(
        start(),
        user("work"),
        end(),
        event_subprocess("aside", message("news"), user("look"), end("seen"), inner, flows=BESIDE),
        flows="start -> work -> end",
    )
    story = Story(drawn).deliver("aside_start")
    assert (story.open, story.awaited) == (["look"], ["deeper_start"])

    story.deliver("deeper_start")

    assert story.state.completed
    assert story.variables == {"noted": True}


def test_a_moved_deadline_moves_what_waits_beside_a_process():
    due = {"unit": NOW + timedelta(days=5)}
    story = Story(
        watched(timer("${deadline('unit')}")), functions={"deadline": lambda name: due[name]}
    )
    assert story.timers == {"aside_start": NOW + timedelta(days=5)}

    due["unit"] = NOW + timedelta(days=9)

    assert story.retime().timers == {"aside_start": NOW + timedelta(days=9)}


def test_a_terminate_end_event_takes_what_waits_beside_with_it_in_its_own_scope_only():
    ended = sources(
        start(),
        subprocess(
            "inner",
            start("in"),
            user("deep"),
            end("over", "<terminateEventDefinition/>"),
            event_subprocess("aside", message("news"), user("look"), end("seen"), flows=BESIDE),
            flows="in -> deep -> over",
        ),
        user("after"),
        end(),
        event_subprocess(
            "outside",
            message("late"),
            user("hear"),
            end("heard"),
            flows="outside_start -> hear -> heard",
        ),
        flows="start -> inner -> after -> end",
    )
    story = Story(ended)
    assert story.awaited == ["aside_start", "outside_start"]

    story.complete("deep", x=1)

    assert (story.open, story.awaited) == (["after"], ["outside_start"])
    assert story.deliver("outside_start").complete("hear").variables == {"x": 1}


def test_a_process_with_something_waiting_beside_it_can_go_on_for_long():
    rounds = sources(
        start(),
        xor("again"),
        user("work"),
        xor("more"),
        end(),
        event_subprocess(
            "aside", message("news"), user("look"), end("seen"), flows=BESIDE, interrupts=False
        ),
        flows="start -> again -> work -> more -[${more}]-> again \n more -*-> end",
    )
    story = Story(rounds)
    for number in range(12):
        story.complete("work", more=True, n=number)
        if number % 3 == 0:
            story.deliver("aside_start").complete("look", seen=number)

    story.complete("work", more=False)

    assert story.state.completed
    assert story.variables == {"more": False, "n": 11, "seen": 9}
