"""Fixtures every test may use. A test states its data; fixtures state only the stage."""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

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
SLOW_TESTS = "thidua/slow_tests"
TIMED_AGAIN = os.environ.get("THIDUA_SLOW_TESTS") == "again"


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


@pytest.fixture
def printed(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say a line at the end of the whole run, wherever the test ran."""
    return lambda line: record_property("printed", line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Collect what a whole run leaves behind between tests: the pause belongs to none of them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests had to say, and name those that took too long, fixtures not counted.

    They fail no run by themselves: on a machine that does other things at the same time, a clock
    says little about a test. ``THIDUA_SLOW_TESTS=again`` runs those of the last run once more,
    alone, and fails if one is slow again.
    """
    _print_lines(terminalreporter)
    slow = _slow_tests(terminalreporter)
    if slow:
        terminalreporter.section(f"tests over {SLOWEST_TEST_SECONDS * 1000:.0f} ms")
    for report in slow:
        terminalreporter.line(f"{report.duration * 1000:6.0f} ms {report.nodeid}")


def _print_lines(reporter: Any) -> None:
    for report in (*reporter.stats.get("passed", []), *reporter.stats.get("failed", [])):
        for name, line in report.user_properties if report.when == "call" else ():
            if name == "printed":
                reporter.line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remember the slow tests, so that ``THIDUA_SLOW_TESTS=again`` can time those alone."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    cache = getattr(session.config, "cache", None)
    if reporter is None or cache is None:
        return
    slow = [report.nodeid for report in _slow_tests(reporter)]
    if not TIMED_AGAIN:
        cache.set(SLOW_TESTS, slow)
    elif slow:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    elif session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if TIMED_AGAIN and config.cache is not None:
        slow = set(config.cache.get(SLOW_TESTS, []))
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in slow])
        items[:] = [item for item in items if item.nodeid in slow]


def _slow_tests(reporter: Any) -> list[Any]:
    return [
        report
        for report in reporter.stats.get("passed", [])
        if report.when == "call"
        and report.duration > SLOWEST_TEST_SECONDS
        and UNHURRIED.isdisjoint(Path(report.nodeid.partition("::")[0]).parts)
    ]
