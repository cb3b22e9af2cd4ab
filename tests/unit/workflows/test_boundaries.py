from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.workflows.drawing import (
    action,
    boundary,
    catch,
    copies,
    end,
    message,
    script,
    sources,
    start,
    subprocess,
    timer,
    user,
    xor,
)
from tests.unit.workflows.story import NOW, Story
from workflows import Sources

REVIEW = subprocess(
    "review",
    start("in"),
    xor("again"),
    user("propose"),
    xor("more"),
    user("endorse"),
    end("out"),
    flows="""in -> again -> propose -> more -[${more}]-> again
             more -*-> endorse -> out""",
)


def review() -> Sources:
    return sources(
        start(),
        xor("wanted"),
        REVIEW,
        boundary("withdrawn", "review", message("withdrawn")),
        boundary("late", "review", timer("P10D", "timeDuration")),
        boundary("reminder", "review", timer("P5D", "timeDuration"), interrupts=False),
        user("decide_late"),
        xor("accepted"),
        action("remind"),
        action("submit"),
        action("withdraw"),
        *(end(name) for name in ("submitted", "gone", "closed", "reminded")),
        flows="""start -> wanted -> review -> submit -> submitted
                 withdrawn -> withdraw -> gone
                 reminder -> remind -> reminded
                 late -> decide_late -> accepted
                 accepted -[${accepted}]-> wanted
                 accepted -*-> closed""",
    )


def test_a_message_takes_the_whole_subprocess_away():
    story = Story(review()).complete("propose", more=False)
    assert story.open == ["endorse"]

    story.deliver("withdrawn", reason="moved")

    assert (story.open, story.timers, story.awaited) == ([], {}, [])
    assert story.actions == ["withdraw"]
    assert story.state.completed
    assert story.variables["reason"] == "moved"


def test_the_deadline_takes_the_subprocess_away_and_it_can_begin_anew():
    story = Story(review()).complete("propose", more=False).fire("late")
    assert (story.open, story.timers, story.awaited) == (["decide_late"], {}, [])

    story.complete("decide_late", accepted=True)

    assert story.open == ["propose"]
    assert sorted(story.timers) == ["late", "reminder"]
    assert story.awaited == ["withdrawn"]
    story.complete("propose", more=True).complete("propose", more=False).complete("endorse")
    assert story.actions == ["submit"]
    assert story.state.completed


def test_what_a_subprocess_learnt_is_not_lost_when_it_is_taken_away():
    story = Story(review(), {"more": None}).complete("propose", more=False, passed=True)

    story.deliver("withdrawn", reason="moved")

    (call,) = story.surroundings.calls
    assert call.variables == {"more": False, "passed": True, "reason": "moved"}


def test_the_subprocess_can_be_late_again_and_again():
    story = Story(review())
    for _ in range(3):
        story.fire("late").complete("decide_late", accepted=True)
        assert story.open == ["propose"]

    story.fire("late").complete("decide_late", accepted=False)

    assert story.state.completed
    assert story.actions == []


def test_a_reminder_leaves_the_subprocess_as_it_is():
    story = Story(review()).complete("propose", more=False)

    story.fire("reminder")

    assert story.open == ["endorse"]
    assert sorted(story.timers) == ["late"]
    assert story.state.trail == (
        "reminder",
        "reminder_remind",
        "remind",
        "remind_reminded",
        "reminded",
    )
    story.complete("endorse")
    assert story.actions == ["remind", "submit"]
    assert story.state.completed


def test_a_reminder_does_not_survive_the_deadline_that_ends_its_host():
    story = Story(review()).fire("reminder").fire("late").complete("decide_late", accepted=True)

    assert sorted(story.timers) == ["late", "reminder"]
    story.fire("reminder").complete("propose", more=False).complete("endorse")
    assert story.state.completed
    assert story.actions == ["remind", "remind", "submit"]


def test_the_host_done_in_time_leaves_no_timer_behind():
    story = Story(review()).complete("propose", more=False).complete("endorse")

    assert story.state.completed
    assert (story.timers, story.awaited) == ({}, [])


BALLOTS = sources(
    start(),
    user("cast", copies("members", "member"), camunda__assignee="${member}"),
    boundary("closed", "cast", timer("P1D", "timeDuration")),
    action("count"),
    xor("votes"),
    end(),
    flows="start -> cast -> votes -> count -> end \n closed -> votes",
)


