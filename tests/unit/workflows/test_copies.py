from tests.unit.workflows.drawing import (
    action,
    boundary,
    copies,
    end,
    error,
    message,
    node,
    sources,
    start,
    subprocess,
    user,
)
from tests.unit.workflows.story import Story


def test_copies_come_one_after_the_other_until_enough_agree():
    asked = sources(
        start(),
        user(
            "ask",
            copies("people", "person", "${yes}", sequential=True),
            camunda__assignee="${person}",
        ),
        end(),
        flows="start -> ask -> end",
    )
    story = Story(asked, {"people": ["a", "b", "c"]})
    assert [task.assignee for task in story.state.open_tasks] == ["a"]

    story.complete("ask", yes=False)
    assert [task.assignee for task in story.state.open_tasks] == ["b"]
    story.complete("ask", yes=True)

    assert story.state.completed
    assert story.variables == {"people": ["a", "b", "c"], "yes": True}


def test_a_majority_can_end_the_vote_early():
    asked = sources(
        start(),
        user(
            "ask",
            copies("${people + ['z']}", "person", "${nrOfCompletedInstances * 2 > nrOfInstances}"),
        ),
        end(),
        flows="start -> ask -> end",
    )
    story = Story(asked, {"people": ["a", "b"]}).complete("ask")
    assert len(story.state.open_tasks) == 2

    assert story.complete("ask", number=1).state.completed


def test_a_subprocess_can_have_copies_and_be_interrupted_with_all_of_them():
    copied = sources(
        start(),
        subprocess(
            "each",
            start("in"),
            copies("units", "unit"),
            user("deep"),
            end("out"),
            flows="in -> deep -> out",
        ),
        node("boundaryEvent", "stop", message("stop"), attachedToRef="each"),
        end(),
        end("stopped"),
        flows="start -> each -> end \n stop -> stopped",
    )
    story = Story(copied, {"units": [1, 2, 3]}).complete("deep")
    assert story.open == ["deep", "deep"]

    assert story.deliver("stop").state.completed
    assert story.open == []
    story = Story(copied, {"units": [1, 2]}).complete("deep").complete("deep")
    assert story.state.completed


def test_copies_interrupted_by_one_of_them_in_the_same_run_do_nothing_more():
    story = Story(
        sources(
            start(),
            subprocess(
                "each",
                start("in"),
                copies("units", "unit"),
                action("write"),
                end("bad", error("BAD")),
                flows="in -> write -> bad",
            ),
            boundary("caught", "each", error("BAD")),
            end(),
            end("stopped"),
            flows="start -> each -> end \n caught -> stopped",
        ),
        {"units": [1, 2, 3]},
    )

    assert story.state.completed
    assert story.actions == ["write"]


def test_copies_inside_a_subprocess_are_interrupted_with_everything_in_them():
    each = subprocess(
        "each",
        start("in"),
        copies("units", "unit"),
        user("deep"),
        end("out"),
        flows="in -> deep -> out",
    )
    story = Story(
        sources(
            start(),
            subprocess(
                "around",
                start("begin"),
                each,
                boundary("stop", "each", message("stop")),
                user("after"),
                end("done"),
                flows="begin -> each -> done \n stop -> after -> done",
            ),
            end(),
            flows="start -> around -> end",
        ),
        {"units": [1, 2, 3]},
    ).complete("deep")

    assert story.deliver("stop").open == ["after"]
    assert story.complete("after").state.completed
