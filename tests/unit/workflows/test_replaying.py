"""What a recorded case would have become on another version of its diagram."""

from datetime import timedelta

import pytest

from tests.unit.workflows.drawing import (
    action,
    boundary,
    end,
    message,
    node,
    parallel,
    script,
    sources,
    start,
    timer,
    user,
    xor,
)
from tests.unit.workflows.story import NOW
from workflows import Engine, Sources, Telling, Told
from workflows.simulation import (
    Outcome,
    RecordedStep,
    Recording,
    StepKind,
    UnfiredTimer,
    World,
    replay,
    verdict_sentence,
)

DAY = timedelta(days=1)
WORLD = World(lambda moment: {"now": lambda: moment})
CHECKED = action("check", thidua__action="check", camunda__resultVariable="sound")
CHECK = (start(), user("draft"), CHECKED, xor("which"), user("sign"), end("signed"), end("refused"))
FLOWS = """start -> draft -> check -> which -[${sound and score >= 50}]-> sign -> signed
           which -*-> refused"""
ASKED = sources(*CHECK, flows=FLOWS)
TOLD = (Told(Telling.RESULT, "check", "check", True),)


def recorded(drawn: Sources, *steps: RecordedStep, **more: object) -> Recording:
    """Play steps on a diagram and note what happened, as the service would."""
    begun = RecordedStep(StepKind.START, NOW, variables={})
    bare = Recording(drawn, (begun, *steps), (), True, NOW + 30 * DAY)
    trail = replay(Engine(), bare, drawn, WORLD).trail
    noted = RecordedStep(StepKind.START, NOW, variables={}, trail=trail)
    unfired = more.pop("unfired", ())
    return Recording(drawn, (noted, *steps), unfired, more.pop("completed", True), bare.until)


def did(
    element_id: str, day: int, told: tuple[Told, ...] = (), **variables: object
) -> RecordedStep:
    return RecordedStep(StepKind.TASK, NOW + day * DAY, element_id, variables, told=told)


@pytest.fixture
def signed() -> Recording:
    return recorded(ASKED, did("draft", 2, TOLD, score=60), did("sign", 4))


def on(recording: Recording, drawn: Sources, world: World = WORLD):
    return replay(Engine(), recording, drawn, world)


def test_on_the_same_version_it_goes_as_it_went(signed):
    verdict = on(signed, ASKED)

    assert verdict.outcome is Outcome.SAME
    assert verdict_sentence(verdict, {}, "vi") == "Đi đúng như đã ghi."


def test_another_condition_is_told_by_where_the_ways_part(signed):
    stricter = sources(*CHECK, flows=FLOWS.replace("50", "70"))

    verdict = on(signed, stricter)

    assert verdict.outcome is Outcome.DIFFERENT
    assert (verdict.element_id, verdict.was, verdict.now) == ("which", "sign", "refused")
    said = verdict_sentence(verdict, {"sign": "“Ký” (sign)"}, "en")
    assert said == "After which it went to “Ký” (sign), and now goes to refused."


def test_a_step_that_is_new_needs_an_answer_and_names_what_its_form_asks(signed):
    reviewed = sources(
        *CHECK,
        user("review", camunda__formKey="opinion"),
        flows=FLOWS.replace("draft -> check", "draft -> review -> check"),
    )

    verdict = on(signed, reviewed, World(WORLD.functions_at, {"opinion": frozenset({"agreed"})}))

    assert verdict.outcome is Outcome.UNANSWERED
    assert (verdict.element_id, verdict.fields) == ("review", ("agreed",))


def test_a_step_that_is_gone_makes_another_path(signed):
    unsigned = sources(*(one for one in CHECK if 'id="sign"' not in one),
                       flows=FLOWS.replace("sign -> ", ""))  # fmt: skip

    verdict = on(signed, unsigned)

    assert verdict.outcome is Outcome.DIFFERENT
    assert (verdict.element_id, verdict.was, verdict.now) == ("which", "sign", "signed")


