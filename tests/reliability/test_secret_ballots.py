"""Whoever holds the whole database learns no member's secret vote, and no vote is lost to haste."""

import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise

import pytest
from sqlalchemy import select, text

from service.actions.ballot_boxes import put_in_box
from service.audit.events import Event
from service.db.base import Base
from service.errors import Conflict, NotAllowed
from service.models import Choice, CouncilSession, Tally, TimerState
from service.operations.tasks import complete_task
from service.operations.timers import fire_timer
from service.unit_of_work import Actor, UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.databases import opened
from tests.support.given import Given
from tests.support.given_decisions import Decisions

MEMBERS = 15
VOTERS = 50
YES, NO = Choice.YES, Choice.NO
#: New in every database whatever happens in it: seals, salts, random ids, and hashes over them.
NOISE = {
    "audit_entry": {"body", "hash", "previous_hash"},
    "audit_head": {"hash"},
    "audit_value": {"salt"},
    "ballot_box": {"sealed"},
    "person": {"password_hash"},
    "process_instance": {"document"},
    "timer_job": {"engine_task_id"},
    "user_task": {"engine_task_id"},
}


@pytest.fixture
def council(databases, backend, engine):
    """Seats councils of any size, each in a database of its own."""

    @contextmanager
    def seated(members):
        with databases.migrated(backend) as url, opened(url) as database:
            clock = MovableClock()
            units_of_work = UnitsOfWork(database, clock)
            decisions = Decisions(Given(units_of_work, engine, clock), units_of_work, engine)
            decisions.open_campaign(members - 1)
            decisions.database = database
            yield decisions

    return seated


def kept(decisions):
    """Everything the database says, row by row in the order of their ids, but for noise."""
    with decisions.units_of_work.read() as session:
        return {
            table.name: [
                {name: value for name, value in row.items() if not _is_noise(table.name, name, row)}
                for row in session.execute(select(table).order_by(table.c.id)).mappings()
            ]
            for table in Base.metadata.sorted_tables
            if "id" in table.c
        }


def _is_noise(table, column, row):
    # Digests of rows cover their seals and hashes.
    digests = table == "audit_value" and column == "value" and row["name"] == "rows"
    return digests or column in NOISE.get(table, ())


def votes_by(decisions, instance, choices):
    for person, choice in zip(decisions.council, choices, strict=True):
        decisions.votes(instance, person, N001=choice)


def session_of(decisions, choices, method):
    decisions.nomination(1)
    instance = decisions.council_meets(method=method)
    votes_by(decisions, instance, choices)
    return kept(decisions)


ONE_WAY, OTHER_WAY = ("yes", "no", "yes"), ("no", "yes", "yes")


def test_nothing_kept_would_differ_had_two_members_voted_the_other_way_round(council):
    with council(3) as one, council(3) as other:
        assert session_of(one, ONE_WAY, "secret_ballot") == session_of(
            other, OTHER_WAY, "secret_ballot"
        )


def test_the_comparison_sees_what_a_show_of_hands_keeps(council):
    with council(3) as one, council(3) as other:
        assert session_of(one, ONE_WAY, "show_of_hands") != session_of(
            other, OTHER_WAY, "show_of_hands"
        )


def test_whoever_watches_the_boxes_guesses_no_vote(council, printed):
    with council(1) as decisions:
        # A band that chance leaves once in 100,000 runs.
        _watch(decisions, 40, printed, deviations=4.26)


@pytest.mark.nightly
def test_whoever_watches_a_thousand_polls_guesses_no_vote(council, printed):
    with council(1) as decisions:
        # The 99 % band of chance.
        _watch(decisions, 1000, printed, deviations=2.33)


def test_the_guesser_reads_boxes_that_are_not_sealed():
    chosen = random.Random(26)
    polls = [[chosen.choice((YES, NO)) for _ in range(MEMBERS)] for _ in range(40)]

    seen = [_plain_states(poll) for poll in polls]

    assert guess_rate(polls, seen) == 1


def _watch(decisions, polls, printed, deviations):
    seed = secrets.randbits(32)
    chosen = random.Random(seed)
    nominations = [decisions.nomination(number + 1) for number in range(polls)]
    decisions.council_meets(method="secret_ballot")
    votes = [[chosen.choice((YES, NO)) for _ in range(MEMBERS)] for _ in nominations]
    seen = [
        _states(decisions, nomination.id, poll)
        for nomination, poll in zip(nominations, votes, strict=True)
    ]

    rate = guess_rate(votes, seen)

    guessed = polls // 2 * MEMBERS
    band = 0.5 + deviations * (0.25 / guessed) ** 0.5
    printed(
        f"secret ballots: {guessed} votes guessed at {rate:.1%}, chance up to {band:.1%}, {seed=}"
    )
    assert rate <= band


