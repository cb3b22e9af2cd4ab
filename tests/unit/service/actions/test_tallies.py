"""Votes are counted in whole numbers, to the last vote."""

import pytest

from service.actions.tallies import (
    Comparison,
    Count,
    Denominator,
    Threshold,
    judge,
    read_thresholds,
)
from service.models import Award, Subject, Verdict
from service.queries.councils import is_left_to_chair


def threshold(percent, comparison="at_least", *, award=Award.GIAY_KHEN, denominator="all_members"):
    return Threshold("R", award, percent, Comparison(comparison), Denominator(denominator), 2, 3)


MAJORITY = threshold(50, "more_than")
EIGHTY = threshold(80, award=Award.BANG_KHEN_TINH)
NINETY = threshold(90)
COUNCIL = {Award.GIAY_KHEN: MAJORITY, Award.BANG_KHEN_TINH: EIGHTY}


def count(nomination_id=1, yes=9, **given):
    given = {
        "award": Award.GIAY_KHEN,
        "subject": Subject.INDIVIDUAL,
        "members": 9,
        "present": 9,
        "recused": 0,
        "recused_present": 0,
        "no": 0,
    } | given
    return Count(nomination_id=nomination_id, yes=yes, **given)


def verdicts(counts, quotas=None):
    outcomes = judge(counts, COUNCIL, quotas or {})
    return {one.count.nomination_id: one.verdict for one in outcomes}


@pytest.mark.parametrize(
    ("members", "majority", "eighty", "ninety"),
    [
        (5, 3, 4, 5),
        (7, 4, 6, 7),
        (9, 5, 8, 9),
        (10, 6, 8, 9),
        (11, 6, 9, 10),
        (15, 8, 12, 14),
        (17, 9, 14, 16),
    ],
)
def test_the_fewest_yes_votes_that_pass(members, majority, eighty, ninety):
    for row, fewest in ((MAJORITY, majority), (EIGHTY, eighty), (NINETY, ninety)):
        assert row.needed(members) == fewest
        assert row.is_passed(fewest, members)
        assert not row.is_passed(fewest - 1, members)


@pytest.mark.parametrize(
    ("members", "quorum"), [(5, 4), (7, 5), (9, 6), (11, 8), (15, 10), (17, 12)]
)
def test_two_thirds_are_a_quorum(members, quorum):
    assert MAJORITY.quorum(members) == quorum
    assert MAJORITY.is_quorate(quorum, members)
    assert not MAJORITY.is_quorate(quorum - 1, members)


def test_four_of_five_are_eighty_percent():
    assert EIGHTY.is_passed(4, 5)


def test_eight_of_nine_are_not_ninety_percent():
    assert not NINETY.is_passed(8, 9)
    assert NINETY.is_passed(9, 10)


@pytest.mark.parametrize("members", range(1, 40))
def test_needed_votes_agree_with_the_threshold(members):
    for row in (MAJORITY, EIGHTY, NINETY, threshold(67), threshold(80, "more_than")):
        passing = [yes for yes in range(members + 1) if row.is_passed(yes, members)]
        assert min(passing, default=members + 1) == row.needed(members)


def test_nobody_left_to_vote_passes_nobody():
    everyone_recused = count(yes=0, recused=9, recused_present=9)

    assert not everyone_recused.passes(EIGHTY)
    assert not EIGHTY.is_quorate(0, 0)


def test_a_recused_member_leaves_the_denominator():
    # Four of five would do; with one recused four of four are too many to ask of three.
    assert count(yes=4, members=5, recused=1).passes(NINETY)
    assert count(yes=7, award=Award.BANG_KHEN_TINH, recused=1).passes(EIGHTY)
    assert not count(yes=7, award=Award.BANG_KHEN_TINH).passes(EIGHTY)


