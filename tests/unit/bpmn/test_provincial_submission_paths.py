"""Every way a submission to the province can go, on the shipped diagram."""

import pytest

from tests.support.walks import Walk, untouched


def without(call):
    supplemented = call.variables["supplement"]["nomination"]
    return [one for one in call.variables["awaiting"] if one != supplemented]


def submission(engine, **actions):
    answers = {
        "return_nominations": ["N001", "N003"],
        "note_supplement": without,
        "review_supplements": lambda call: call.variables["awaiting"],
        "apply_province_decisions": {"prime_minister": False},
    }
    return Walk(engine, "provincial_submission", {"campaign": "2025"}, answers | actions)


def sent(engine, **actions):
    walk = submission(engine, **actions).do("draft_submission")
    return walk.do("sign_submission", signed=True).do("dispatch_submission")


def sent_back_to_the_desk(engine):
    return submission(engine).do("draft_submission").do("sign_submission", signed=False)


def received(engine, **actions):
    return sent(engine, **actions).do("record_receipt")


def accepted(engine, **actions):
    return received(engine, **actions).do("record_province_response", response="accepted")


def decided(engine):
    return accepted(engine).do("record_province_decisions")


def returned(engine, **actions):
    return received(engine, **actions).do("record_province_response", response="returned")


def supplemented(engine):
    walk = returned(engine).deliver("supplement_ready", nomination="N003")
    return walk.deliver("supplement_ready", nomination="N001").do("redispatch")


def given_up(engine):
    return returned(engine, review_supplements=[]).fire("supplements_reviewed")


def every_clock_runs_out(engine):
    walk = sent(engine).fire("receipt_overdue").do("record_receipt").fire("response_clock")
    return walk.do("record_province_response", response="accepted").fire("appraisal_clock")


PATHS = [sent_back_to_the_desk, decided, supplemented, given_up, every_clock_runs_out]


def test_every_element_and_flow_is_passed(engine):
    assert untouched(engine, "provincial_submission", [path(engine) for path in PATHS]) == set()


def test_a_returned_letter_is_drafted_again(engine):
    assert sent_back_to_the_desk(engine).waiting == ["draft_submission"]


def test_a_decided_submission_tells_the_campaign(engine):
    walk = decided(engine)

    assert walk.state.completed
    assert [(one.message, one.variables) for one in walk.sent] == [
        ("provincial_submission_done", {"prime_minister": False})
    ]


def test_nothing_is_sent_again_before_the_last_supplement(engine):
    walk = returned(engine).deliver("supplement_ready", nomination="N001")

    assert walk.waiting == []
    assert walk.deliver("supplement_ready", nomination="N003").waiting == ["redispatch"]


def test_a_submission_sent_again_waits_for_the_response(engine):
    walk = supplemented(engine)

    assert walk.waiting == ["record_province_response"]
    assert [one.element_id for one in walk.state.timers] == ["response_clock"]


def test_a_submission_can_be_returned_twice(engine):
    walk = supplemented(engine).do("record_province_response", response="returned")

    walk.deliver("supplement_ready", nomination="N001")
    walk.deliver("supplement_ready", nomination="N003")

    assert walk.waiting == ["redispatch"]


def test_a_withdrawn_nomination_does_not_hold_the_others_up(engine):
    assert given_up(engine).waiting == ["redispatch"]


def test_a_review_that_changes_nothing_keeps_waiting(engine):
    walk = returned(engine).fire("supplements_reviewed")

    assert [one.message for one in walk.state.messages] == ["supplement_ready"]


@pytest.mark.parametrize(
    ("reached", "clock", "action", "task"),
    [
        (sent, "receipt_overdue", "escalate_receipt", "record_receipt"),
        (received, "response_clock", "escalate_response", "record_province_response"),
        (accepted, "appraisal_clock", "escalate_appraisal", "record_province_decisions"),
    ],
)
def test_a_clock_that_runs_out_escalates_and_takes_no_task_away(
    engine, reached, clock, action, task
):
    walk = reached(engine).fire(clock)

    assert walk.actions[-1] == action
    assert walk.waiting == [task]


@pytest.mark.parametrize(
    ("reached", "clock", "days"),
    [
        (sent, "receipt_overdue", 5),
        (received, "response_clock", 5),
        (accepted, "appraisal_clock", 20),
    ],
)
def test_statutory_clocks_count_working_days(engine, reached, clock, days):
    walk = reached(engine)

    [timer] = [one for one in walk.state.timers if one.element_id == clock]
    assert (timer.due_at - walk.surroundings.now).days == days
