"""What becomes of an instance whose diagram changes: ballots, branches, subprocesses, events."""

from datetime import timedelta

from tests.unit.workflows.drawing import (
    boundary,
    call,
    catch,
    copies,
    draw,
    end,
    event_gateway,
    event_subprocess,
    message,
    node,
    parallel,
    script,
    sources,
    start,
    subprocess,
    timer,
    user,
    xor,
)
from tests.unit.workflows.moving import move, plan, refused
from tests.unit.workflows.story import NOW, Story
from workflows import Category, Sources

DAY = timedelta(days=1)


VOTING = sources(
    *(start(), user("vote", copies("members", "member")), end()), flows="start -> vote -> end"
)


def test_ballots_in_progress_are_never_touched():
    story = Story(VOTING, {"members": [1, 2, 3]}).complete("vote")
    renamed = Sources("p", VOTING.diagram.replace('name="vote"', 'name="Bỏ phiếu"'))

    assert refused(story, renamed) == {"vote": "ballot_in_progress"}
    assert plan(story, renamed).category is Category.STAYS
    assert story.complete("vote").complete("vote").state.completed


def test_a_finished_instance_stays():
    story = Story(VOTING, {"members": []})

    assert plan(story, VOTING).category is Category.STAYS


def test_a_ballot_that_is_over_is_no_hindrance():
    old = sources(
        *(start(), user("vote", copies("members", "member")), user("review"), end()),
        flows="start -> vote -> review -> end",
    )
    new = sources(
        *(start(), user("vote"), user("review"), user("sign"), end()),
        flows="start -> vote -> review -> sign -> end",
    )
    story = Story(old, {"members": [1, 2]}).complete("vote").complete("vote")

    assert move(story, new).complete("review").complete("sign").state.completed


def branching(*more: str, flows: str = "") -> Sources:
    return sources(
        *(start(), parallel("both"), user("a"), user("b"), parallel("joined"), end(), *more),
        flows=f"start -> both -> a -> joined -> end\n both -> b -> joined\n{flows}",
    )


def test_a_branch_that_waits_for_the_other_is_still_joined():
    story = Story(branching()).complete("a")
    new = sources(
        *(start(), parallel("both"), user("a"), user("b"), user("b2"), parallel("joined")),
        *(user("sign"), end()),
        flows="""start -> both -> a -> joined -> sign -> end
                 both -> b -> b2 -> joined""",
    )

    move(story, new).complete("b").complete("b2")

    assert story.open == ["sign"]
    assert story.complete("sign").state.completed


def test_a_branch_that_was_not_begun_would_be_waited_for_for_ever():
    story = Story(branching()).complete("a")
    new = branching(user("c"), flows="both -> c -> joined")

    assert refused(story, new) == {"c": "left_out", "joined": "would_be_stuck"}


def test_a_step_behind_a_branch_that_has_arrived_is_left_out():
    story = Story(branching()).complete("a")
    new = sources(
        *(start(), parallel("both"), user("a"), user("b"), user("a2"), parallel("joined"), end()),
        flows="start -> both -> a -> a2 -> joined -> end\n both -> b -> joined",
    )

    assert refused(story, new) == {"a2": "left_out", "joined": "join_changed"}


def test_branches_that_become_one_after_the_other():
    new = sources(start(), user("a"), user("b"), end(), flows="start -> a -> b -> end")

    assert set(refused(Story(branching()), new)) >= {"b"}


def test_parallel_branches_that_become_a_choice():
    new = Sources(
        "p",
        draw(
            *(start(), xor("both"), user("a"), user("b"), xor("joined"), end()),
            flows="start -> both -[${x}]-> a -> joined -> end\n both -*-> b -> joined",
        ),
    )

    assert "both" in refused(Story(branching(), {"x": True}), new)


