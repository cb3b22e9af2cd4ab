"""Conditions that may let several flows be taken: out of tasks, and at inclusive gateways."""

from itertools import chain, combinations

import pytest

from tests.unit.workflows.drawing import (
    boundary,
    catch,
    copies,
    end,
    link,
    node,
    parallel,
    script,
    sources,
    start,
    subprocess,
    throw,
    timer,
    user,
    xor,
)
from tests.unit.workflows.story import Story
from workflows import Engine, StepFailed

OUT = """work -[${a}]-> one -> done1
         work -[${b}]-> two -> done2
         work -*-> other -> done3"""
ENDS = tuple(end(f"done{number}") for number in (1, 2, 3))
USERS = tuple(user(name) for name in ("one", "two", "other"))


def inclusive(node_id: str) -> str:
    return node("inclusiveGateway", node_id)


@pytest.mark.parametrize(
    ("a", "b", "taken"),
    [
        (True, False, ["one"]),
        (False, True, ["two"]),
        (True, True, ["one", "two"]),
        (False, False, ["other"]),
    ],
)
@pytest.mark.parametrize(
    "work",
    [
        user("work"),
        user("work", copies("[1]", "n")),
        user("work") + boundary("late", "work", timer("P1D", "timeDuration")) + end("gone"),
        subprocess("work", start("in"), user("deep"), end("out"), flows="in -> deep -> out"),
    ],
    ids=["task", "copies", "boundary", "subprocess"],
)
def test_every_flow_out_of_a_task_whose_condition_holds_is_taken(work, a, b, taken):
    late = "late -> gone" if "boundaryEvent" in work else ""
    drawn = sources(start(), work, *USERS, *ENDS, flows=f"start -> work \n {OUT} \n {late}")
    Engine().check(drawn)

    story = Story(drawn)
    story.complete(story.open[0], a=a, b=b)

    assert story.open == taken
    assert [flow for flow in story.state.trail if flow.startswith("work_")] == [
        f"work_{name}" for name in taken
    ]
    assert "work" in story.state.trail
    for name in taken:
        story.complete(name)
    assert story.state.completed


def test_a_flow_without_a_condition_beside_one_with_is_always_taken():
    drawn = sources(
        start(),
        user("work"),
        *USERS[:2],
        *ENDS[:2],
        flows="start -> work -[${a}]-> one -> done1 \n work -> two -> done2",
    )

    assert Story(drawn).complete("work", a=True).open == ["one", "two"]
    assert Story(drawn).complete("work", a=False).open == ["two"]


def test_a_task_can_lead_back_to_itself_under_a_condition():
    drawn = sources(start(), user("work"), end(), flows="start -> work -[${again}]-> work -*-> end")
    Engine().check(drawn)
    story = Story(drawn)
    for _ in range(3):
        assert story.complete("work", again=True).open == ["work"]
    assert "work_work" in story.state.trail

    assert story.complete("work", again=False).state.completed


def test_no_condition_and_no_default_stops_the_run_and_names_the_task():
    drawn = sources(start(), user("work"), end(), flows="start -> work -[${a}]-> end")

    with pytest.raises(StepFailed, match=r"^work: no condition holds"):
        Story(drawn).complete("work", a=False)


ASKED = sources(
    start(),
    user("choose"),
    inclusive("split"),
    *(user(name) for name in "abc"),
    user("none"),
    inclusive("join"),
    user("after"),
    end(),
    flows="""start -> choose -> split
             split -[${'a' in chosen}]-> a -> join -> after -> end
             split -[${'b' in chosen}]-> b -> join
             split -[${'c' in chosen}]-> c -> join
             split -*-> none -> join""",
)
CHOICES = list(chain.from_iterable(combinations("abc", size) for size in range(4)))


@pytest.mark.parametrize("chosen", CHOICES, ids="".join)
def test_an_inclusive_join_waits_for_what_the_inclusive_split_has_taken(chosen):
    Engine().check(ASKED)
    story = Story(ASKED).complete("choose", chosen=list(chosen))
    taken = list(chosen) or ["none"]
    assert story.open == taken

    for number, name in enumerate(reversed(taken), start=1):
        story.complete(name, **{name: True})
        assert story.open == (["after"] if number == len(taken) else taken[:-number])

    assert story.complete("after").state.completed
    assert all(story.variables[name] for name in taken)


def test_an_inclusive_join_does_not_overtake_a_branch_that_is_on_its_way_in_the_same_step():
    drawn = sources(
        start(),
        inclusive("split"),
        script("quick", "quick = True"),
        script("slow", "slow = True"),
        script("slower", "slower = True"),
        inclusive("join"),
        script("count", "count = count + 1"),
        end(),
        flows="""start -> split
                 split -[${1 == 1}]-> join -> count -> end
                 split -[${1 == 1}]-> slow -> slower -> join
                 split -*-> quick -> join""",
    )

    assert Story(drawn, {"count": 0}).variables["count"] == 1


