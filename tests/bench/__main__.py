"""``make bench``: what one machine does, in rounds, with the floor of the same disk beside it."""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine, text

from service.models import Group
from service.rehearsal import rehearse
from service.unit_of_work import UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.databases import BACKENDS, Databases, opened
from tests.support.given import Given
from workflows import Engine

ROUNDS = 3
INSTANCES = 200


def main():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", metavar="FILE", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    show(figures)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2))
    return 0


def measure(folder):
    databases = Databases(folder)
    figures = {}
    try:
        for backend in BACKENDS:
            for _ in range(ROUNDS):
                for name, value in one_round(databases, backend).items():
                    figures.setdefault(f"{backend}: {name}", []).append(value)
    finally:
        databases.close()
    for number in range(ROUNDS):
        figures.setdefault("rehearsal of the 2025 season, s", []).append(
            seconds(lambda url=f"sqlite:///{folder}/season-{number}.db": season(url))
        )
    return figures


def one_round(databases, backend):
    with databases.migrated(backend) as url, opened(url) as database:
        clock = MovableClock()
        given = Given(UnitsOfWork(database, clock), Engine(), clock)
        campaign = given.small_stage()
        lan = given.person("lan", Group.STANDING_BODY)
        started = []
        starting = seconds(lambda: started.extend(start_all(given, campaign)))
        tasks = [given.open_task(one) for one in started]
        completing = seconds(
            lambda: [given.completes(lan, one, agreed=True, comment="Nhất trí") for one in tasks]
        )
        waiting = start_all(given, campaign, "late")
        clock.move_to("2025-12-15T17:00:00+07:00")
        firing = seconds(given.time_passes)
        return {
            "starts/s": INSTANCES / starting,
            "completions/s": INSTANCES / completing,
            "timer steps/s": 2 * len(waiting) / firing,
            "floor, commits/s": floor(url),
        }


def start_all(given, campaign, prefix="r"):
    return [
        given.instance(campaign, business_key=f"{prefix}{number}") for number in range(INSTANCES)
    ]


def floor(url):
    """Commit one update and one insert at a time through SQLAlchemy Core."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE floor (id INTEGER PRIMARY KEY, n INTEGER)"))
        connection.execute(text("INSERT INTO floor VALUES (0, 0)"))

    def commit_all():
        for number in range(1, INSTANCES + 1):
            with engine.begin() as connection:
                connection.execute(text("UPDATE floor SET n = n + 1 WHERE id = 0"))
                connection.execute(text("INSERT INTO floor VALUES (:n, 0)"), {"n": number})

    took = seconds(commit_all)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE floor"))
    engine.dispose()
    return INSTANCES / took


def season(url):
    rehearse("2025", url, json_path=None, progress=False)


def seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def show(figures):
    sys.stdout.write(f"{'':44} {'median':>10} {'min':>10} {'max':>10}\n")
    for name, values in figures.items():
        middle = statistics.median(values)
        sys.stdout.write(f"{name:44} {middle:10.1f} {min(values):10.1f} {max(values):10.1f}\n")


if __name__ == "__main__":
    raise SystemExit(main())
