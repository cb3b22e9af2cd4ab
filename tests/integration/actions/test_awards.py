"""What the Director's own decision leaves in the register, and whom it tells."""

import pytest

from service.models import Award, Notice, Paper, PaperKind, PaperLine, Subject


@pytest.fixture
def passed(decisions):
    """A person and a team the council passed, and one for the province."""
    nominations = [
        decisions.nomination(1),
        decisions.nomination(2, subject=Subject.COLLECTIVE),
        decisions.nomination(3, Award.BANG_KHEN_TINH),
    ]
    decisions.council_passes(*nominations)
    return nominations


def signs(decisions, signed=True):
    instance = decisions.start("department_award", "2025/award/1")
    decisions.does(
        instance,
        "draft_decision",
        abstract="Tặng Giấy khen",
        lines={"N001": {"citation": "Hoàn thành tốt nhiệm vụ"}, "N002": {}},
    )
    decisions.does(instance, "sign_decision", signed=signed)
    return instance


def issues(decisions, date="2025-12-25"):
    decisions.does(signs(decisions), "register_decision", number="12/QĐ-SNgV", date=date)


def test_an_issued_decision_is_in_the_register(decisions, passed):
    issues(decisions)

    [paper] = decisions.rows(Paper)
    assert (paper.kind, paper.number) == (PaperKind.AWARD_DECISION, "12/QĐ-SNgV")
    assert paper.dated.isoformat() == "2025-12-25"
    assert paper.signed_by_id == decisions.people["director"].id


def test_only_the_directors_own_awards_are_granted(decisions, passed):
    issues(decisions)

    lines = decisions.rows(PaperLine)
    assert [(one.nomination_id, one.granted) for one in lines] == [
        (passed[0].id, True),
        (passed[1].id, True),
    ]
    assert lines[0].reason == "Hoàn thành tốt nhiệm vụ"
    assert decisions.told("award_result") == {
        "2025/N001": {"granted": True, "reason": ""},
        "2025/N002": {"granted": True, "reason": ""},
    }


@pytest.mark.parametrize(
    ("date", "bonuses"),
    [("2025-12-25", [710_000, 1_410_000]), ("2026-07-01", [760_000, 1_520_000])],
)
def test_bonuses_are_rounded_up_to_ten_thousand(decisions, passed, date, bonuses):
    issues(decisions, date)

    assert [one.bonus for one in decisions.rows(PaperLine)] == bonuses


def test_the_units_are_told_of_their_awards(decisions, passed):
    issues(decisions)

    assert len(decisions.rows(Notice, kind="award_decided")) == 2


def test_a_returned_decision_leaves_no_paper(decisions, passed):
    instance = signs(decisions, signed=False)

    assert decisions.waiting(instance) == ["draft_decision"]
    assert decisions.rows(Paper) == []


def test_a_suspended_nomination_is_left_out_of_the_decision(decisions, passed):
    decisions.suspends(passed[1])
    instance = decisions.start("department_award", "2025/award/1")

    decisions.does(instance, "draft_decision", abstract="Tặng Giấy khen", lines={"N001": {}})

    assert decisions.waiting(instance) == ["sign_decision"]