def test_an_inclusive_join_does_not_wait_for_a_branch_that_has_left_for_elsewhere():
    drawn = sources(
        start(),
        parallel("split"),
        user("a"),
        user("b"),
        xor("stay"),
        inclusive("join"),
        user("after"),
        end(),
        end("gone"),
        flows="""start -> split -> a -> join -> after -> end
                 split -> b -> stay -[${stay}]-> join
                 stay -*-> gone""",
    )
    Engine().check(drawn)

    story = Story(drawn).complete("a")
    assert story.open == ["b"]
    assert story.complete("b", stay=False).open == ["after"]
    assert Story(drawn).complete("a").complete("b", stay=True).open == ["after"]


def test_an_inclusive_pair_can_be_gone_through_again_and_again():
    drawn = sources(
        start(),
        xor("again"),
        inclusive("split"),
        user("a"),
        user("b"),
        inclusive("join"),
        xor("more"),
        end(),
        flows="""start -> again -> split -[${x}]-> a -> join -> more -[${more}]-> again
                 split -*-> b -> join
                 more -*-> end""",
    )
    Engine().check(drawn)
    story = Story(drawn, {"x": True})
    for round_ in range(3):
        story.complete("a" if round_ % 2 == 0 else "b", x=round_ % 2 == 1, more=True)

    story.complete(story.open[0], more=False)

    assert story.state.completed


def test_an_inclusive_split_into_a_parallel_join_is_refused_as_a_deadlock():
    drawn = sources(
        start(),
        inclusive("split"),
        user("a"),
        user("b"),
        parallel("join"),
        end(),
        flows="start -> split -[${x}]-> a -> join -> end \n split -*-> b -> join",
    )

    assert {one.rule for one in Engine().lint(drawn)} >= {"deadlock"}


def test_an_inclusive_split_into_an_exclusive_merge_is_refused_as_running_twice():
    drawn = sources(
        start(),
        inclusive("split"),
        *(user(name) for name in "abc"),
        xor("merge"),
        user("after"),
        end(),
        flows="""start -> split -[${x}]-> a -> merge -> after -> end
                 split -[${y}]-> b -> merge
                 split -*-> c -> merge""",
    )

    assert {one.rule for one in Engine().lint(drawn)} == {"merge-without-join", "no-interchange"}


def linked(*more: str) -> list[str]:
    return [user("a"), throw("leave", link("on")), catch("come", link("on")), user("b"), *more]


def test_a_link_goes_on_where_it_is_caught():
    drawn = sources(start(), *linked(end()), flows="start -> a -> leave \n come -> b -> end")
    Engine().check(drawn)
    story = Story(drawn, {"x": 1}).complete("a", x=2)

    assert story.open == ["b"]
    assert story.state.trail == ("a", "a_leave", "leave", "come", "come_b")
    assert story.complete("b").variables == {"x": 2}


def test_several_links_may_lead_to_one_place_and_back_in_a_loop():
    drawn = sources(
        start(),
        *linked(),
        xor("more"),
        throw("back", link("on")),
        end(),
        flows="start -> a -> leave \n come -> b -> more -[${more}]-> back \n more -*-> end",
    )
    Engine().check(drawn)
    story = Story(drawn).complete("a").complete("b", more=True).complete("b", more=True)

    assert story.open == ["b"]
    assert story.complete("b", more=False).state.completed


def test_links_of_one_name_in_two_scopes_are_two_links():
    inner = subprocess(
        "inner",
        start("in"),
        user("deep"),
        throw("t", link("on")),
        catch("c", link("on")),
        end("out"),
        flows="in -> deep -> t \n c -> out",
    )
    drawn = sources(
        start(), inner, *linked(end()), flows="start -> inner -> a -> leave \n come -> b -> end"
    )
    Engine().check(drawn)

    assert Story(drawn).complete("deep").complete("a").complete("b").state.completed


def test_a_link_out_of_one_parallel_branch_into_the_join_is_understood_by_the_gate():
    drawn = sources(
        start(),
        parallel("split"),
        user("a"),
        user("b"),
        throw("leave", link("on")),
        catch("come", link("on")),
        parallel("join"),
        end(),
        flows="start -> split -> a -> leave \n come -> join -> end \n split -> b -> join",
    )
    Engine().check(drawn)

    assert Story(drawn).complete("b").complete("a").state.completed
