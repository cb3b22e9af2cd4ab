"""Every way a submission to the province can go, on the shipped diagram."""

import pytest

from tests.unit.bpmn.stepping import Walk
from tests.unit.bpmn.walking import never_reached


def without(call):
    supplemented = call.variables["supplement"]["nomination"]
    return [one for one in call.variables["awaiting"] if one != supplemented]


def submission(**actions):
    answers = {
        "return_nominations": ["N001", "N003"],
        "note_supplement": without,
        "review_supplements": lambda call: call.variables["awaiting"],
        "apply_province_decisions": {"prime_minister": False},
    }
    return Walk("provincial_submission", {"campaign": "2025"}, answers | actions)


def sent(**actions):
    walk = submission(**actions).do("draft_submission")
    return walk.do("sign_submission", signed=True).do("dispatch_submission")


def sent_back_to_the_desk():
    return submission().do("draft_submission").do("sign_submission", signed=False)


def received(**actions):
    return sent(**actions).do("record_receipt")


def accepted(**actions):
    return received(**actions).do("record_province_response", response="accepted")


def decided():
    return accepted().do("record_province_decisions")


def returned(**actions):
    return received(**actions).do("record_province_response", response="returned")


def supplemented():
    walk = returned().deliver("supplement_received", nomination="N003")
    return walk.deliver("supplement_received", nomination="N001").do("redispatch")


def given_up():
    return returned(review_supplements=[]).fire("supplements_reviewed")


def every_clock_runs_out():
    walk = sent().fire("receipt_overdue").do("record_receipt").fire("response_clock")
    return walk.do("record_province_response", response="accepted").fire("appraisal_clock")


PATHS = [sent_back_to_the_desk, decided, supplemented, given_up, every_clock_runs_out]


def test_every_element_and_flow_is_passed():
    assert never_reached("provincial_submission", [path() for path in PATHS]) == set()


def test_a_returned_letter_is_drafted_again():
    assert sent_back_to_the_desk().waiting == ["draft_submission"]


def test_a_decided_submission_tells_the_campaign():
    walk = decided()

    assert walk.state.completed
    assert [(one.message, one.variables) for one in walk.sent] == [
        ("provincial_submission_done", {"prime_minister": False})
    ]


def test_nothing_is_sent_again_before_the_last_supplement():
    walk = returned().deliver("supplement_received", nomination="N001")

    assert walk.waiting == []
    assert walk.deliver("supplement_received", nomination="N003").waiting == ["redispatch"]


def test_a_submission_sent_again_waits_for_the_response():
    walk = supplemented()

    assert walk.waiting == ["record_province_response"]
    assert [one.element_id for one in walk.state.timers] == ["response_clock"]


def test_a_submission_can_be_returned_twice():
    walk = supplemented().do("record_province_response", response="returned")

    walk.deliver("supplement_received", nomination="N001")
    walk.deliver("supplement_received", nomination="N003")

    assert walk.waiting == ["redispatch"]


def test_a_withdrawn_nomination_does_not_hold_the_others_up():
    assert given_up().waiting == ["redispatch"]


def test_a_review_that_changes_nothing_keeps_waiting():
    walk = returned().fire("supplements_reviewed")

    assert [one.message for one in walk.state.messages] == ["supplement_ready"]


@pytest.mark.parametrize(
    ("reached", "clock", "action", "task"),
    [
        (sent, "receipt_overdue", "escalate_receipt", "record_receipt"),
        (received, "response_clock", "escalate_response", "record_province_response"),
        (accepted, "appraisal_clock", "escalate_appraisal", "record_province_decisions"),
    ],
)
def test_a_clock_that_runs_out_escalates_and_takes_no_task_away(reached, clock, action, task):
    walk = reached().fire(clock)

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
def test_statutory_clocks_count_working_days(reached, clock, days):
    walk = reached()

    [timer] = [one for one in walk.state.timers if one.element_id == clock]
    assert (timer.due_at - walk.surroundings.now).days == days