def test_every_member_gets_a_ballot_of_their_own():
    story = Story(BALLOTS, {"members": [7, 8, 9]})

    assert [task.assignee for task in story.state.open_tasks] == ["7", "8", "9"]
    story.complete("cast").complete("cast", number=1)
    assert [task.assignee for task in story.state.open_tasks] == ["8"]
    assert story.actions == []
    story.complete("cast")
    assert story.actions == ["count"]
    assert story.state.completed


def test_the_closing_of_the_vote_takes_open_ballots_away():
    story = Story(BALLOTS, {"members": [7, 8, 9]}).complete("cast")

    story.fire("closed")

    assert story.open == []
    assert story.actions == ["count"]
    assert story.state.completed


def test_the_last_ballot_ends_the_waiting_for_the_closing():
    story = Story(BALLOTS, {"members": [7]}).complete("cast")

    assert story.timers == {}
    assert story.state.completed


def test_no_members_means_no_vote():
    story = Story(BALLOTS, {"members": []})

    assert story.state.completed
    assert story.actions == ["count"]


def chased(cycle: str, **late: str) -> Sources:
    return sources(
        start(),
        user("work"),
        boundary("chase", "work", timer(cycle, "timeCycle"), interrupts=False, **late),
        action("urge"),
        user("look_into"),
        *(end(name) for name in ("done", "looked")),
        flows="start -> work -> done \n chase -> urge -> look_into -> looked",
    )


def test_a_repeating_reminder_counts_its_occurrences_and_stops():
    story = Story(chased("R3/P1D"))
    seen = []
    while story.timers:
        (waiting,) = story.state.timers
        seen.append((waiting.occurrence, waiting.due_at - NOW))
        story.fire("chase")

    assert seen == [(n, timedelta(days=n + 1)) for n in range(3)]
    assert story.actions == ["urge"] * 3


def test_what_a_reminder_started_outlives_the_task_it_was_about():
    story = Story(chased("R3/P1D")).fire("chase").complete("work")

    assert story.open == ["look_into"]
    assert story.timers == {}
    assert not story.state.completed
    assert story.complete("look_into").state.completed


@pytest.mark.parametrize(("late", "expected"), [("fire", 1), ("coalesce", 4)])
def test_missed_reminders_come_one_by_one_or_as_one(late, expected):
    story = Story(chased("R9/P1D", thidua__late=late))
    story.surroundings.now = NOW + timedelta(days=4, hours=1)

    story.fire("chase")

    (waiting,) = story.state.timers
    assert waiting.occurrence == expected
    assert waiting.due_at == NOW + timedelta(days=expected + 1)


def test_a_second_message_reaches_a_task_it_does_not_interrupt():
    news = sources(
        start(),
        user("work"),
        boundary("news", "work", message("news"), interrupts=False),
        action("note"),
        *(end(name) for name in ("done", "noted")),
        flows="start -> work -> done \n news -> note -> noted",
    )
    story = Story(news).deliver("news", text="a").deliver("news", text="b")

    assert [call.variables["text"] for call in story.surroundings.calls] == ["a", "b"]
    assert story.open == ["work"]
    assert story.complete("work").state.completed


def test_a_failure_inside_a_subprocess_is_caught_on_its_boundary():
    guarded = sources(
        start(),
        subprocess(
            "inner",
            start("in"),
            user("check"),
            end("failed", "<errorEventDefinition/>"),
            flows="in -> check -> failed",
        ),
        boundary("caught", "inner", "<errorEventDefinition/>"),
        action("repair"),
        *(end(name) for name in ("done", "repaired")),
        flows="start -> inner -> done \n caught -> repair -> repaired",
    )
    story = Story(guarded).complete("check", grade=3)

    assert story.actions == ["repair"]
    assert story.state.completed
    assert {"inner", "inner_done"}.isdisjoint(story.state.trail)


def test_a_timer_on_a_waiting_message_counts_from_the_moment_it_is_reached():
    reached = sources(
        start(),
        user("work"),
        catch("answer", message("answer"), camunda__resultVariable="reply"),
        boundary("overdue", "work", timer("${workdays_after(now(), 2)}")),
        *(end(name) for name in ("done", "late")),
        script("close", "closed = True"),
        flows="start -> work -> answer -> close -> done \n overdue -> late",
    )
    moment = datetime(2025, 11, 5, 10, tzinfo=UTC)
    story = Story(reached, functions={"workdays_after": lambda start, days: moment})

    assert story.timers == {"overdue": moment}
    story.complete("work").deliver("answer", yes=True)
    assert story.variables == {"reply": {"yes": True}, "closed": True}