def _states(decisions, nomination_id, poll):
    """What the database shows of a box before the first vote and after each, hidden columns too."""
    return [b""] + [_voted(decisions, nomination_id, choice) for choice in poll]


def _voted(decisions, nomination_id, choice):
    with decisions.units_of_work.open(Actor.system()) as uow:
        [session] = uow.session.scalars(select(CouncilSession))
        put_in_box(uow, session, nomination_id, choice)
        uow.record(Event.COUNCIL_BALLOTS_COUNTED)
    with decisions.database.connect() as connection:
        hidden = "xmin, ctid" if connection.dialect.name == "postgresql" else "rowid"
        row = connection.execute(
            text(f"SELECT sealed, {hidden} FROM ballot_box WHERE nomination_id = :id"),
            {"id": nomination_id},
        ).one()
    return bytes(row[0]) + repr(row[1:]).encode()[-4:]


def _plain_states(poll):
    yes = [sum(one is YES for one in poll[:done]) for done in range(MEMBERS + 1)]
    return [bytes((count, done - count)) for done, count in enumerate(yes)]


def guess_rate(votes, seen):
    """How often one bit of what is seen tells a vote: found on half of the polls, tried on half."""
    rows = [
        (bits, choice is YES)
        for poll, states in zip(votes, seen, strict=True)
        for choice, bits in zip(poll, _differences(states), strict=True)
    ]
    half = len(votes) // 2 * MEMBERS
    known, unknown = rows[:half], rows[half:]
    agreed = [sum(bits[at] == yes for bits, yes in known) for at in range(len(rows[0][0]))]
    best = max(range(len(agreed)), key=lambda at: abs(agreed[at] - half / 2))
    right = sum(bits[best] == yes for bits, yes in unknown)
    return right / len(unknown) if agreed[best] * 2 >= half else 1 - right / len(unknown)


def _differences(states):
    """Every bit of each state, and of what it changed in the state before."""
    for before, after in pairwise(states):
        padded = before.ljust(len(after), b"\0")
        changed = bytes(one ^ other for one, other in zip(padded, after, strict=False))
        number = int.from_bytes(after + changed, "big")
        yield [bool(number >> at & 1) for at in range(8 * len(after) * 2)]


def test_fifty_voters_at_once_are_each_counted_once(council):
    with council(VOTERS) as decisions:
        _, papers = _papers(decisions)

        # Everybody is in haste and presses twice.
        answers = _all_at_once(decisions, [*papers, *papers])

        accepted = [choice for choice, taken in answers if taken]
        assert len(accepted) == VOTERS
        _is_counted(decisions, accepted)


def test_who_votes_while_the_vote_is_closed_is_counted_or_told_so(council):
    with council(VOTERS) as decisions:
        instance, papers = _papers(decisions)
        closed_at = decisions.given.timers(instance)["ballots_closed"].due_at
        decisions.given.clock.move_to(closed_at.isoformat())

        answers = _all_at_once(decisions, papers, closing=(instance, VOTERS // 2))

        _is_counted(decisions, [choice for choice, taken in answers if taken])


def _papers(decisions):
    decisions.nomination(1)
    instance = decisions.council_meets(method="secret_ballot")
    chosen = random.Random(50)
    tasks = decisions.open_tasks(instance, "cast_ballots")
    return instance, [(one.id, one.assignee_id, chosen.choice((YES, NO))) for one in tasks]


def _all_at_once(decisions, papers, closing=None):
    jobs = [lambda paper=paper: _cast(decisions, *paper) for paper in papers]
    if closing:
        instance, place = closing
        jobs.insert(place, lambda: _close(decisions, instance))
    with ThreadPoolExecutor(8) as threads:
        return [one for one in threads.map(lambda job: job(), jobs) if one is not None]


def _cast(decisions, task_id, person_id, choice):
    try:
        with decisions.units_of_work.open(Actor.person(person_id)) as uow:
            complete_task(
                uow, decisions.engine, task_id, {"votes": {"N001": {"choice": choice.value}}}
            )
    except (Conflict, NotAllowed):
        return choice, False
    return choice, True


def _close(decisions, instance):
    # A case somebody is at work on is passed over until the next tick.
    while (timer := decisions.given.timers(instance)["ballots_closed"]).state is TimerState.WAITING:
        with decisions.units_of_work.open(Actor.clock()) as uow:
            fire_timer(uow, decisions.engine, timer.id)


def _is_counted(decisions, accepted):
    [tally] = decisions.rows(Tally)
    assert (tally.yes, tally.no) == (accepted.count(YES), accepted.count(NO))
