"""Fixtures every test may use. A test states its data; fixtures state only the stage."""

import os
import time
from collections.abc import Callable, Generator, Iterator

import pytest
from sqlalchemy import Engine as Database

from service.unit_of_work import UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.databases import BACKENDS, Databases, opened
from tests.support.given import Given
from workflows import Engine

SLOWEST_TEST_SECONDS = 0.5
#: Whole stories, real browsers, every table, many examples and real crashes take their time.
UNHURRIED = {"acceptance", "browser", "migrations", "properties", "reliability"}


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    databases = Databases(tmp_path_factory.mktemp("databases"))
    yield databases
    databases.close()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(databases: Databases, backend: str) -> Iterator[str]:
    with databases.migrated(backend) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with opened(database_url) as database:
        yield database


@pytest.fixture
def units_of_work(database: Database, clock: MovableClock) -> UnitsOfWork:
    return UnitsOfWork(database, clock)


@pytest.fixture
def given(units_of_work: UnitsOfWork, engine: Engine, clock: MovableClock) -> Given:
    return Given(units_of_work, engine, clock)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed too slowly; what its fixtures took does not count."""
    measure, limit = _stopwatch()
    begun = measure()
    outcome = yield
    took = measure() - begun
    if took > limit and UNHURRIED.isdisjoint(item.path.parts):
        pytest.fail(f"took {took * 1000:.0f} ms; a test may take {limit * 1000:.0f}")
    return outcome


def _stopwatch() -> tuple[Callable[[], float], float]:
    """On a crowded machine a test is charged for its own work only, which is slower there."""
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        return time.process_time, 2 * SLOWEST_TEST_SECONDS
    return time.perf_counter, SLOWEST_TEST_SECONDS
