"""Every way the Director's own decision can go, on the shipped diagram."""

import pytest

from tests.unit.bpmn.stepping import Walk
from tests.unit.bpmn.walking import never_reached


def drafted(dated=20251225):
    facts = {"award_decision": {"dated": dated}}
    return Walk("department_award", {"campaign": "2025"}, {}, facts).do("draft_decision")


def issued(dated=20251225):
    return drafted(dated).do("sign_decision", signed=True).do("register_decision")


def returned():
    return drafted().do("sign_decision", signed=False)


def test_every_element_and_flow_is_passed():
    walks = [issued(), returned()]

    assert never_reached("department_award", walks) == set()


def test_a_returned_decision_is_drafted_again():
    assert returned().waiting == ["draft_decision"]


def test_a_registered_decision_is_issued_and_ends_the_process():
    walk = issued()

    assert walk.state.completed
    assert walk.actions == ["issue_awards"]
    assert [one.message for one in walk.sent] == ["department_award_done"]


@pytest.mark.parametrize(
    ("dated", "salary"), [(20251225, 2_340_000), (20260630, 2_340_000), (20260701, 2_530_000)]
)
def test_bonuses_follow_the_base_salary_of_the_day(dated, salary):
    [asked] = issued(dated).surroundings.decisions

    assert {one.outputs["base_salary"] for one in asked.matches} == {salary}
    assert len(asked.matches) == 6


def test_no_bonus_is_known_for_the_time_before_the_table():
    [asked] = issued(20240630).surroundings.decisions

    assert asked.matches == ()
