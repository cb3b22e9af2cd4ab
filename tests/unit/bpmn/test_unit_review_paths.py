import pytest

from tests.unit.bpmn.walking import NOW, Path, Walk, never_reached

STARTED = {"campaign": "2025", "unit": "VP", "late_deadline": None}
UNIT_VOTE = {"unit_vote": [{"body": "unit"}]}
QUORATE = {"quorate": True, "passed": 1}
PROPOSED = (("propose_nominee", {"more": "add"}), ("propose_nominee", {"more": "finish"}))

PATHS = {
    "reminded twice, met twice, endorsed at the second try": Path(
        (
            *PROPOSED,
            ("reminder_5", {}),
            ("hold_meeting", {}),
            ("hold_meeting", {}),
            ("reminder_1", {}),
            ("endorse_list", {"endorsed": False}),
            ("hold_meeting", {}),
            ("endorse_list", {"endorsed": True}),
        ),
        "review_over",
        {"record_meeting": [{"quorate": False, "passed": 0}, QUORATE]},
        UNIT_VOTE,
    ),
    "accepted late": Path(
        (
            *PROPOSED,
            ("unit_deadline", {}),
            ("decide_late_unit", {"accept": True}),
            ("propose_nominee", {"more": "finish"}),
            ("hold_meeting", {}),
            ("endorse_list", {"endorsed": True}),
        ),
        "review_over",
        {"record_meeting": [QUORATE], "accept_late_unit": ["2025-12-20T00:00:00+07:00"]},
        UNIT_VOTE,
    ),
    "closed at the deadline": Path(
        (("unit_deadline", {}), ("decide_late_unit", {"accept": False})), "unit_closed"
    ),
}


def walk(name):
    return Walk("unit_review", STARTED, PATHS[name])


@pytest.mark.parametrize("name", PATHS)
def test_a_unit_review_reaches_its_end(name):
    walked = walk(name)

    assert walked.state.completed
    assert PATHS[name].ends_at in walked.trail


def test_every_way_through_a_unit_review_can_be_walked():
    assert never_reached("unit_review", [walk(name) for name in PATHS]) == set()


def test_a_unit_accepted_late_gets_a_new_deadline():
    path = Path(
        (("unit_deadline", {}), ("decide_late_unit", {"accept": True})),
        "",
        {"accept_late_unit": ["2025-12-20T00:00:00+07:00"]},
    )

    walked = Walk("unit_review", STARTED, path)

    due = {timer.element_id: timer.due_at for timer in walked.state.timers}
    assert due["unit_deadline"].isoformat() == "2025-12-19T17:00:00+00:00"
    assert due["unit_deadline"] > NOW


def test_every_named_rule_of_the_unit_vote_is_kept():
    path = Path((*PROPOSED, ("hold_meeting", {})), "", {"record_meeting": [QUORATE]}, UNIT_VOTE)

    walked = Walk("unit_review", STARTED, path)

    (decision,) = walked.surroundings.decisions
    assert {match.outputs["award"] for match in decision.matches} == {
        "GIAY_KHEN",
        "BANG_KHEN_TINH",
        "BANG_KHEN_TTG",
    }
