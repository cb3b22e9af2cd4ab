"""Errors, escalations and signals: who catches what is thrown."""

import pytest

from tests.unit.workflows.drawing import (
    action,
    boundary,
    call,
    catch,
    copies,
    draw,
    end,
    error,
    escalation,
    event_gateway,
    message,
    node,
    parallel,
    script,
    signal,
    sources,
    start,
    subprocess,
    throw,
    timer,
    user,
)
from tests.unit.workflows.story import Story
from workflows import BpmnError, ErrorNotCaught, Sources, StepFailed

GUARDED = sources(
    start(),
    action("open", camunda__resultVariable="number"),
    boundary("refused", "open", error("REFUSED")),
    boundary("other", "open", error()),
    boundary("late", "open", timer("P1D", "timeDuration")),
    user("mend"),
    user("look"),
    *(end(name) for name in ("done", "mended", "looked", "gone")),
    flows="""start -> open -> done
             refused -> mend -> mended
             other -> look -> looked
             late -> gone""",
)


def test_an_action_answers_with_a_result_or_with_an_error_the_diagram_catches():
    story = Story(GUARDED, {"number": 0}, actions={"open": BpmnError("REFUSED")})

    assert (story.open, story.timers) == (["mend"], {})
    assert story.state.trail == ("start", "start_open", "open", "refused", "refused_mend")
    assert story.complete("mend").state.completed
    assert story.variables == {"number": 0}
    assert Story(GUARDED, actions={"open": 7}).variables == {"number": 7}


def test_an_error_no_event_names_is_caught_by_the_one_that_names_none():
    assert Story(GUARDED, actions={"open": BpmnError("ELSE")}).open == ["look"]


def test_an_error_nobody_catches_fails_the_step_and_names_element_and_code():
    bare = sources(start(), action("open"), end(), flows="start -> open -> end")

    with pytest.raises(ErrorNotCaught, match=r"open: nothing catches the error E7") as caught:
        Story(bare, actions={"open": BpmnError("E7")})

    assert isinstance(caught.value, StepFailed)
    assert (caught.value.element_id, caught.value.code) == ("open", "E7")


def test_an_error_end_event_nobody_catches_fails_the_step():
    bare = sources(start(), user("work"), end("bad", error("E8")), flows="start -> work -> bad")
    story = Story(bare)

    with pytest.raises(ErrorNotCaught, match=r"bad: nothing catches the error E8"):
        story.complete("work")

    assert story.open == ["work"]


def test_an_error_is_caught_around_a_called_process():
    inner = draw(
        start("in"), user("try"), end("bad", error("E")), flows="in -> try -> bad", key="i"
    )
    calling = sources(
        start(),
        call("delegate", "i"),
        boundary("caught", "delegate", error("E")),
        *(end(name) for name in ("done", "mended")),
        user("mend"),
        flows="start -> delegate -> done \n caught -> mend -> mended",
        called={"i": inner},
    )
    story = Story(calling, {"a": 1}).complete("try", b=2)

    assert story.open == ["mend"]
    assert story.variables == {"a": 1}


def test_an_error_in_one_branch_leaves_the_like_of_it_in_the_other_alone():
    """The library hands an error to every boundary that names it, wherever the error was."""
    halves = [
        part
        for side in "ab"
        for part in (
            subprocess(
                side,
                start(f"in_{side}"),
                user(f"try_{side}"),
                end(f"bad_{side}", error("E")),
                flows=f"in_{side} -> try_{side} -> bad_{side}",
            ),
            boundary(f"caught_{side}", side, error("E")),
            user(f"mend_{side}"),
            end(f"fine_{side}"),
            end(f"mended_{side}"),
        )
    ]
    flows = "start -> split \n" + "\n".join(
        f"split -> {side} -> fine_{side} \n caught_{side} -> mend_{side} -> mended_{side}"
        for side in "ab"
    )
    story = Story(sources(start(), parallel("split"), *halves, flows=flows)).complete("try_a")

    assert story.open == ["mend_a", "try_b"]


@pytest.mark.parametrize("sequential", [True, False])
def test_an_error_of_one_copy_ends_them_all(sequential):
    drawn = sources(
        start(),
        action("tell", copies("members", "member", sequential=sequential)),
        boundary("caught", "tell", error("E")),
        user("mend"),
        *(end(name) for name in ("done", "mended")),
        flows="start -> tell -> done \n caught -> mend -> mended",
    )
    story = Story(
        drawn,
        {"members": [1, 2, 3]},
        actions={"tell": lambda one: BpmnError("E") if one.variables["member"] == 2 else None},
    )

    assert story.open == ["mend"]
    assert len(story.actions) == 2
    assert story.complete("mend").state.completed


def escalating(interrupts: bool, inside: str = "") -> Sources:
    return sources(
        start(),
        subprocess(
            "inner",
            start("in"),
            user("check"),
            throw("warn", escalation("LATE")),
            user("finish"),
            end("out", inside),
            flows="in -> check -> warn -> finish -> out",
        ),
        boundary("told", "inner", escalation("LATE"), interrupts),
        user("look"),
        *(end(name) for name in ("done", "looked")),
        flows="start -> inner -> done \n told -> look -> looked",
    )


