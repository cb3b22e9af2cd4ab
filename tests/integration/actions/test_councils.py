"""What a session of the council leaves in the tables, and what it tells the others."""

import pytest

from service.errors import Invalid
from service.models import (
    Attendance,
    Award,
    Ballot,
    CouncilSession,
    Nomination,
    Notice,
    Subject,
    Tally,
    Verdict,
)

ONE_PERSON = (Award.GIAY_KHEN, Subject.INDIVIDUAL, 1)


def verdicts(decisions):
    return [one.verdict for one in decisions.rows(Tally)]


def all_vote(decisions, instance, **choices):
    for person in decisions.council:
        decisions.votes(instance, person, **choices)


@pytest.fixture
def instance(decisions):
    """A session that has met and votes on one nomination."""
    decisions.nomination(1)
    return decisions.council_meets()


@pytest.fixture
def tied(decisions):
    """A session in which two nominees got every vote and there is one place."""
    decisions.limit(*ONE_PERSON)
    decisions.nomination(1)
    decisions.nomination(2)
    instance = decisions.council_meets()
    all_vote(decisions, instance, N001="yes", N002="yes")
    return instance


@pytest.fixture
def downgradable(decisions):
    """A session in which one nominee has the votes for a lower award only."""
    decisions.nomination(1, Award.BANG_KHEN_TINH)
    instance = decisions.council_meets()
    for number, person in enumerate(decisions.council):
        decisions.votes(instance, person, N001="yes" if number < 2 else "no")
    return instance


@pytest.fixture
def unanimous(decisions):
    """A concluded session that passed one nomination with one voice."""
    return decisions.council_passes(decisions.nomination(1))


def test_every_member_is_invited_once_for_each_date(decisions, instance):
    assert len(decisions.rows(Notice, kind="council_invitation")) == 3
    assert len(decisions.rows(Attendance)) == 3


def test_a_unanimous_vote_passes_a_nomination_and_tells_it(decisions, unanimous):
    [tally] = decisions.rows(Tally)
    assert (tally.yes, tally.needed, tally.verdict) == (3, 2, Verdict.PASSED)
    assert decisions.told("council_result") == {
        "2025/N001": {"result": "passed", "award": "GIAY_KHEN"}
    }
    assert decisions.told("council_concluded") == {
        "2025": {"own_awards": True, "provincial": False, "prime_minister": False}
    }


def test_the_count_is_kept_with_the_nomination(decisions, unanimous):
    [nomination] = decisions.rows(Nomination)
    assert (nomination.council_yes, nomination.council_total) == (3, 3)


def test_a_member_does_not_vote_on_the_own_nomination(decisions):
    nominee = decisions.council[0]
    decisions.nomination(1, person_id=nominee.id)
    instance = decisions.council_meets()

    decisions.votes(instance, nominee, N001="recused")
    for person in decisions.council[1:]:
        decisions.votes(instance, person, N001="yes")

    [tally] = decisions.rows(Tally)
    assert (tally.members, tally.recused, tally.yes, tally.needed) == (3, 1, 2, 2)


def test_recusing_oneself_takes_a_reason(decisions, instance):
    first, second, third = decisions.council

    decisions.votes(instance, first, N001="recused")
    decisions.votes(instance, second, N001=("recused", "Là người thân"))
    decisions.votes(instance, third, N001="yes")

    [tally] = decisions.rows(Tally)
    assert tally.recused == 1
    assert len(decisions.rows(Ballot)) == 2


def test_too_few_members_cannot_meet_but_may_write(decisions):
    decisions.nomination(1)
    instance = decisions.council_meets(absent=decisions.council[:2])

    assert decisions.waiting(instance) == ["decide_no_quorum"]
    decisions.does(instance, "decide_no_quorum", next_step="written", reason="Không thể họp")

    [session] = decisions.rows(CouncilSession)
    assert session.by_written_opinion
    assert len(decisions.open_tasks(instance, "cast_ballots")) == 3


def test_too_few_members_may_meet_again(decisions):
    decisions.nomination(1)
    instance = decisions.council_meets(absent=decisions.council[:2])

    decisions.does(instance, "decide_no_quorum", next_step="reconvene", reason="Họp lại")
    decisions.convenes(instance)
    decisions.calls_the_roll(instance)

    [session] = decisions.rows(CouncilSession)
    assert session.is_quorate
    assert not session.by_written_opinion
    assert len(decisions.rows(Attendance)) == 3


def test_a_recusal_can_cost_the_quorum(decisions):
    absent, _, chair = decisions.council
    decisions.nomination(1, person_id=chair.id)

    instance = decisions.council_meets(absent=[absent])

    # Two of three are there, but of the two who may vote only one.
    assert decisions.waiting(instance) == ["decide_no_quorum"]


