"""Every way the Director's own decision can go, on the shipped diagram."""

import pytest

from tests.support.walks import Walk, untouched


def drafted(engine, dated=20251225):
    facts = {"award_decision": {"dated": dated}}
    return Walk(engine, "department_award", {"campaign": "2025"}, {}, facts).do("draft_decision")


def issued(engine, dated=20251225):
    return drafted(engine, dated).do("sign_decision", signed=True).do("register_decision")


def returned(engine):
    return drafted(engine).do("sign_decision", signed=False)


def test_every_element_and_flow_is_passed(engine):
    walks = [issued(engine), returned(engine)]

    assert untouched(engine, "department_award", walks) == set()


def test_a_returned_decision_is_drafted_again(engine):
    assert returned(engine).waiting == ["draft_decision"]


def test_a_registered_decision_is_issued_and_ends_the_process(engine):
    walk = issued(engine)

    assert walk.state.completed
    assert walk.actions == ["issue_awards"]
    assert [one.message for one in walk.sent] == ["department_award_done"]


@pytest.mark.parametrize(
    ("dated", "salary"), [(20251225, 2_340_000), (20260630, 2_340_000), (20260701, 2_530_000)]
)
def test_bonuses_follow_the_base_salary_of_the_day(engine, dated, salary):
    [asked] = issued(engine, dated).surroundings.decisions

    assert {one.outputs["base_salary"] for one in asked.matches} == {salary}
    assert len(asked.matches) == 6


def test_no_bonus_is_known_for_the_time_before_the_table(engine):
    [asked] = issued(engine, 20240630).surroundings.decisions

    assert asked.matches == ()
