"""An element that counts as done because somebody decided so."""

import pytest

from tests.unit.workflows import drawing as draw
from tests.unit.workflows.story import Story
from workflows import Skip, Skippable, Skipping, StepFailed


def chain(element, **tables):
    return draw.sources(
        draw.start(),
        draw.user("work"),
        element,
        draw.user("after"),
        draw.end(),
        flows="start -> work -> x -> after -> end",
        **tables,
    )


FORKED = draw.sources(
    draw.start(),
    draw.user("work"),
    draw.xor("fork"),
    draw.user("high"),
    draw.user("low"),
    draw.end(),
    flows="""
        start -> work -> fork
        fork -[${answer > 1}]-> high -> end
        fork -[${answer > 2}]-> low -> end
    """,
)
FAILING = {
    "script": draw.script("x", "share = 1 / none"),
    "service": draw.action("x", camunda__resultVariable="share", thidua__parameters="${1 / none}"),
    "timer": draw.catch("x", draw.timer("${1 / none}")),
    "message": draw.throw(
        "x", draw.message("word"), thidua__toProcess="p", thidua__toKey="${1 / none}"
    ),
}


def skipping(story, element, **skip):
    story.surroundings = Skipping(story.surroundings, {element: Skip(**skip)})
    return story


@pytest.mark.parametrize("kind", FAILING)
def test_an_element_that_fails_can_be_passed_over_with_what_it_would_have_set(kind):
    story = Story(chain(FAILING[kind]), {"none": 0})
    with pytest.raises(StepFailed):
        story.complete("work")

    skipping(story, "x", variables={"share": 7}).complete("work")

    assert story.open == ["after"]
    assert story.variables["share"] == 7
    assert story.state.sent == ()


def test_a_gateway_that_finds_no_way_takes_the_one_decided_upon():
    story = Story(FORKED, {"answer": 0})
    with pytest.raises(StepFailed):
        story.complete("work")

    skipping(story, "fork", flow="fork_low").complete("work")

    assert story.open == ["low"]
    assert "fork_low" in story.state.trail


def test_an_element_is_passed_over_once_and_carried_out_the_next_time():
    story = Story(chain(draw.action("x", camunda__resultVariable="share")), {"none": 0})
    skipping(story, "x", variables={"share": 1}).complete("work").goes_back("work")

    story.surroundings = story.surroundings._surroundings
    story.complete("work")

    assert story.actions == ["x"]


def test_what_waits_keeps_waiting_with_variables_set_anew():
    story = Story(chain(FAILING["script"]), {"none": 0})

    story.sets("work", none=2).complete("work")

    assert story.open == ["after"]
    assert story.variables["share"] == 0.5


REFUSED = {
    "a person's task": draw.user("x"),
    "one of many": draw.action("x", draw.copies("${members}", "member")),
    "a subprocess": draw.subprocess("x", draw.start("i"), draw.end("o"), flows="i -> o"),
}


@pytest.mark.parametrize("element", REFUSED.values(), ids=REFUSED)
def test_what_no_one_decision_stands_for_cannot_be_skipped(element):
    sources = chain(element)

    assert Story(sources, {"members": []}).engine().skippable(sources, "x") is None


def test_a_gateway_says_which_ways_it_has():
    engine = Story(FORKED, {"answer": 2}).engine()

    assert engine.skippable(FORKED, "fork") == Skippable("fork", ("fork_high", "fork_low"))
    assert engine.skippable(FORKED, "nowhere") is None
