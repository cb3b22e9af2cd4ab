"""However a council votes, by hand or in secret, the count is the shadow of pen and paper."""

import random
import secrets
from fractions import Fraction

import pytest

from service.models import Award, Subject, Tally, Verdict
from tests.support.given_decisions import Decisions

METHODS = ("show_of_hands", "secret_ballot")
#: What the table of the shipped diagrams asks of a council, written down from the plan.
MORE_THAN_HALF, FOUR_FIFTHS = Fraction(1, 2), Fraction(4, 5)
SHARES = {Award.GIAY_KHEN: MORE_THAN_HALF, Award.BANG_KHEN_TINH: FOUR_FIFTHS}


@pytest.mark.parametrize("method", METHODS)
def test_every_nominee_gets_the_count_of_the_shadow(given, units_of_work, engine, method, printed):
    _hold(given, units_of_work, engine, method, (1, 100), printed)


@pytest.mark.nightly
@pytest.mark.parametrize("method", METHODS)
def test_ten_thousand_elections_come_out_as_the_shadow_says(
    given, units_of_work, engine, method, printed
):
    _hold(given, units_of_work, engine, method, (25, 100), printed)


def _hold(given, units_of_work, engine, method, size, printed):
    """Hold so many sessions, each on so many nominees, and hold each count against the shadow."""
    sessions, nominees = size
    seed = secrets.randbits(32)
    chosen = random.Random(seed)
    printed(f"elections: {sessions * nominees} by {method}, {seed=}")
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign(members=chosen.choice((4, 6, 8)))
    for number in range(sessions):
        nominations = _nominate(decisions, chosen, number * nominees, nominees)
        papers = _vote(decisions, chosen, f"2025/council/{number + 1}", nominations, method)
        counted = {one.nomination_id: one for one in decisions.rows(Tally)}
        for nomination in nominations:
            votes = [paper[nomination.key] for paper in papers]
            _is_as_shadowed(counted[nomination.id], votes, nomination)


def _nominate(decisions, chosen, before, nominees):
    return [
        decisions.nomination(
            before + number,
            award=chosen.choice(list(SHARES)),
            subject=chosen.choice(list(Subject)),
            person_id=chosen.choice((None, decisions.council[0].id)),
        )
        for number in range(1, nominees + 1)
    ]


def _vote(decisions, chosen, key, nominations, method):
    instance = decisions.council_meets(key, method=method)
    papers = []
    for person in decisions.council:
        paper = {one.key: _choice(chosen, one, person) for one in nominations}
        decisions.votes(instance, person, **paper)
        papers.append(paper)
    return papers


def _choice(chosen, nomination, person):
    if nomination.person_id == person.id:
        return "recused"
    return chosen.choices(("yes", "no", ("recused", "Là người thân")), (12, 4, 1))[0]


def _is_as_shadowed(tally, votes, nomination):
    yes, no = votes.count("yes"), votes.count("no")
    voters = yes + no
    assert (tally.members, tally.recused, tally.yes, tally.no) == (
        len(votes),
        len(votes) - voters,
        yes,
        no,
    )
    assert tally.verdict is _verdict(yes, voters, nomination.award)


def _verdict(yes, voters, award):
    if voters and Fraction(yes, voters) >= FOUR_FIFTHS and award is Award.BANG_KHEN_TINH:
        return Verdict.PASSED
    over_half = voters and Fraction(yes, voters) > MORE_THAN_HALF
    if award is Award.BANG_KHEN_TINH:
        return Verdict.DOWNGRADABLE if over_half else Verdict.FAILED
    return Verdict.PASSED if over_half else Verdict.FAILED