def test_an_action_called_for_the_first_time_needs_an_answer(signed):
    weighed = sources(
        *CHECK,
        action("weigh", camunda__resultVariable="weight"),
        flows=FLOWS.replace("sign ->", "weigh -> sign ->"),
    )

    verdict = on(signed, weighed)

    assert verdict.outcome is Outcome.UNANSWERED
    assert (verdict.element_id, verdict.fields) == ("weigh", ("weight",))


def test_an_action_whose_answer_nobody_uses_needs_none(signed):
    told = sources(*CHECK, action("notify"), flows=FLOWS.replace("sign ->", "notify -> sign ->"))

    verdict = on(signed, told)

    assert (verdict.outcome, verdict.now) == (Outcome.DIFFERENT, "notify")


def test_an_action_that_stands_at_another_element_answers_as_it_did(signed):
    moved = CHECKED.replace('"check"', '"verify"', 1).replace('name="check"', 'name="verify"')
    drawn = sources(
        *(moved if one is CHECKED else one for one in CHECK),
        flows=FLOWS.replace("check", "verify"),
    )

    verdict = on(signed, drawn)

    assert (verdict.outcome, verdict.was, verdict.now) == (Outcome.DIFFERENT, "check", "verify")
    assert verdict.trail[-1] == "signed"


def test_the_same_task_may_ask_what_it_did_not_ask_then(signed):
    asking = ASKED.diagram.replace('id="draft"', 'id="draft" camunda:formKey="dossier"')
    drawn = Sources("p", asking)
    world = World(
        WORLD.functions_at,
        asked={"dossier": frozenset({"score", "unity"})},
        asked_before={"dossier": frozenset({"score"})},
    )

    verdict = on(signed, drawn, world)

    assert (verdict.element_id, verdict.fields) == ("draft", ("unity",))


def test_a_step_that_fails_is_where_the_case_is_stuck(signed):
    broken = sources(*CHECK, flows=FLOWS.replace("score >= 50", "points >= 50"))

    verdict = on(signed, broken)

    assert (verdict.outcome, verdict.element_id) == (Outcome.STUCK, "which")
    assert "points" in verdict.reason


def test_a_message_that_never_came_is_where_the_case_is_stuck(signed):
    waiting = sources(
        *CHECK,
        node("receiveTask", "hear", messageRef="message_word"),
        flows=FLOWS.replace("sign ->", "sign -> hear ->"),
    )

    verdict = on(signed, waiting)

    assert (verdict.outcome, verdict.element_id) == (Outcome.STUCK, "hear")
    assert "never came" in verdict_sentence(verdict, {}, "en")


def test_a_join_nothing_comes_to_is_where_the_case_is_stuck(signed):
    joined = sources(
        *(start(), user("draft"), xor("which"), parallel("join"), script("late", "a = 1"), end()),
        flows="""start -> draft -> which -[${score > 1}]-> join -> end
                 which -*-> late -> join""",
    )

    verdict = on(signed, joined)

    assert (verdict.outcome, verdict.element_id) == (Outcome.STUCK, "which")


def timed(days: int) -> Sources:
    return sources(
        start(),
        user("work"),
        boundary("late", "work", timer(f"P{days}D", "timeDuration")),
        end(),
        end("over"),
        flows="start -> work -> end \n late -> over",
    )


def test_a_timer_that_is_now_shorter_fires_before_the_answer_came():
    case = recorded(timed(9), did("work", 5), unfired=(UnfiredTimer("late", 0, NOW + 9 * DAY),))

    assert on(case, timed(7)).outcome is Outcome.SAME
    shorter = on(case, timed(3))
    assert (shorter.outcome, shorter.was, shorter.now) == (Outcome.DIFFERENT, "work", "late")


def test_a_timer_that_fired_fires_again_at_whatever_moment_it_is_due_now():
    fired = {"occurrence": 0, "due_at": NOW + 9 * DAY}
    late = RecordedStep(StepKind.TIMER, NOW + 9 * DAY, "late", **fired)
    ended = (user("end"), end("closed"))
    drawn, sooner, later = (
        sources(
            *(start(), user("work"), boundary("late", "work", timer(f"P{days}D", "timeDuration"))),
            *(end("done"), *ended),
            flows="start -> work -> done \n late -> end -> closed",
        )
        for days in (9, 3, 90)
    )
    case = recorded(drawn, late, did("end", 12))

    assert on(case, sooner).outcome is Outcome.SAME
    assert (on(case, later).outcome, on(case, later).element_id) == (Outcome.UNANSWERED, "work")


