"""Events that wait for a condition on what is known of the case."""

from xml.sax.saxutils import escape

from tests.unit.workflows.drawing import (
    boundary,
    catch,
    end,
    event_subprocess,
    parallel,
    script,
    sources,
    start,
    subprocess,
    user,
)
from tests.unit.workflows.story import Story
from workflows import Engine, Given
from workflows.kinds import NUMBER


def condition(text: str) -> str:
    return (
        '<conditionalEventDefinition><condition xsi:type="tFormalExpression">'
        f"${{{escape(text)}}}</condition></conditionalEventDefinition>"
    )


WATCHED = sources(
    start(),
    parallel("split"),
    user("a"),
    user("b"),
    parallel("join"),
    end(),
    event_subprocess(
        "aside",
        condition("urgent"),
        user("hurry"),
        end("seen"),
        flows="aside_start -> hurry -> seen",
        interrupts=False,
    ),
    flows="start -> split -> a -> join -> end \n split -> b -> join",
)


def test_a_condition_is_asked_once_its_variables_are_known():
    story = Story(WATCHED)
    assert story.open == ["a", "b"]

    story.complete("a", urgent=True)

    assert story.open == ["b", "hurry"]
    story.complete("hurry").complete("b")
    assert story.state.completed


def test_a_condition_that_goes_on_holding_happens_once_and_again_when_it_comes_back():
    rounds = sources(
        start(),
        user("work"),
        user("more"),
        user("still"),
        end(),
        event_subprocess(
            "aside",
            condition("urgent"),
            script("count", "count = count + 1"),
            end("seen"),
            flows="aside_start -> count -> seen",
            interrupts=False,
        ),
        flows="start -> work -> more -> still -> end",
    )
    story = Story(rounds, {"urgent": True, "count": 0})
    counts = [story.state.trail.count("count")]
    for element, urgent in (("work", True), ("more", False), ("still", True)):
        story.complete(element, urgent=urgent)
        counts.append(story.state.trail.count("count"))

    assert counts == [1, 0, 0, 1]


def test_a_condition_on_a_boundary_interrupts_before_the_next_step_is_taken():
    guarded = sources(
        start(),
        subprocess(
            "inner",
            start("in"),
            user("ask", camunda__formKey="sheet"),
            user("next"),
            end("out"),
            flows="in -> ask -> next -> out",
        ),
        boundary("stop", "inner", condition("points < 50")),
        user("mend"),
        end(),
        end("gone"),
        flows="start -> inner -> end \n stop -> mend -> gone",
    )
    Engine().check(guarded, Given({"sheet": {"points": NUMBER}}, {}))

    assert Story(guarded).complete("ask", points=40).open == ["mend"]
    assert Story(guarded).complete("ask", points=60).open == ["next"]


def test_a_branch_waits_for_what_the_other_one_learns():
    waiting = sources(
        start(),
        parallel("split"),
        user("grade"),
        catch("good", condition("points > 70")),
        user("praise"),
        user("better"),
        parallel("join"),
        end(),
        flows="""start -> split -> grade -> better -> join -> end
                 split -> good -> praise -> join""",
    )
    story = Story(waiting).complete("grade", points=60)
    assert story.open == ["better"]

    story.complete("better", points=80)

    assert story.open == ["praise"]
    assert story.complete("praise").state.completed


def test_a_condition_that_holds_already_is_passed_at_once():
    waiting = sources(
        start(),
        catch("good", condition("points > 70")),
        user("after"),
        end(),
        flows="start -> good -> after -> end",
    )

    assert Story(waiting, {"points": 71}).open == ["after"]


def test_a_condition_on_a_variable_nothing_sets_is_refused():
    unset = sources(
        start(),
        user("work"),
        boundary("b", "work", condition("urgnt")),
        end(),
        end("gone"),
        flows="start -> work -> end \n b -> gone",
    )

    found = Engine().lint(unset, Given({}, {}))

    assert [(one.rule, one.element_id) for one in found if one.severity == "error"] == [
        ("unknown-variable", "b")
    ]
