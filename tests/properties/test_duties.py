"""Random houses × absences × delegations × ways in: no completed step breaks a duty, and every
task that nobody is left to do is reported within one tick."""

from random import Random

import pytest

from service.app import Service, create_app
from service.config import Config
from service.unit_of_work import UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.databases import opened
from tests.support.given import Given
from tests.support.random_duties import Play

SEEDS = 6
MOVES = 40


@pytest.fixture
def house(databases, engine, tmp_path):
    """A random house of its own on a database of its own."""

    def play(seed, backend="sqlite", moves=MOVES):
        with databases.migrated(backend) as url, opened(url) as database:
            given = Given(UnitsOfWork(database, clock := MovableClock()), engine, clock)
            config = Config(database_url=url, secret_file=tmp_path / "secret")
            app = create_app(config, service=Service(config, database, given.units_of_work, engine))
            played = Play(given, app, Random(seed))
            played.acts(moves)
            return played.counts

    return play


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whoever_is_away_and_stands_in_no_step_breaks_a_duty(house, seed):
    house(seed)


def test_the_same_holds_on_postgresql(house):
    house(SEEDS, "postgresql")


def test_random_houses_do_work_are_refused_and_run_out_of_people(house, printed):
    counts = [house(seed) for seed in range(100, 103)]

    total = {name: sum(one[name] for one in counts) for name in counts[0]}
    printed(f"random houses: {total}")
    assert min(total.values()) > 0, total


@pytest.mark.nightly
@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
@pytest.mark.parametrize("ten", range(10))
def test_very_many_random_houses_break_no_duty(house, ten, backend):
    failed = {}
    for seed in range(1000 + 10 * ten, 1010 + 10 * ten):
        try:
            house(seed, backend, moves=120)
        except AssertionError as error:
            failed[seed] = str(error)[:300]

    assert not failed