def test_what_is_first_of_several_events_may_not_change_under_way():
    def waiting(*more: str, flows: str = "") -> Sources:
        return sources(
            *(start(), event_gateway("first"), catch("answer", message("answer"))),
            *(catch("late", timer("P5D", "timeDuration")), end(), end("over"), *more),
            flows=f"start -> first -> answer -> end\n first -> late -> over\n{flows}",
        )

    third = waiting(catch("gone", message("gone")), end("left"), flows="first -> gone -> left")

    assert refused(Story(waiting()), third) == {"first": "element_changed"}
    assert move(Story(waiting()), waiting()).deliver("answer").state.completed


def test_another_message_is_waited_for():
    def waiting(name: str) -> Sources:
        return sources(start(), catch("hear", message(name)), end(), flows="start -> hear -> end")

    assert refused(Story(waiting("yes")), waiting("no")) == {"hear": "element_changed"}


def inside(*nodes: str, flows: str) -> Sources:
    held = subprocess("part", start("in"), *nodes, end("out"), flows=flows)
    gone = boundary("withdrawn", "part", message("withdrawn"))
    return sources(
        *(start(), held, gone, user("after"), end(), end("left")),
        flows="start -> part -> after -> end\n withdrawn -> left",
    )


def test_a_subprocess_under_way_is_moved_step_by_step():
    old = inside(user("a"), user("b"), flows="in -> a -> b -> out")
    new = inside(user("a"), user("b"), user("c"), flows="in -> a -> b -> c -> out")
    story = Story(old).complete("a")

    move(story, new).complete("b").complete("c").complete("after")

    assert story.state.completed


def test_a_subprocess_under_way_can_still_be_taken_away():
    old = inside(user("a"), user("b"), flows="in -> a -> b -> out")
    new = inside(user("a"), user("b"), user("c"), flows="in -> a -> b -> c -> out")

    assert move(Story(old), new).deliver("withdrawn").state.completed


def test_a_step_left_out_inside_a_subprocess_is_named():
    old = inside(user("a"), user("b"), flows="in -> a -> b -> out")
    new = inside(user("a"), user("c"), user("b"), flows="in -> a -> c -> b -> out")

    assert refused(Story(old).complete("a"), new) == {"c": "left_out"}
    assert refused(Story(old).complete("a").complete("b"), new) == {"c": "left_out"}


def test_a_subprocess_under_way_is_dissolved():
    old = inside(user("a"), flows="in -> a -> out")
    new = sources(start(), user("a"), user("after"), end(), flows="start -> a -> after -> end")

    assert "part" in refused(Story(old), new)


def test_a_called_process_is_moved_too():
    def calling(*nodes: str, flows: str) -> Sources:
        return sources(
            *(start(), call("ask", "other"), user("after"), end()),
            flows="start -> ask -> after -> end",
            called={"other": draw(start("in"), *nodes, end("out"), flows=flows, key="other")},
        )

    old = calling(user("a"), flows="in -> a -> out")
    new = calling(user("a"), user("b"), flows="in -> a -> b -> out")
    story = move(Story(old), new).complete("a").complete("b").complete("after")

    assert story.state.completed


def test_a_repeating_timer_goes_on_counting():
    def every(text: str) -> Sources:
        again = boundary("again", "review", timer(text, "timeCycle"), interrupts=False)
        return sources(
            *(start(), user("draft"), user("review"), again, end(), end("told")),
            flows="start -> draft -> review -> end\n again -> told",
        )

    story = Story(every("R3/P1D")).complete("draft").fire("again")

    move(story, every("R3/P2D"))

    assert story.timers == {"again": NOW + 2 * DAY}
    story.fire("again").fire("again")
    assert story.timers == {}


def taking_back(*more: str, flows: str = "") -> Sources:
    return sources(
        *(start(), user("draft"), user("review"), end(), *more),
        flows=f"start -> draft -> review -> end\n{flows}",
    )


def withdrawal() -> str:
    return event_subprocess(
        "withdrawal",
        message("withdrawn"),
        user("confirm"),
        end("gone"),
        flows="withdrawal_start -> confirm -> gone",
    )


