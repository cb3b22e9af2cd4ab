"""Branches that meet, or are taken away half done, keep what each of them did and no more."""

from tests.unit.workflows.drawing import (
    boundary,
    copies,
    end,
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
from tests.unit.workflows.story import Story

CALLED = boundary("called", "work", message("call"), interrupts=False)


def test_two_runs_beside_a_task_do_not_steal_each_other_s_branches():
    forked = sources(
        start(),
        user("work"),
        CALLED,
        parallel("split"),
        user("a"),
        user("b"),
        parallel("join"),
        end("done"),
        end(),
        flows="""start -> work -> end
                 called -> split -> a -> join -> done
                 split -> b -> join""",
    )
    story = Story(forked).deliver("called").complete("a").deliver("called").complete("a")

    story.complete("b").complete("b").complete("work")

    assert story.state.completed


def test_a_path_beside_a_task_does_not_bring_back_what_it_only_carried():
    beside = sources(
        start(),
        script("first", "x = 0"),
        user("early"),
        boundary("warned", "early", message("warn"), interrupts=False),
        script("then", "x = 1"),
        user("work"),
        CALLED,
        user("answer"),
        end("answered"),
        end("heard"),
        end(),
        flows="""start -> first -> early -> then -> work -> end
                 warned -> heard
                 called -> answer -> answered""",
    )
    story = Story(beside).deliver("warned").complete("early").deliver("called")

    story.complete("work", x=2).complete("answer", y=7)

    assert story.variables == {"x": 2, "y": 7}


def test_nor_does_one_begun_in_a_branch_that_was_joined_before():
    beside = sources(
        start(),
        parallel("split"),
        script("first", "x = 1"),
        user("work"),
        CALLED,
        user("other"),
        parallel("join"),
        user("answer"),
        end("answered"),
        end(),
        flows="""start -> split -> first -> work -> join -> end
                 split -> other -> join
                 called -> answer -> answered""",
    )
    story = Story(beside, {"x": 0}).deliver("called").complete("work", x=2)

    story.complete("other").complete("answer")

    assert story.variables == {"x": 2}


def test_branches_that_parted_twice_and_meet_at_once_give_only_their_own_changes():
    nested = sources(
        start(),
        parallel("split"),
        script("first", "x = 1"),
        parallel("again"),
        user("a"),
        user("b"),
        user("c"),
        parallel("join"),
        end(),
        flows="""start -> split -> first -> again -> a -> join -> end
                 again -> b -> join
                 split -> c -> join""",
    )
    story = Story(nested, {"x": 0}).complete("c").complete("a", x=2)

    story.complete("b")

    assert story.variables == {"x": 2}


def test_a_later_copy_can_set_a_variable_back():
    votes = sources(
        start(),
        user("vote", copies("[1, 2]", "member", sequential=True)),
        end(),
        flows="start -> vote -> end",
    )
    story = Story(votes, {"x": 0})

    story.complete("vote", x=5).complete("vote", x=0)

    assert story.variables == {"x": 0}


def interrupted(*inner: str, flows: str) -> Story:
    review = subprocess("review", start("in"), *inner, end("out"), flows=flows)
    stopped = boundary("stop", "review", message("stop"))
    drawn = sources(
        start(), review, stopped, xor("on"), end(), flows="start -> review -> on -> end\nstop -> on"
    )
    return Story(drawn, {"x": 0, "y": 0})


def test_an_interrupted_subprocess_keeps_what_each_of_its_branches_learnt():
    story = interrupted(
        *(parallel("split"), user("a"), user("b"), user("c"), parallel("join")),
        flows="""in -> split -> a -> join -> out
                 split -> b -> join
                 split -> c -> join""",
    )
    story.complete("a", x=1).complete("b", y=2)

    story.deliver("stop")

    assert story.variables == {"x": 1, "y": 2}


def test_an_interrupted_vote_keeps_what_its_ballots_set_but_not_whose_they_were():
    story = interrupted(user("vote", copies("[1, 2]", "member")), flows="in -> vote -> out")
    story.complete("vote", x=3)

    story.deliver("stop")

    assert story.variables == {"x": 3, "y": 0}


def test_so_does_a_vote_that_is_closed():
    closed = boundary("closed", "vote", timer("P1D", "timeDuration"))
    vote = user("vote", copies("[1, 2]", "member"))
    drawn = sources(
        start(), vote, closed, xor("on"), end(), flows="start -> vote -> on -> end\nclosed -> on"
    )
    story = Story(drawn).complete("vote", x=3)

    story.fire("closed")

    assert story.variables == {"x": 3}
