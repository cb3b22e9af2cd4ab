"""Every path through a diagram, and what none of them comes by."""

from tests.unit.workflows.drawing import (
    action,
    boundary,
    call,
    catch,
    copies,
    draw,
    end,
    event_gateway,
    message,
    node,
    parallel,
    script,
    sources,
    start,
    table,
    timer,
    user,
    xor,
)
from tests.unit.workflows.story import NOW
from workflows import Engine, Sources
from workflows.simulation import Ground, Walked, unreached_sentence, walk_every_path


def walked(drawn: Sources, **more: object) -> Walked:
    return walk_every_path(Engine(), drawn, Ground(NOW, **more))


def unreached(found: Walked) -> dict[str, str]:
    return {one.element_id: unreached_sentence(one, {}, "en") for one in found.never_reached}


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

    assert unreached(walked(drawn)) == {
        "which_yes": "which_yes: no answer makes ${n > 1 and n < 1} true.",
        "yes": "yes: only comes after which_yes, and no path gets there.",
    }


def test_a_form_that_does_not_ask_cannot_answer():
    drawn = sources(
        start(),
        user("judge", camunda__formKey="opinion"),
        xor("which"),
        end("yes"),
        end("no"),
        flows="start -> judge -> which -[${agreed}]-> yes \n which -*-> no",
    )

    found = walked(drawn, start={"agreed": False}, sets={"opinion": {"comment": ("fine",)}})

    assert unreached(found).keys() == {"yes", "which_yes"}


def test_a_form_offers_the_answers_it_lists_and_no_others():
    drawn = sources(
        start(),
        user("judge", camunda__formKey="opinion"),
        xor("which"),
        *map(end, ("good", "bad", "other")),
        flows="""start -> judge -> which -[${mark == 'good'}]-> good
                 which -[${mark == 'bad'}]-> bad
                 which -*-> other""",
    )

    found = walked(drawn, sets={"opinion": {"mark": ("good", "bad")}})

    assert unreached(found) == {
        "other": "other: only comes after which_other, and no path gets there.",
        "which_other": "which_other: another flow out of which is always taken.",
    }


def test_parts_of_an_answer_are_tried_with_what_they_are_compared_with():
    drawn = sources(
        start(),
        action("look", camunda__resultVariable="found"),
        xor("which"),
        *map(end, ("here", "there", "nowhere")),
        flows="""start -> look -> which -[${found['place'] == 'here' and found['sure']}]-> here
                 which -[${found['place'] == 'there'}]-> there
                 which -*-> nowhere""",
    )

    assert ends(walked(drawn)) == {"here", "there", "nowhere"}


def test_a_task_for_each_of_several_is_walked_for_some_and_for_nobody():
    drawn = sources(
        start(),
        action("invite", camunda__resultVariable="members"),
        user("vote", copies("members", "member")),
        boundary("closed", "vote", timer("P1D", "timeDuration")),
        *map(end, ("counted", "over")),
        flows="start -> invite -> vote -> counted \n closed -> over",
    )

    found = walked(drawn)

    assert (ends(found), found.never_reached) == ({"counted", "over"}, ())


def test_a_table_is_tried_with_facts_for_each_answer_a_condition_tells_apart():
    rules = table('"late" => "BLOCK"', '"odd" => "WARN"', inputs="state", outputs="severity")
    asking = {"camunda__decisionRef": "rules", "camunda__resultVariable": "found"}
    drawn = sources(
        start(),
        node("businessRuleTask", "judge", thidua__facts="case", **asking),
        xor("which"),
        *map(end, ("none", "blocked", "fine")),
        flows="""start -> judge -> which -[${found is None}]-> none
                 which -[${found['severity'] == 'BLOCK'}]-> blocked
                 which -*-> fine""",
        rules=rules,
    )

    found = walked(drawn)

    assert (ends(found), found.never_reached) == ({"none", "blocked", "fine"}, ())


def test_what_a_condition_reckons_with_is_tried_with_numbers_that_make_a_difference():
    drawn = sources(
        start(),
        user("judge"),
        xor("which"),
        *map(end, ("none", "one", "two")),
        flows="""start -> judge -> which -[${n % 3 == 0}]-> none
                 which -[${n % 3 == 1}]-> one
                 which -*-> two""",
    )

    assert ends(walked(drawn)) == {"none", "one", "two"}


def test_what_is_begun_aside_again_and_again_is_not_walked_for_ever():
    drawn = sources(
        start(),
        user("work"),
        boundary("more", "work", message("more"), interrupts=False),
        user("beside"),
        *map(end, ("done", "over")),
        flows="start -> work -> done \n more -> beside -> over",
    )

    found = walked(drawn)

    assert (found.never_reached, found.is_whole) == ((), True)


def test_an_element_that_fails_is_named_with_its_error_and_what_lies_behind_it():
    drawn = sources(
        start(), user("u"), script("s", "n = missing + 1"), end("a"), flows="start -> u -> s -> a"
    )

    found = unreached(walked(drawn))

    assert "missing" in found["s"]
    assert found["a"] == "a: only comes after s_a, and no path gets there."


def test_a_join_that_waits_for_ever_is_named_as_such():
    drawn = sources(
        start(), parallel("split"), user("u", camunda__formKey="f"), user("v"), xor("x"),
        parallel("join"), end("a"), end("b"),
        flows="""start -> split -> u -> x -[${gone}]-> a
                 x -*-> join
                 split -> v -> join -> b""",
    )  # fmt: skip

    found = unreached(walked(drawn, start={"gone": True}, sets={"f": {}, "": {}}))

    assert found["x_join"] == "x_join: another flow out of x is always taken."
    assert found["join"] == "join: paths come to it, and none gets past it."


def test_the_processes_a_diagram_calls_are_walked_with_it():
    inner = draw(
        start("begin"), user("ask"), xor("which"), end("yes"), end("no"),
        flows="begin -> ask -> which -[${sure}]-> yes \n which -*-> no", key="inner",
    )  # fmt: skip
    drawn = sources(
        start(), call("c", "inner"), end("done"), flows="start -> c -> done",
        called={"inner": inner},
    )  # fmt: skip

    assert walked(drawn).never_reached == ()


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