def test_a_row_may_count_those_present_only():
    present_only = threshold(80, denominator="present")

    assert count(yes=5, present=6).passes(present_only)
    assert not count(yes=5, present=6).passes(EIGHTY)
    assert count(yes=4, present=6, recused=2, recused_present=1).voters(present_only) == 5


def test_everybody_over_the_threshold_passes_without_a_quota():
    assert verdicts([count(1, 9), count(2, 5), count(3, 4)]) == {
        1: Verdict.PASSED,
        2: Verdict.PASSED,
        3: Verdict.FAILED,
    }


def test_a_quota_goes_by_yes_votes():
    quotas = {(Award.GIAY_KHEN, Subject.INDIVIDUAL): 1}

    outcomes = judge([count(1, 7), count(2, 9)], COUNCIL, quotas)

    assert [one.verdict for one in outcomes] == [Verdict.OVER_QUOTA, Verdict.PASSED]
    assert [one.rank for one in outcomes] == [2, 1]


def test_a_quota_of_one_kind_of_nominee_leaves_the_other_alone():
    quotas = {(Award.GIAY_KHEN, Subject.INDIVIDUAL): 0}
    team = count(2, subject=Subject.COLLECTIVE)

    assert verdicts([count(1), team], quotas) == {1: Verdict.OVER_QUOTA, 2: Verdict.PASSED}


def test_equal_votes_at_the_boundary_go_to_the_woman():
    quotas = {(Award.GIAY_KHEN, Subject.INDIVIDUAL): 1}

    assert verdicts([count(1, 8), count(2, 8, goes_first=True)], quotas) == {
        1: Verdict.OVER_QUOTA,
        2: Verdict.PASSED,
    }


def test_equal_votes_of_two_women_stay_tied():
    quotas = {(Award.GIAY_KHEN, Subject.INDIVIDUAL): 2}
    women = [count(2, 8, goes_first=True), count(3, 8, goes_first=True)]

    assert verdicts([count(1, 9), *women, count(4, 8)], quotas) == {
        1: Verdict.PASSED,
        2: Verdict.TIED,
        3: Verdict.TIED,
        4: Verdict.OVER_QUOTA,
    }


def test_equal_votes_within_the_quota_are_no_tie():
    quotas = {(Award.GIAY_KHEN, Subject.INDIVIDUAL): 2}

    outcomes = judge([count(1, 8), count(2, 8)], COUNCIL, quotas)

    assert [(one.verdict, one.rank) for one in outcomes] == [(Verdict.PASSED, 1)] * 2


def test_who_misses_the_higher_award_may_get_the_lower():
    higher = Award.BANG_KHEN_TINH

    assert verdicts([count(1, 7, award=higher), count(2, 4, award=higher)]) == {
        1: Verdict.DOWNGRADABLE,
        2: Verdict.FAILED,
    }


@pytest.mark.parametrize(
    ("award", "verdict", "left_to_the_chair"),
    [
        (Award.GIAY_KHEN, Verdict.TIED, True),
        (Award.GIAY_KHEN, Verdict.OVER_QUOTA, False),
        (Award.BANG_KHEN_TINH, Verdict.OVER_QUOTA, True),
        (Award.BANG_KHEN_TINH, Verdict.DOWNGRADABLE, True),
        (Award.BANG_KHEN_TINH, Verdict.FAILED, False),
        (Award.BANG_KHEN_TTG, Verdict.PASSED, False),
    ],
)
def test_the_chair_decides_what_the_count_leaves_open(award, verdict, left_to_the_chair):
    assert is_left_to_chair(award, verdict) is left_to_the_chair


def test_a_rule_of_the_table_becomes_a_threshold():
    rule = {
        "rule": "VT04",
        "award": "GIAY_KHEN",
        "percent": 50,
        "comparison": "more_than",
        "denominator": "all_members",
        "quorum_numerator": 2,
        "quorum_denominator": 3,
    }

    [read] = read_thresholds([rule]).values()

    assert read.rule_id == "VT04"
    assert read.needed(9) == 5
