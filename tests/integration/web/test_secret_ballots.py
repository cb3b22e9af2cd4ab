"""What a council member is told and shown of a secret ballot."""

import pytest

from tests.support.given_decisions import Decisions


@pytest.fixture
def decisions(given, units_of_work, engine):
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    decisions.nomination(1)
    return decisions


def ballot_page(decisions, visitor, method):
    instance = decisions.council_meets(method=method)
    member = decisions.council[0]
    tasks = decisions.open_tasks(instance, "cast_ballots")
    task = next(one for one in tasks if one.assignee_id == member.id)
    browser = visitor(member)
    return browser, task, browser.opens(f"/tasks/{task.id}")


def test_a_member_is_told_that_the_ballot_is_secret(decisions, visitor):
    _, _, page = ballot_page(decisions, visitor, "secret_ballot")

    assert "Bỏ phiếu kín: đồng ý hay không đồng ý được đưa vào hòm phiếu niêm phong" in page.words


def test_a_vote_by_name_does_not_pretend_to_be_secret(decisions, visitor):
    _, _, page = ballot_page(decisions, visitor, "show_of_hands")

    assert "Bỏ phiếu kín" not in page.words


def test_a_member_sees_that_they_voted_and_not_how(decisions, visitor):
    browser, task, page = ballot_page(decisions, visitor, "secret_ballot")

    browser.sends(page, f"/tasks/{task.id}", **{"votes.N001.choice": "no"})

    after = browser.opens(f"/tasks/{task.id}")
    assert "đã bỏ phiếu kín" in after.words
    assert "Không đồng ý" not in after.words
