"""What becomes of an instance when its diagram changes: draft is done, review is open."""

import re
from datetime import timedelta
from pathlib import Path

import workflows
from tests.unit.workflows.drawing import (
    boundary,
    catch,
    copies,
    end,
    message,
    script,
    sources,
    start,
    timer,
    user,
    xor,
)
from tests.unit.workflows.moving import ids, move, plan, refused
from tests.unit.workflows.story import NOW, Story
from workflows import REASONS, Reason, Sources, reason_sentence
from workflows.kinds import NUMBER

DAY = timedelta(days=1)
OLD = sources(
    start(), user("draft"), user("review"), end(), flows="start -> draft -> review -> end"
)


def reviewing(old: Sources = OLD, **variables: object) -> Story:
    return Story(old, variables).complete("draft")


def test_what_people_read_may_change_under_an_open_task():
    story = reviewing()
    before = ids(story)
    renamed = OLD.diagram.replace('name="review"', 'name="Thẩm định"')

    move(story, Sources("p", renamed.replace('name="draft"', 'name="Dự thảo"')))

    assert story.state.open_tasks[0].name == "Thẩm định"
    assert ids(story) == before
    assert story.complete("review").state.completed


def test_a_later_step_is_added():
    story = reviewing()
    new = sources(
        *(start(), user("draft"), user("review"), user("sign"), end()),
        flows="start -> draft -> review -> sign -> end",
    )

    move(story, new).complete("review")

    assert story.open == ["sign"]
    assert story.complete("sign").state.completed


def test_a_later_step_is_removed():
    old = sources(
        *(start(), user("draft"), user("review"), user("sign"), end()),
        flows="start -> draft -> review -> sign -> end",
    )

    assert move(reviewing(old), OLD).complete("review").state.completed


def test_a_step_that_is_over_is_removed():
    new = sources(start(), user("review"), end(), flows="start -> review -> end")
    story = move(reviewing(), new)

    assert story.complete("review").state.completed


def test_the_open_task_gets_the_new_form_and_the_new_groups():
    review = user("review", camunda__formKey="opinion", camunda__candidateGroups="council")
    new = sources(start(), user("draft"), review, end(), flows="start -> draft -> review -> end")
    story = move(reviewing(), new)

    (task,) = story.state.open_tasks
    assert (task.form_key, task.candidate_groups) == ("opinion", ("council",))


def test_a_new_step_before_the_open_one_is_not_left_out_silently():
    new = sources(
        *(start(), user("draft"), user("check"), user("review"), end()),
        flows="start -> draft -> check -> review -> end",
    )

    assert refused(reviewing(), new) == {"check": "left_out"}


def test_a_new_gateway_that_only_merges_leaves_nothing_out():
    new = sources(
        *(start(), user("draft"), xor("again"), user("review"), xor("fine"), end()),
        flows="""start -> draft -> again -> review -> fine
                 fine -[${wrong}]-> again
                 fine -*-> end""",
    )
    story = move(reviewing(wrong=True), new).complete("review")

    assert story.open == ["review"]
    assert story.complete("review", wrong=False).state.completed


def test_a_new_step_of_an_earlier_round_is_not_missed_where_it_is_sure_to_come():
    looped = """start -> draft -> again -> review -> fine
                fine -[${wrong}]-> again
                fine -*-> end"""
    old = sources(
        *(start(), user("draft"), xor("again"), user("review"), xor("fine"), end()), flows=looped
    )
    new = sources(
        *(start(), user("draft"), xor("again"), user("review"), user("weigh"), xor("fine"), end()),
        flows=looped.replace("review -> fine", "review -> weigh -> fine"),
    )
    story = reviewing(old, wrong=True).complete("review")

    move(story, new).complete("review")

    assert story.open == ["weigh"]


def test_the_open_step_is_removed():
    new = sources(start(), user("draft"), end(), flows="start -> draft -> end")

    assert refused(reviewing(), new) == {"review": "element_removed"}


def test_the_open_step_gets_another_id():
    new = sources(
        start(), user("draft"), user("appraise"), end(), flows="start -> draft -> appraise -> end"
    )

    assert refused(reviewing(), new) == {"review": "element_removed"}


def test_the_open_step_becomes_something_else():
    new = sources(
        start(),
        user("draft"),
        script("review", "a = 1"),
        end(),
        flows="start -> draft -> review -> end",
    )

    assert refused(reviewing(), new) == {"review": "element_changed"}


def test_the_open_task_becomes_one_for_each_of_many():
    many = user("review", copies("members", "member"))
    new = sources(start(), user("draft"), many, end(), flows="start -> draft -> review -> end")

    assert refused(reviewing(members=[1, 2]), new) == {"review": "element_changed"}


def test_two_steps_change_places():
    new = sources(
        start(), user("review"), user("draft"), end(), flows="start -> review -> draft -> end"
    )

    assert set(refused(reviewing(), new).values()) == {"comes_elsewhere"}


def watched(*events: str, paths: str = "", before: str = "review") -> Sources:
    return sources(
        *(start(), user("draft"), user("review"), user("late"), end(), end("told"), *events),
        flows=f"start -> draft -> {before} -> end\n late -> end\n{paths}",
    )


def reminder(days: int) -> str:
    return boundary("reminder", "review", timer(f"P{days}D", "timeDuration"), interrupts=False)


def test_a_reminder_is_added_to_an_open_task():
    story = reviewing()
    before = ids(story)["review"]
    new = sources(
        *(start(), user("draft"), user("review"), reminder(5), user("tell"), end(), end("told")),
        flows="start -> draft -> review -> end\n reminder -> tell -> told",
    )

    move(story, new)

    assert story.timers == {"reminder": NOW + 5 * DAY}
    assert ids(story)["review"] == before
    assert story.fire("reminder").open == ["review", "tell"]
    assert story.complete("review").complete("tell").state.completed


