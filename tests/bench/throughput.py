"""Starts and due timers a second, and the floor: one commit at a time on the same disk."""

from sqlalchemy import text

from service.db.database import open_database
from tests.bench.figures import seconds
from tests.bench.stage import staged

INSTANCES = 100


def one_round(databases, backend):
    """Start instances, let both timers of each fall due, and commit as often without them."""
    with staged(databases, backend) as stage:
        starting = seconds(lambda: [stage.start(f"s{number}") for number in range(INSTANCES)])
        stage.given.clock.move_to("2025-12-15T17:00:00+07:00")
        firing = seconds(stage.given.time_passes)
    with databases.empty(backend) as url:
        commits = _commits(url)
    return {
        f"{backend}: starts/s": INSTANCES / starting,
        f"{backend}: timer steps/s": 2 * INSTANCES / firing,
        f"{backend}: floor, commits/s": commits,
    }


def _commits(url):
    """Commit one update and one insert at a time through SQLAlchemy Core."""
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE floor (id INTEGER PRIMARY KEY, n INTEGER)"))
        connection.execute(text("INSERT INTO floor VALUES (0, 0)"))

    def commit_all():
        for number in range(1, INSTANCES + 1):
            with engine.begin() as connection:
                connection.execute(text("UPDATE floor SET n = n + 1 WHERE id = 0"))
                connection.execute(text("INSERT INTO floor VALUES (:n, 0)"), {"n": number})

    took = seconds(commit_all)
    engine.dispose()
    return INSTANCES / took
