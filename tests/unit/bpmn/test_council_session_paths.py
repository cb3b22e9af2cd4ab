"""Every way a session of the council can go, on the shipped diagram."""

import pytest

from tests.unit.bpmn.stepping import Walk
from tests.unit.bpmn.walking import never_reached

NEXT = {"own_awards": True, "provincial": False, "prime_minister": False}


def session(**actions):
    answers = {
        "invite_members": [1, 2, 3],
        "check_quorum": True,
        "count_ballots": 0,
        "conclude_session": NEXT,
    }
    return Walk("council_session", {"campaign": "2025"}, answers | actions, {"council": COUNCIL})


COUNCIL = {"body": "council"}


def met(**actions):
    return session(**actions).do("convene").do("record_attendance")


def voted(**actions):
    return met(**actions).do("cast_ballots").do("cast_ballots").do("cast_ballots")


def concluded():
    return voted().do("confirm_result", confirmed=True)


def meets_again():
    turns = iter([False, True])
    walk = met(check_quorum=lambda call: next(turns))
    return walk.do("decide_no_quorum", no_quorum="reconvene").do("convene").do("record_attendance")


def decides_in_writing():
    return met(check_quorum=False).do("decide_no_quorum", no_quorum="written")


def closed_by_the_clock():
    return met().do("cast_ballots").fire("ballots_closed")


def left_to_the_chair():
    return voted(count_ballots=2).do("resolve_tallies").do("confirm_result", confirmed=True)


def counted_again():
    return voted().do("confirm_result", confirmed=False)


PATHS = [
    concluded,
    meets_again,
    decides_in_writing,
    closed_by_the_clock,
    left_to_the_chair,
    counted_again,
]


def test_every_element_and_flow_is_passed():
    assert never_reached("council_session", [path() for path in PATHS]) == set()


def test_a_session_asks_the_table_of_thresholds_for_the_council():
    [asked] = met().surroundings.decisions

    assert asked.inputs == COUNCIL
    assert {one.outputs["award"]: one.outputs["percent"] for one in asked.matches} == {
        "GIAY_KHEN": 50,
        "BANG_KHEN_TINH": 80,
        "BANG_KHEN_TTG": 80,
    }


def test_every_member_gets_one_ballot_paper():
    papers = met().state.open_tasks

    assert sorted(one.assignee for one in papers) == ["1", "2", "3"]


def test_the_count_waits_for_the_last_member():
    walk = met().do("cast_ballots").do("cast_ballots")

    assert "count_ballots" not in walk.actions
    assert "count_ballots" in walk.do("cast_ballots").actions


def test_the_clock_takes_missing_ballots_away():
    assert closed_by_the_clock().waiting == ["confirm_result"]


def test_a_council_without_quorum_meets_again():
    assert meets_again().waiting == ["cast_ballots"] * 3


def test_a_council_without_quorum_decides_in_writing():
    walk = decides_in_writing()

    assert "take_written_opinions" in walk.actions
    assert walk.waiting == ["cast_ballots"] * 3


def test_the_chair_is_asked_only_about_open_cases():
    assert voted(count_ballots=0).waiting == ["confirm_result"]
    assert voted(count_ballots=1).waiting == ["resolve_tallies"]


def test_an_unconfirmed_result_is_counted_again():
    walk = counted_again()

    assert walk.actions.count("count_ballots") == 2
    assert walk.waiting == ["confirm_result"]


@pytest.mark.parametrize("path", [concluded, left_to_the_chair])
def test_a_concluded_session_tells_the_campaign_what_comes_next(path):
    walk = path()

    assert walk.state.completed
    [told] = walk.sent
    assert (told.message, told.process_key, told.business_key) == (
        "council_concluded",
        "campaign",
        "2025",
    )
    assert told.variables == NEXT