@pytest.mark.parametrize("interrupts", [True, False])
def test_an_escalation_halfway_is_told_around_and_interrupts_where_it_is_to(interrupts):
    story = Story(escalating(interrupts), {"n": 0}).complete("check", n=1)

    assert story.open == (["look"] if interrupts else ["finish", "look"])
    story.complete("look", seen=True)
    if not interrupts:
        story.complete("finish", n=2)
    assert story.state.completed
    assert story.variables == {"n": 1 if interrupts else 2, "seen": True}


def test_an_escalation_is_told_as_often_as_it_is_thrown():
    story = Story(escalating(False, escalation("LATE"))).complete("check").complete("finish")

    assert story.open == ["look", "look"]
    assert story.complete("look").complete("look").state.completed


def test_an_escalation_nobody_hears_is_forgotten():
    drawn = sources(
        start(),
        throw("warn", escalation("X")),
        user("work"),
        end(),
        flows="start -> warn -> work -> end",
    )

    assert Story(drawn).complete("work").state.completed


HEARD = sources(
    start(),
    parallel("split"),
    user("work"),
    throw("tell", signal("told")),
    end("a"),
    subprocess(
        "inner", start("in"), catch("hear", signal("told")), end("out"), flows="in -> hear -> out"
    ),
    end("b"),
    user("draft"),
    boundary("stopped", "draft", signal("told")),
    boundary("noted", "draft", signal("told"), interrupts=False),
    end("c"),
    user("redo"),
    end("d"),
    script("note", "noted = True"),
    end("e"),
    event_gateway("either"),
    catch("signal", signal("told")),
    catch("news", message("news")),
    *(end(name) for name in ("f", "g")),
    flows="""start -> split -> work -> tell -> a
             split -> inner -> b
             split -> draft -> c
             stopped -> redo -> d
             noted -> note -> e
             split -> either -> signal -> f
             either -> news -> g""",
)


def test_a_signal_is_heard_everywhere_in_the_instance():
    story = Story(HEARD).complete("work")

    assert (story.open, story.awaited) == (["redo"], [])
    assert {"tell", "hear", "stopped", "noted", "signal"} <= set(story.state.trail)
    assert story.complete("redo").state.completed
    assert story.variables["noted"]


def test_a_signal_of_another_name_is_not_heard():
    other = HEARD.diagram.replace('id="signal_told" name="told"', 'id="signal_told" name="x"', 1)
    renamed = other.replace("<process", '<signal id="signal_y" name="told"/><process', 1)
    deaf = renamed.replace(
        'name="tell"><signalEventDefinition signalRef="signal_told"',
        'name="tell"><signalEventDefinition signalRef="signal_y"',
    )

    story = Story(Sources("p", deaf)).complete("work")

    assert story.open == ["draft"]


def test_a_signal_at_the_end_is_thrown():
    drawn = sources(
        start(),
        parallel("split"),
        user("work"),
        end("tell", signal("told")),
        catch("hear", signal("told")),
        user("after"),
        end(),
        flows="start -> split -> work -> tell \n split -> hear -> after -> end",
    )

    assert Story(drawn).complete("work").open == ["after"]


def test_a_signal_reaches_a_called_process():
    inner = draw(
        start("in"),
        catch("hear", signal("told")),
        user("deep"),
        end("out"),
        flows="in -> hear -> deep -> out",
        key="i",
    )
    drawn = sources(
        start(),
        parallel("split"),
        user("work"),
        end("tell", signal("told")),
        call("delegate", "i"),
        end(),
        flows="start -> split -> work -> tell \n split -> delegate -> end",
        called={"i": inner},
    )

    assert Story(drawn).complete("work").open == ["deep"]


def test_a_manual_task_is_passed_at_once():
    drawn = sources(
        start(),
        node("manualTask", "stamp"),
        user("after"),
        end(),
        flows="start -> stamp -> after -> end",
    )
    story = Story(drawn)

    assert story.open == ["after"]
    assert story.state.trail == ("start", "start_stamp", "stamp", "stamp_after")


def test_what_parallel_branches_learnt_is_not_lost_when_their_subprocess_is_taken_away():
    drawn = sources(
        start(),
        subprocess(
            "inner",
            start("in"),
            parallel("split"),
            user("a"),
            user("b"),
            user("c"),
            parallel("join"),
            end("out"),
            flows="in -> split -> a -> join -> out \n split -> b -> join \n split -> c -> join",
        ),
        boundary("stop", "inner", message("stop")),
        user("after"),
        end(),
        end("gone"),
        flows="start -> inner -> end \n stop -> after -> gone",
    )
    story = Story(drawn, {"a": 0, "b": 0, "c": 0}).complete("a", a=1).complete("b", b=2)

    story.deliver("stop").complete("after")

    assert story.variables == {"a": 1, "b": 2, "c": 0}
