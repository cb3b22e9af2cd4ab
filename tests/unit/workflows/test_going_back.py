"""Going back without deleting: an earlier element is reached anew, after everything done."""

import pytest

from tests.unit.workflows import drawing as draw
from tests.unit.workflows.story import Story
from workflows import Engine, NoWayBack

LINE = draw.sources(
    draw.start(),
    draw.user("write"),
    draw.action("count"),
    draw.user("check"),
    draw.user("sign"),
    draw.end(),
    flows="start -> write -> count -> check -> sign -> end",
)
PARALLEL = draw.sources(
    draw.start(),
    draw.user("write"),
    draw.parallel("split"),
    draw.user("left"),
    draw.user("right"),
    draw.parallel("join"),
    draw.user("sign"),
    draw.end(),
    flows="""
        start -> write -> split -> left -> join -> sign -> end
        split -> right -> join
    """,
)
BALLOT = draw.sources(
    draw.start(),
    draw.user("write"),
    draw.user("vote", draw.copies("${members}", "member")),
    draw.user("sign"),
    draw.end(),
    flows="start -> write -> vote -> sign -> end",
)
WATCHED = draw.sources(
    draw.start(),
    draw.subprocess(
        "inside",
        draw.start("in"),
        draw.user("write"),
        draw.boundary("late", "write", draw.timer("2025-12-01T00:00:00+07:00")),
        draw.user("check"),
        draw.end("out"),
        draw.end("too_late"),
        flows="""
            in -> write -> check -> out
            late -> too_late
        """,
    ),
    draw.boundary("withdrawn", "inside", draw.message("withdrawn")),
    draw.user("sign"),
    draw.end(),
    draw.end("gone"),
    flows="""
        start -> inside -> sign -> end
        withdrawn -> gone
    """,
)


def test_what_was_done_can_be_gone_back_to():
    story = Story(LINE).complete("write").complete("check")

    assert story.ways_back == ["check", "count", "write"]


def test_an_earlier_task_opens_anew_with_the_variables_of_today():
    story = Story(LINE).complete("write", title="A").complete("check", right=False)

    story.goes_back("write")

    assert story.open == ["write"]
    [task] = story.state.open_tasks
    known = story.engine().variables(LINE, story.state.document, task.engine_task_id)
    assert (known["title"], known["right"]) == ("A", False)


def test_a_process_that_went_back_goes_on_to_its_end():
    story = Story(LINE).complete("write").complete("check").goes_back("write")

    story.complete("write").complete("check").complete("sign")

    assert story.state.completed
    assert story.actions == ["count", "count"]


def test_going_back_to_a_service_task_carries_it_out_once_more():
    story = Story(LINE).complete("write").goes_back("count")

    assert story.actions == ["count", "count"]
    assert story.open == ["check"]


def test_the_tasks_done_before_keep_their_ids_and_none_is_deleted():
    story = Story(LINE).complete("write").complete("check")
    before = len(story.state.document)
    first = Story(LINE).state.open_tasks[0].engine_task_id

    story.goes_back("write").complete("write").goes_back("write")

    assert story.state.open_tasks[0].engine_task_id != first
    assert len(story.state.document) > before


@pytest.mark.parametrize("done", [(), ("left",)])
def test_while_branches_run_side_by_side_there_is_no_way_back(done):
    story = Story(PARALLEL).complete("write")
    for name in done:
        story.complete(name)

    assert story.ways_back == []
    with pytest.raises(NoWayBack):
        story.goes_back("write")


def test_after_branches_have_met_one_goes_back_before_them_and_never_into_one():
    story = Story(PARALLEL).complete("write").complete("left").complete("right")

    assert story.ways_back == ["write"]
    story.goes_back("write").complete("write").complete("left")
    assert story.open == ["right"]
    assert story.complete("right").open == ["sign"]


def test_a_ballot_in_progress_is_not_touched():
    story = Story(BALLOT, {"members": ["a", "b", "c"]}).complete("write").complete("vote")

    assert story.ways_back == []
    with pytest.raises(NoWayBack):
        story.goes_back("write")
    assert story.open == ["vote", "vote"]


def test_a_ballot_begun_anew_counts_every_member_once():
    story = Story(BALLOT, {"members": ["a", "b"]}).complete("write")
    story.complete("vote").complete("vote").goes_back("write").complete("write")

    story.complete("vote")

    assert story.open == ["vote"]
    assert story.complete("vote").open == ["sign"]


def test_inside_a_subprocess_the_events_around_it_go_on_waiting():
    story = Story(WATCHED).complete("write")

    story.goes_back("write")

    assert (story.open, story.awaited) == (["write"], ["withdrawn"])
    assert list(story.timers) == ["late"]
    assert story.complete("write").complete("check").complete("sign").state.completed


def test_a_deadline_on_a_task_one_went_back_to_still_strikes():
    story = Story(WATCHED).complete("write").goes_back("write")

    story.fire("late")

    assert story.open == ["sign"]


def test_from_behind_a_subprocess_there_is_no_way_into_it():
    story = Story(WATCHED).complete("write").complete("check")

    assert story.ways_back == []


def test_a_process_still_at_hand_goes_back_as_one_that_was_read_does():
    engine = Engine()
    story = Story(LINE)
    story.engine = lambda: engine

    for _ in range(4):
        story.complete("write").complete("check").goes_back("write")

    assert story.complete("write").complete("check").complete("sign").state.completed


def test_what_an_instance_never_did_cannot_be_gone_back_to():
    story = Story(LINE).complete("write")

    with pytest.raises(NoWayBack):
        story.goes_back("sign")


def test_a_finished_instance_does_not_go_back():
    story = Story(LINE).complete("write").complete("check").complete("sign")

    assert story.ways_back == []