def test_a_timer_that_nobody_fired_in_time_does_not_fire_in_a_replay():
    late = (UnfiredTimer("late", 0, NOW + 3 * DAY),)
    case = recorded(timed(9), did("work", 5))
    case = Recording(timed(3), case.steps, late, True, case.until)

    assert on(case, timed(3)).outcome is Outcome.SAME


def test_a_running_case_is_replayed_as_far_as_it_has_come(signed):
    running = Recording(ASKED, signed.steps[:2], (), False, NOW + 3 * DAY)
    trail = on(running, ASKED).trail
    begun = RecordedStep(StepKind.START, NOW, trail=trail)
    running = Recording(ASKED, (begun, signed.steps[1]), (), False, NOW + 3 * DAY)

    assert on(running, ASKED).outcome is Outcome.SAME
    stricter = sources(*CHECK, flows=FLOWS.replace("50", "70"))
    assert on(running, stricter).outcome is Outcome.DIFFERENT


def test_what_came_by_message_comes_again():
    told = sources(
        start(),
        user("work"),
        boundary("stop", "work", message("stop")),
        end(),
        end("stopped"),
        flows="start -> work -> end \n stop -> stopped",
    )
    step = RecordedStep(StepKind.MESSAGE, NOW + DAY, "stop", {"why": "x"})

    assert recorded(told, step).trail[-1] == "stopped"
    assert on(recorded(told, step), told).outcome is Outcome.SAME


def test_steps_that_changed_places_make_another_path():
    both = (user("first"), user("second"))
    drawn = sources(start(), *both, end(), flows="start -> first -> second -> end")
    swapped = sources(start(), *both, end(), flows="start -> second -> first -> end")
    case = recorded(drawn, did("first", 1), did("second", 2))

    verdict = on(case, swapped)

    assert verdict.outcome is Outcome.DIFFERENT
    assert (verdict.element_id, verdict.was, verdict.now) == ("start", "first", "second")


def test_steps_that_now_follow_each_other_make_another_path_though_their_order_is_the_same():
    both = (user("first"), user("second"), parallel("both"), parallel("done"))
    beside = sources(
        *(start(), *both, end()),
        flows="""start -> both -> first -> done -> end
                 both -> second -> done""",
    )
    after = sources(
        *(start(), *both, end()),
        flows="""start -> both -> first -> second -> done -> end
                 both -> done""",
    )
    case = recorded(beside, did("first", 1), did("second", 2))

    verdict = on(case, after)

    assert (verdict.outcome, verdict.element_id) == (Outcome.DIFFERENT, "both")
    assert verdict.was != verdict.now


def hearing(element_id: str, word: str) -> Sources:
    return sources(
        *(start(), node("receiveTask", element_id, messageRef=f"message_{word}"), end()),
        flows=f"start -> {element_id} -> end",
    )


def test_a_message_is_heard_by_its_name_wherever_it_is_waited_for():
    came = RecordedStep(StepKind.MESSAGE, NOW + DAY, "hear", {})
    case = recorded(hearing("hear", "word"), came)

    assert on(case, hearing("listen", "word")).now == "listen"
    other = on(case, hearing("hear", "other"))
    assert (other.outcome, other.element_id) == (Outcome.STUCK, "hear")


def test_a_task_that_is_given_another_form_may_ask_what_nobody_was_asked(signed):
    asking = ASKED.diagram.replace('id="sign"', 'id="sign" camunda:formKey="opinion"')
    forms = {"opinion": frozenset({"agreed"})}

    verdict = on(signed, Sources("p", asking), World(WORLD.functions_at, forms, forms))

    assert (verdict.outcome, verdict.element_id) == (Outcome.UNANSWERED, "sign")
    assert verdict.fields == ("agreed",)