def test_a_deadline_added_to_an_open_task_ends_it():
    late = boundary("too_late", "review", timer("P9D", "timeDuration"))
    new = sources(
        *(start(), user("draft"), user("review"), late, user("settle"), end(), end("over")),
        flows="start -> draft -> review -> end\n too_late -> settle -> over",
    )
    story = move(reviewing(), new).fire("too_late")

    assert story.open == ["settle"]
    assert story.complete("settle").state.completed


WATCHED = sources(
    *(start(), user("draft"), user("review"), reminder(10), user("tell"), end(), end("told")),
    flows="start -> draft -> review -> end\n reminder -> tell -> told",
)


def test_a_timer_keeps_the_moment_it_is_due():
    story = reviewing(WATCHED)
    before = ids(story)
    story.surroundings.now = NOW + 7 * DAY
    sooner = Sources("p", WATCHED.diagram.replace("P10D", "P3D"))

    move(story, sooner)

    assert story.timers == {"reminder": NOW + 10 * DAY}
    assert ids(story) == before


def test_a_reminder_taken_from_an_open_task_does_not_come():
    story = move(reviewing(WATCHED), OLD)

    assert (story.open, story.timers) == (["review"], {})
    assert story.complete("review").state.completed


def test_a_reminder_that_has_come_does_not_come_again():
    story = reviewing(WATCHED).fire("reminder")
    second = boundary("second", "review", timer("P12D", "timeDuration"), interrupts=False)
    new = sources(
        *(start(), user("draft"), user("review"), reminder(10), user("tell"), second),
        *(end(), end("told"), end("told_again")),
        flows="start -> draft -> review -> end\n reminder -> tell -> told\n second -> told_again",
    )

    move(story, new)

    assert (story.open, list(story.timers)) == (["review", "tell"], ["second"])
    assert story.complete("review").complete("tell").state.completed


def test_a_reminder_that_has_come_may_be_taken_from_the_diagram():
    story = reviewing(WATCHED).fire("reminder").complete("tell")

    move(story, OLD)

    assert story.open == ["review"]
    assert story.complete("review").state.completed


def test_what_a_reminder_has_begun_is_not_taken_away():
    story = reviewing(WATCHED).fire("reminder")

    assert refused(story, OLD) == {"tell": "element_removed"}


def test_a_reminder_moves_to_another_step():
    moved = WATCHED.diagram.replace('attachedToRef="review"', 'attachedToRef="draft"')

    assert refused(reviewing(WATCHED), Sources("p", moved)) == {"reminder": "element_changed"}


def test_reminders_come_and_go_over_several_versions():
    story = move(move(reviewing(WATCHED), OLD), WATCHED)

    assert story.timers == {"reminder": NOW + 10 * DAY}
    assert story.fire("reminder").complete("tell").complete("review").state.completed


def deciding(condition: str) -> Sources:
    return sources(
        *(start(), user("draft"), user("review"), xor("fine"), user("sign"), end(), end("no")),
        flows=f"""start -> draft -> review -> fine
                  fine -[${{{condition}}}]-> sign -> end
                  fine -*-> no""",
    )


def test_a_later_condition_asks_for_something_known():
    story = move(reviewing(deciding("score > 5"), score=7), deciding("score > 8"))

    assert story.complete("review").state.completed


def test_a_later_condition_asks_for_something_nobody_will_have_said():
    story = reviewing(deciding("score > 5"), score=7)

    (reason,) = plan(story, deciding("points > 5")).reasons

    assert (reason.code, reason.element_id, dict(reason.params)) == (
        *("variable_unknown", "fine"),
        {"name": "points"},
    )


def test_a_later_condition_asks_for_what_the_form_of_the_open_task_will_say():
    asking = deciding("points > 5").diagram
    asking = asking.replace('id="review"', 'id="review" camunda:formKey="opinion"')
    story = reviewing(deciding("score > 5"), score=7)

    move(story, Sources("p", asking), opinion={"points": NUMBER}).complete("review", points=9)

    assert story.open == ["sign"]


def test_what_was_unsure_before_is_no_reason_to_stay():
    story = move(reviewing(deciding("points > 5")), deciding("points > 5"))

    assert story.complete("review", points=6).open == ["sign"]


def test_every_reason_is_said_in_both_languages_and_names_the_element():
    package = Path(workflows.__file__).parent
    given = re.findall(r'Reason\(\s*"(\w+)"', (package / "engine" / "migration.py").read_text())

    assert {*given, "trial_failed"} - set(REASONS) == set()
    for code in REASONS:
        reason = Reason(code, "review", {"name": "points", "cause": "?"})
        sentences = {reason_sentence(reason, "Thẩm định", language) for language in ("vi", "en")}
        assert len(sentences) == 2
        assert code == "finished" or all("Thẩm định" in one for one in sentences)


def test_what_a_message_may_bring_is_not_taken_for_granted():
    def hearing(condition: str) -> Sources:
        return sources(
            *(start(), user("review"), catch("hear", message("answer")), xor("fine")),
            *(user("sign"), end(), end("no")),
            flows=f"""start -> review -> hear -> fine
                      fine -[${{{condition}}}]-> sign -> end
                      fine -*-> no""",
        )

    story = Story(hearing("score > 5"))

    assert refused(story, hearing("points > 5")) == {"fine": "variable_unknown"}
    assert move(story, hearing("score > 8")).complete("review").deliver("hear", score=9).open == [
        "sign"
    ]
