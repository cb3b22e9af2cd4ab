"""Every path through a diagram, and what none of them comes by."""

from tests.unit.workflows.drawing import (
    action,
    boundary,
    catch,
    copies,
    end,
    event_gateway,
    message,
    sources,
    start,
    timer,
    user,
    xor,
)
from tests.unit.workflows.story import NOW
from workflows import Engine, Sources
from workflows.simulation import Ground, Walked, walk_every_path


def walked(drawn: Sources, **more: object) -> Walked:
    return walk_every_path(Engine(), drawn, Ground(NOW, **more))


def ends(found: Walked) -> set[str]:
    return {path.trail[-1] for path in found.paths}


def test_every_answer_a_condition_tells_apart_is_tried():
    drawn = sources(
        start(),
        user("judge"),
        xor("which"),
        *map(end, ("fine", "weak", "none")),
        flows="""start -> judge -> which -[${mark == 'good' and score >= 50}]-> fine
                 which -[${mark is None}]-> none
                 which -*-> weak""",
    )

    found = walked(drawn)

    assert ends(found) == {"fine", "weak", "none"}
    assert (found.never_reached, found.is_whole) == ((), True)


def test_what_an_action_may_answer_is_tried_as_well():
    drawn = sources(
        start(),
        action("check", camunda__resultVariable="sound"),
        xor("which"),
        end("yes"),
        end("no"),
        flows="start -> check -> which -[${sound}]-> yes \n which -*-> no",
    )

    assert ends(walked(drawn)) == {"yes", "no"}


def test_timers_messages_and_events_on_a_boundary_happen():
    drawn = sources(
        start(),
        event_gateway("first"),
        catch("told", message("word")),
        catch("late", timer("P1D", "timeDuration")),
        user("work", copies("[1, 2]", "member", "${nrOfCompletedInstances >= enough}")),
        boundary("stop", "work", message("stop")),
        *map(end, ("done", "stopped", "over")),
        flows="""start -> first -> told -> work -> done
                 first -> late -> over
                 stop -> stopped""",
    )

    found = walked(drawn, start={"enough": 1})

    assert (ends(found), found.never_reached) == ({"done", "stopped", "over"}, ())


def test_what_no_answer_leads_to_is_named():
    drawn = sources(
        start(),
        user("judge"),
        xor("which"),
        end("yes"),
        end("no"),
        flows="start -> judge -> which -[${n > 1 and n < 1}]-> yes \n which -*-> no",
    )

    assert walked(drawn).never_reached == ("yes", "which_yes")


def test_a_form_that_does_not_ask_cannot_answer():
    drawn = sources(
        start(),
        user("judge", camunda__formKey="opinion"),
        xor("which"),
        end("yes"),
        end("no"),
        flows="start -> judge -> which -[${agreed}]-> yes \n which -*-> no",
    )

    found = walked(drawn, start={"agreed": False}, sets={"opinion": frozenset({"comment"})})

    assert found.never_reached == ("yes", "which_yes")


def test_a_path_that_fails_says_why():
    drawn = sources(
        start(), user("u"), xor("x"), end("a"), end("b"),
        flows="start -> u -> x -[${get(known, 'level') > 1}]-> a \n x -*-> b",
    )  # fmt: skip

    assert any("x: " in path.failure for path in walked(drawn).paths)


def test_a_walk_that_is_cut_short_says_so():
    drawn = sources(
        start(),
        *(user(f"u{number}") for number in range(9)),
        end(),
        flows="start -> " + " -> ".join(f"u{number}" for number in range(9)) + " -> end",
    )

    assert not walked(drawn, most_states=4).is_whole
