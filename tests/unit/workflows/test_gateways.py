import pytest

from tests.unit.workflows.drawing import (
    action,
    catch,
    draw,
    end,
    event_gateway,
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
from tests.unit.workflows.stock import stock
from tests.unit.workflows.story import Story
from workflows import Sources, StepFailed

AWAIT = sources(
    start(),
    xor("again"),
    event_gateway("await"),
    catch("granted", message("award_result")),
    catch("returned", message("returned_by_province")),
    user("supplement"),
    end(),
    flows="""start -> again -> await -> granted -> end
             await -> returned -> supplement -> again""",
)


def test_the_first_of_two_messages_ends_the_waiting_for_the_other():
    story = Story(AWAIT)
    assert story.awaited == ["granted", "returned"]

    story.deliver("granted", granted=True)

    assert story.state.completed
    assert story.state.trail == (
        "await_granted",
        "granted",
        "granted_end",
        "end",
    )


def test_the_waiting_begins_anew_each_time_the_loop_comes_round():
    story = Story(AWAIT)
    for number in range(4):
        story.deliver("returned", missing=[number])
        assert (story.open, story.awaited) == (["supplement"], [])
        story.complete("supplement")
        assert story.awaited == ["granted", "returned"]

    assert story.deliver("granted").state.completed
    assert story.variables["missing"] == [3]


def test_a_message_or_a_deadline_whichever_comes_first():
    either = sources(
        start(),
        event_gateway("wait"),
        catch("settled", message("settled")),
        catch("deadline", timer("P5D", "timeDuration")),
        catch("later", timer("P9D", "timeDuration")),
        action("escalate"),
        xor("merged"),
        user("consolidate"),
        end(),
        flows="""start -> wait -> settled -> merged -> consolidate -> end
                 wait -> deadline -> escalate -> merged
                 wait -> later -> merged""",
    )
    story = Story(either)
    assert sorted(story.timers) == ["deadline", "later"]

    story.fire("deadline")

    assert (story.open, story.timers, story.awaited) == (["consolidate"], {}, [])
    assert story.complete("consolidate").state.completed
    assert Story(either).deliver("settled").open == ["consolidate"]


def test_an_exclusive_gateway_takes_the_first_flow_that_holds_else_the_default():
    choice = sources(
        start(),
        xor("choose"),
        *(end(name) for name in ("low", "high", "other")),
        flows="""start -> choose
                 choose -*-> other
                 choose -[${points >= 70}]-> high
                 choose -[${points >= 50}]-> low""",
    )

    assert Story(choice, {"points": 90}).state.trail[-1] == "high"
    assert Story(choice, {"points": 60}).state.trail[-1] == "low"
    assert Story(choice, {"points": 10}).state.trail[-1] == "other"


def shape(element_id: str, y: int) -> str:
    return (
        f'<di:BPMNShape bpmnElement="{element_id}"><dc:Bounds x="0" y="{y}" width="9" height="9"/>'
        "</di:BPMNShape>"
    )


def test_an_exclusive_gateway_asks_no_further_once_a_condition_holds():
    drawn = sources(
        *(start(), user("ask"), xor("which"), end("none"), end("good"), end("other")),
        flows="""start -> ask -> which -[${found is None}]-> none
                 which -[${found['mark'] == 'good'}]-> good
                 which -*-> other""",
    )

    assert Story(drawn).complete("ask", found=None).state.completed


def test_moving_a_shape_does_not_change_which_condition_is_asked_first():
    diagram = draw(
        start(),
        xor("choose"),
        *(end(name) for name in ("first", "second", "other")),
        flows="""start -> choose -[${a}]-> first
                 choose -[${a}]-> second
                 choose -*-> other""",
    )
    drawing = (
        '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><di:BPMNPlane>'
        f"{shape('first', 300)}{shape('second', 100)}</di:BPMNPlane></di:BPMNDiagram>"
    )
    placed = diagram.replace("</definitions>", f"{drawing}</definitions>")
    library = stock(placed.replace("${a}", "a"), a=True)
    assert library.last_task.task_spec.name == "End"
    assert library.get_tasks(spec_name="second")

    assert Story(Sources("p", placed), {"a": True}).state.trail[-1] == "first"


def test_two_flows_to_the_same_element_are_told_apart():
    doubled = sources(
        start(),
        xor("choose"),
        end(),
        node("sequenceFlow", "second", sourceRef="choose", targetRef="end"),
        flows="start -> choose -[${x}]-> end",
    )
    assert "choose_end" in Story(doubled, {"x": True}).state.trail
    assert "second" in Story(doubled, {"x": False}).state.trail


def test_no_condition_and_no_default_stops_the_run_and_names_the_gateway():
    stuck = sources(
        start(),
        xor("choose"),
        end(),
        end("other"),
        flows="start -> choose -[${no}]-> end \n choose -[${no}]-> other",
    )
    with pytest.raises(StepFailed, match="choose: no condition holds"):
        Story(stuck, {"no": False})


BRANCHES = sources(
    start(),
    parallel("split"),
    user("a"),
    user("b"),
    script("own", "own = True"),
    parallel("join"),
    user("after"),
    end(),
    flows="start -> split -> a -> own -> join -> after -> end \n split -> b -> join",
)


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_branches_that_meet_bring_what_each_of_them_changed(order):
    story = Story(BRANCHES, {"x": 0, "y": 0, "z": 0})
    changes = {"a": {"x": 1}, "b": {"y": 2}}

    for branch in order:
        assert story.open != ["after"]
        story.complete(branch, **changes[branch])

    assert story.open == ["after"]
    assert story.complete("after").variables == {"x": 1, "y": 2, "z": 0, "own": True}
    assert story.state.completed


def test_branches_can_part_and_meet_once_a_round():
    rounds = sources(
        start(),
        xor("again"),
        parallel("split"),
        user("a"),
        user("b"),
        parallel("join"),
        xor("more"),
        end(),
        flows="""start -> again -> split -> a -> join -> more -[${more}]-> again
                 split -> b -> join
                 more -*-> end""",
    )
    story = Story(rounds, {"more": True})
    for _ in range(3):
        assert story.open == ["a", "b"]
        story.complete("b").complete("a")

    story.complete("a", more=False).complete("b")

    assert story.state.completed


def test_three_branches_wait_for_the_slowest():
    three = sources(
        start(),
        parallel("split"),
        *(user(name) for name in "abc"),
        parallel("join"),
        end(),
        flows="start -> split -> a -> join -> end \n split -> b -> join \n split -> c -> join",
    )
    story = Story(three).complete("b").complete("c")
    assert not story.state.completed

    assert story.complete("a").state.completed


def test_a_branch_that_ends_early_does_not_end_the_process():
    early = sources(
        start(),
        parallel("split"),
        user("a"),
        user("b"),
        end("end_a"),
        end("end_b"),
        flows="start -> split -> a -> end_a \n split -> b -> end_b",
    )
    story = Story(early).complete("a", x=1)
    assert not story.state.completed

    assert story.complete("b", y=2).state.completed
    assert story.variables == {"x": 1, "y": 2}


def test_a_terminate_end_event_ends_everything_beside_it():
    ended = sources(
        start(),
        parallel("split"),
        subprocess("inner", start("in"), user("deep"), end("out"), flows="in -> deep -> out"),
        user("stop"),
        end("over"),
        end("now", "<terminateEventDefinition/>"),
        flows="start -> split -> inner -> over \n split -> stop -> now",
    )
    story = Story(ended).complete("stop", why="done")

    assert story.state.completed
    assert story.open == []
    assert story.variables["why"] == "done"
