"""However the council votes, the count keeps to the rules."""

from hypothesis import given
from hypothesis import strategies as some

from service.actions.tallies import Comparison, Count, Denominator, Threshold, judge
from service.models import Award, Subject, Verdict


def _threshold(award, percent, comparison):
    return Threshold("R", award, percent, comparison, Denominator.ALL_MEMBERS, 2, 3)


THRESHOLDS = {
    Award.GIAY_KHEN: _threshold(Award.GIAY_KHEN, 50, Comparison.MORE_THAN),
    Award.BANG_KHEN_TINH: _threshold(Award.BANG_KHEN_TINH, 80, Comparison.AT_LEAST),
}
MEMBERS = 9


@some.composite
def counted(draw, nomination_id):
    recused = draw(some.integers(0, MEMBERS))
    yes = draw(some.integers(0, MEMBERS - recused))
    return Count(
        nomination_id=nomination_id,
        award=draw(some.sampled_from(list(THRESHOLDS))),
        subject=draw(some.sampled_from(list(Subject))),
        members=MEMBERS,
        present=MEMBERS,
        recused=recused,
        recused_present=recused,
        yes=yes,
        no=draw(some.integers(0, MEMBERS - recused - yes)),
        goes_first=draw(some.booleans()),
    )


@some.composite
def sessions(draw):
    size = draw(some.integers(0, 12))
    return [draw(counted(number)) for number in range(1, size + 1)]


quotas = some.dictionaries(
    some.tuples(some.sampled_from(list(THRESHOLDS)), some.sampled_from(list(Subject))),
    some.integers(0, 4),
)


def _category(outcome):
    return outcome.count.award, outcome.count.subject


@given(sessions(), quotas)
def test_every_nominee_is_judged_once_in_order(counts, limits):
    outcomes = judge(counts, THRESHOLDS, limits)

    assert [one.count for one in outcomes] == counts


@given(sessions(), quotas)
def test_no_more_pass_than_there_are_places(counts, limits):
    outcomes = judge(counts, THRESHOLDS, limits)

    for category, places in limits.items():
        passed = [
            one for one in outcomes if _category(one) == category and one.verdict is Verdict.PASSED
        ]
        assert len(passed) <= places


@given(sessions(), quotas)
def test_nobody_passes_below_the_threshold_and_nobody_fails_above_it(counts, limits):
    for one in judge(counts, THRESHOLDS, limits):
        reached = one.count.yes >= one.needed and one.count.recused < MEMBERS
        missed = one.verdict in {Verdict.FAILED, Verdict.DOWNGRADABLE}
        assert missed is not reached


@given(sessions(), quotas)
def test_more_votes_never_place_anybody_lower(counts, limits):
    outcomes = [one for one in judge(counts, THRESHOLDS, limits) if one.rank is not None]

    for first in outcomes:
        for second in outcomes:
            if _category(first) == _category(second) and first.count.yes > second.count.yes:
                assert first.rank < second.rank


@given(sessions(), quotas)
def test_the_order_of_the_list_changes_nothing(counts, limits):
    forwards = judge(counts, THRESHOLDS, limits)
    backwards = judge(counts[::-1], THRESHOLDS, limits)

    assert forwards == backwards
