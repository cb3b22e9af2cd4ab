"""A browser on the pages: Chromium from the machine, a server of our own, and no way out of it.

THIDUA_CHROMIUM names the browser to use; THIDUA_BROWSER=require turns skipping into failing,
THIDUA_BROWSER=never forbids installing one.
"""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import select
from waitress import wasyncore
from waitress.server import create_server

from service.models import Person
from service.operations.credentials import set_password
from service.rehearsal.live import open_live_campaign
from service.unit_of_work import Actor, UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.databases import opened
from tests.support.given_people import PASSWORD
from workflows import Engine

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}"""


class NoChromium(Exception):
    """There is no browser here; the message says why, and what would help."""


def find_chromium() -> str:
    """Find the browser to use, installing Debian's where that is possible and allowed."""
    named = os.environ.get("THIDUA_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise NoChromium(f"THIDUA_CHROMIUM={named} is not a file")
        return named
    return _on_path() or _installed()


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _installed() -> str:
    if os.environ.get("THIDUA_BROWSER") == "never":
        raise NoChromium("no Chromium on PATH, and THIDUA_BROWSER=never forbids installing it")
    if not shutil.which("apt-get"):
        raise NoChromium("no Chromium on PATH; set THIDUA_CHROMIUM")
    if os.geteuid() != 0:
        raise NoChromium("no Chromium on PATH; sudo apt-get install chromium")
    _apt_get("update")
    _apt_get("install", "--yes", "--no-install-recommends", "chromium")
    found = _on_path()
    if found is None:
        raise NoChromium("apt-get installed chromium, and yet it is not on PATH")
    return found


def _apt_get(*words: str) -> None:
    done = subprocess.run(
        ["apt-get", "-qq", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        raise NoChromium(f"apt-get {words[0]} failed: {done.stderr.strip()[-300:]}")


def do_without(reason: str) -> NoReturn:
    """Skip what needs something that is not here, or fail where browsers are required."""
    if os.environ.get("THIDUA_BROWSER") == "require":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser for the tests of a module: its event loop must not outlive them."""
    missing = None
    try:
        playwright = import_module("playwright.sync_api")
        chromium = find_chromium()
    except (ImportError, NoChromium) as reason:
        missing = str(reason)
    if missing:
        do_without(missing)
    # Chromium refuses its sandbox to root, which is who runs tests in a container.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def backend() -> str:
    """Look at pages on one database only; what they show is tested on both elsewhere."""
    return "sqlite"


@pytest.fixture(scope="session")
def opened_campaign(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the campaign of the year waits for everybody."""
    clock = MovableClock()
    with databases.migrated("sqlite") as url, opened(url) as database:
        units_of_work = UnitsOfWork(database, clock)
        open_live_campaign(units_of_work, Engine(), date(2025, 12, 4))
        with units_of_work.open(Actor.system()) as uow:
            for person in uow.session.scalars(select(Person)):
                set_password(uow, person.id, PASSWORD)
        with database.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = tmp_path_factory.mktemp("campaigns") / "campaign.db"
        shutil.copy(url.removeprefix("sqlite:///"), kept)
    return kept


@pytest.fixture
def application(database_url: str, clock: MovableClock, tmp_path: Path) -> Any:
    """The service on the database the scene is set in; a test may serve something else."""
    from service.app import create_app
    from service.config import Config

    config = Config(
        database_url=database_url,
        secret_file=tmp_path / "secret",
        accounts_file=tmp_path / "accounts.txt",
        lock_file=tmp_path / "scheduler.lock",
    )
    return create_app(config, clock)


@pytest.fixture
def server(application: Any) -> Iterator[str]:
    """The address of the application, served from a thread on a free port."""
    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Answers under way end first, and the thread that waits for the sockets closes them itself.
    server.task_dispatcher.shutdown()
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
    thread.join(timeout=5)


class Faults:
    """What no page may do, whatever the test is about."""

    def __init__(self, server: str) -> None:
        self._inside = (server, "data:", "blob:", "about:")
        self.found: list[str] = []

    def watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", lambda request: self._check_address(request.url))
        page.on("console", lambda message: self._check_policy(message.text))

    def _check_address(self, url: str) -> None:
        if not url.startswith(self._inside):
            self.found.append(f"request outside the server: {url}")

    def _check_policy(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.found.append(text)


@pytest.fixture
def open_page(browser: Any, server: str) -> Iterator[Callable[..., Any]]:
    """Open pages as different people, screens or colour schemes would."""
    faults, contexts = Faults(server), []

    def open_page(**choices: Any) -> Any:
        given = {"viewport": {"width": 1366, "height": 900}, "reduced_motion": "reduce", **choices}
        context = browser.new_context(
            base_url=server, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **given
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        context.on("page", faults.watch)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert faults.found == []


@pytest.fixture(scope="session")
def keep_picture() -> Callable[..., None]:
    """Keep a picture of a page in the folder THIDUA_SHOTS names, if it names one."""

    def keep(page: Any, name: str, **choices: Any) -> None:
        if folder := os.environ.get("THIDUA_SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}.png", **choices)

    return keep


@pytest.fixture
def page(
    open_page: Callable[..., Any], keep_picture: Any, request: pytest.FixtureRequest
) -> Iterator[Any]:
    """One page on an ordinary screen; THIDUA_SHOTS=folder keeps a picture of how it ended."""
    page = open_page()
    yield page
    keep_picture(page, request.node.name, full_page=True)


@pytest.fixture(scope="session")
def accessibility_faults() -> Callable[[Any], list[str]]:
    """Ask axe what on a page breaks WCAG 2.2 AA."""
    if not AXE.is_file():
        do_without("axe-core is not installed: npm ci in frontend/")
    script = AXE.read_text("utf-8")

    def faults(page: Any) -> list[str]:
        # By evaluate, not by a script tag: the policy of the pages allows no foreign script.
        page.evaluate(script)
        found: list[str] = page.evaluate(RUN_AXE, AXE_TAGS)
        return found

    return faults