def test_an_event_subprocess_is_added_under_way():
    story = move(Story(taking_back()).complete("draft"), taking_back(withdrawal()))

    assert (story.open, story.awaited) == (["review"], ["withdrawal_start"])
    assert story.deliver("withdrawal_start").open == ["confirm"]
    assert story.complete("confirm").state.completed


def test_an_event_subprocess_is_removed_before_anything_set_it_off():
    story = move(Story(taking_back(withdrawal())).complete("draft"), taking_back())

    assert (story.open, story.awaited) == (["review"], [])
    assert story.complete("review").state.completed


def test_an_event_subprocess_that_stays_can_still_be_set_off():
    old = taking_back(withdrawal())
    renamed = Sources("p", old.diagram.replace('name="review"', 'name="Thẩm định"'))

    story = move(Story(old).complete("draft"), renamed)

    assert story.deliver("withdrawal_start").complete("confirm").state.completed


def test_an_event_subprocess_under_way_is_not_taken_away():
    story = Story(taking_back(withdrawal())).deliver("withdrawal_start")

    assert refused(story, taking_back()) == {"withdrawal": "element_removed"}


def either(node_id: str) -> str:
    return node("inclusiveGateway", node_id)


def some_of(*more: str, flows: str = "") -> Sources:
    return sources(
        *(start(), either("some"), user("a"), user("b"), either("met"), end(), *more),
        flows=f"""start -> some -[${{x > 0}}]-> a -> met -> end
                  some -[${{x > 1}}]-> b -> met
                  {flows}""",
    )


def test_branches_of_an_inclusive_gateway_still_meet():
    story = Story(some_of(), {"x": 2}).complete("a")
    longer = sources(
        *(start(), either("some"), user("a"), user("b"), user("c"), either("met"), end()),
        flows="""start -> some -[${x > 0}]-> a -> met -> end
                 some -[${x > 1}]-> b -> c -> met""",
    )

    assert move(story, longer).complete("b").complete("c").state.completed


def test_a_branch_of_an_inclusive_gateway_that_everybody_takes_was_not_begun():
    story = Story(some_of(), {"x": 2}).complete("a")

    assert refused(story, some_of(user("c"), flows="some -> c -> met"))["c"] == "left_out"


def test_what_a_reminder_has_learnt_counts_as_before_where_the_reminder_is_gone():
    def noting(*events: str, paths: str = "") -> Sources:
        return sources(
            *(start(), user("review"), user("sign"), end(), *events),
            flows=f"start -> review -> sign -> end\n{paths}",
        )

    reminder = boundary("told", "review", message("told"), interrupts=False)
    old = noting(
        *(reminder, script("note", "x = x + 1"), end("noted")), paths="told -> note -> noted"
    )
    stays = Story(old, {"x": 0}).deliver("told").complete("review", x=0)
    moves = move(Story(old, {"x": 0}).deliver("told"), noting()).complete("review", x=0)

    assert moves.complete("sign").variables == stays.complete("sign").variables == {"x": 1}
    later = Story(old, {"x": 0}).deliver("told").complete("review", x=7)
    moved = move(Story(old, {"x": 0}).deliver("told"), noting()).complete("review", x=7)
    assert moved.complete("sign").variables == later.complete("sign").variables


def test_a_process_that_will_be_called_may_need_something_nobody_will_have_said():
    def calling(text: str) -> Sources:
        inner = draw(
            *(start("in"), script("sum", text), end("out")), flows="in -> sum -> out", key="other"
        )
        return sources(
            *(start(), user("review"), call("ask", "other"), end()),
            flows="start -> review -> ask -> end",
            called={"other": inner},
        )

    story = Story(calling("total = score"), {"score": 1})

    assert refused(story, calling("total = points")) == {"ask": "variable_unknown"}
    assert move(story, calling("total = score + 1")).complete("review").state.completed