def test_a_missing_ballot_is_no_yes_and_stays_in_the_denominator(decisions, instance):
    decisions.votes(instance, decisions.council[0], N001="yes")

    decisions.fires(instance, "ballots_closed")

    assert verdicts(decisions) == [Verdict.FAILED]
    assert decisions.waiting(instance) == ["confirm_result"]


def test_a_tie_at_the_quota_is_for_the_chair(decisions, tied):
    assert verdicts(decisions) == [Verdict.TIED, Verdict.TIED]
    said = {"N001": {"decision": "failed"}, "N002": {"decision": "passed"}}
    decisions.does(tied, "resolve_tallies", decisions=said)

    assert verdicts(decisions) == [Verdict.OVER_QUOTA, Verdict.PASSED]


def test_the_chair_cannot_pass_more_than_the_quota(decisions, tied):
    said = {"N001": {"decision": "passed"}, "N002": {"decision": "passed"}}
    with pytest.raises(Invalid) as refused:
        decisions.does(tied, "resolve_tallies", decisions=said)

    assert refused.value.fields == {
        "decisions.N001.decision": ["over_quota"],
        "decisions.N002.decision": ["over_quota"],
    }
    assert decisions.waiting(tied) == ["resolve_tallies"]


def test_a_woman_goes_first_at_equal_votes(decisions):
    decisions.limit(*ONE_PERSON)
    decisions.nomination(1)
    decisions.nomination(2, is_woman=True)
    instance = decisions.council_meets()

    all_vote(decisions, instance, N001="yes", N002="yes")

    assert verdicts(decisions) == [Verdict.OVER_QUOTA, Verdict.PASSED]
    assert decisions.waiting(instance) == ["confirm_result"]


def test_a_downgraded_nomination_gets_the_lower_award(decisions, downgradable):
    assert verdicts(decisions) == [Verdict.DOWNGRADABLE]
    decisions.does(downgradable, "resolve_tallies", decisions={"N001": {"decision": "downgraded"}})
    decisions.does(downgradable, "confirm_result", confirmed=True)

    [nomination] = decisions.rows(Nomination)
    assert (nomination.award, nomination.proposed_award) == (
        Award.GIAY_KHEN,
        Award.BANG_KHEN_TINH,
    )
    assert decisions.told("council_result") == {
        "2025/N001": {"result": "passed", "award": "GIAY_KHEN"}
    }


def test_counting_again_forgets_what_the_chair_decided(decisions, downgradable):
    decisions.does(downgradable, "resolve_tallies", decisions={"N001": {"decision": "failed"}})

    decisions.does(downgradable, "confirm_result", confirmed=False)

    assert verdicts(decisions) == [Verdict.DOWNGRADABLE]
    assert decisions.waiting(downgradable) == ["resolve_tallies"]


def test_minutes_say_who_came_what_was_needed_and_how_it_ended(decisions):
    nomination = decisions.nomination(1, Award.BANG_KHEN_TTG)

    decisions.council_passes(nomination)

    [session] = decisions.rows(CouncilSession)
    assert session.concluded_at is not None
    for said in (
        "Tổng số thành viên: 3; có mặt: 3.",
        "14:00 ngày 24/12/2025",
        "ít nhất 80% tổng số thành viên",
        "(giả định, chưa kiểm chứng) [VT06]",
        "đồng ý 3, không đồng ý 0, cần 3, xếp thứ 1. Kết quả: Đạt.",
        "xét 1 trường hợp, thống nhất đề nghị 1 trường hợp./.",
    ):
        assert said in session.minutes


def test_minutes_name_who_was_recused_and_who_sent_nothing(decisions, instance):
    first, second, _ = decisions.council
    decisions.votes(instance, first, N001=("recused", "Là người thân"))
    decisions.votes(instance, second, N001="yes")

    decisions.fires(instance, "ballots_closed")
    decisions.does(instance, "confirm_result", confirmed=True)

    [session] = decisions.rows(CouncilSession)
    assert "hồ sơ N001: Người m1 (lý do: Là người thân)" in session.minutes
    assert "khi hết thời hạn biểu quyết: Người council_chair." in session.minutes


def test_a_second_session_leaves_the_first_ones_nominations_alone(decisions, unanimous):
    decisions.limit(*ONE_PERSON)
    decisions.nomination(2)

    second = decisions.council_meets("2025/council/2")
    all_vote(decisions, second, N002="yes")

    assert verdicts(decisions) == [Verdict.PASSED, Verdict.OVER_QUOTA]
