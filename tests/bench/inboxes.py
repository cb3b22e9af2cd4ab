"""P6: a page of the inbox among 10,000 and among 1,000,000 open tasks.

The tasks are written by statements, outside of what is timed: a case for every ten of them, spread
over units, groups, people and due dates as a season's are. What one person has taken stays as it
is: a page costs more for who takes part in more cases, not for more tasks in the house. What is
timed is a request as the service answers it, from the cookie or token to the last byte.
"""

import statistics

from sqlalchemy import text

from service.app import Service, create_app
from service.config import Config
from service.models import Group
from tests.bench.figures import Stopwatch
from tests.bench.stage import Stage
from tests.support.databases import opened
from tests.support.visitors import Visitor
from workflows import Engine

FEW, MANY = 10_000, 1_000_000
UNITS = 40
PER_CASE = 10
REQUESTS = 25
ADDRESSES = {
    "API page of 50, mine": "/api/tasks?tab=mine&limit=50",
    "API page of 50, my groups": "/api/tasks?tab=groups&limit=50",
    "API page of 50, all": "/api/tasks?tab=all&limit=50",
    "HTML page, my groups": "/?tab=groups",
    "HTML page, all": "/?tab=all",
    "HTML page, a search": "/?tab=all&q=nguyen",
}


def one_round(databases, backend, folder):
    """Fill the house once and then once more, and ask for the same pages each time."""
    with databases.migrated(backend) as url, opened(url) as database:
        house = _House(database, url, folder)
        few = _filled(house, FEW)
        many = _filled(house, MANY)
    for name, (clock, cpu) in few.items():
        yield {
            f"{backend}: {name}, {FEW:,}, ms": clock,
            f"{backend}: {name}, {MANY:,}, ms": many[name][0],
            f"{backend}: {name}, by CPU, times": many[name][1] / cpu,
        }


def _filled(house, tasks):
    house.fill_to(tasks)
    return {
        f"{what}, {who}": _asked(visitor, address)
        for who, visitor in house.visitors.items()
        for what, address in ADDRESSES.items()
    }


def _asked(visitor, address):
    """The medians of some requests after a first one, in milliseconds, by the clock and by CPU."""
    took = []
    for _ in range(REQUESTS + 1):
        with Stopwatch() as watch:
            answer = visitor.client.get(address)
        assert answer.status_code == 200
        took.append((watch.clock * 1000, watch.cpu * 1000))
    return tuple(statistics.median(times) for times in zip(*took[1:], strict=True))


class _House:
    """A department with people in it, and as many open tasks as wanted."""

    def __init__(self, database, url, folder):
        self.database = database
        self.stage = Stage(database, Engine())
        given = self.stage.given
        units = [given.unit(f"U{number}") for number in range(UNITS)]
        office = given.person("office", Group.STANDING_BODY)
        clerk = given.person("clerk", Group.UNIT_CLERK, unit=units[0])
        self.known = {
            "base": 1000,
            "per_case": PER_CASE,
            "units": UNITS,
            "unit": units[0].id,
            "office": office.id,
            "clerk": clerk.id,
            "campaign": self.stage.campaign.id,
            "pattern": self.stage.start("pattern").id,
        }
        config = Config(database_url=url, secret_file=folder / "secret")
        app = create_app(
            config, service=Service(config, database, given.units_of_work, given.engine)
        )
        self.visitors = {
            "the office": Visitor(app, office),
            "a clerk": Visitor(app, clerk),
        }
        self.filled = 0

    def fill_to(self, tasks):
        """Write cases and tasks until there are so many."""
        known = {"first": self.filled, "count": tasks, **self.known}
        due = _DUE[self.database.dialect.name]
        with self.database.begin() as connection:
            for statement in (_NOMINATIONS, _CASES, _TASKS, _OFFERS):
                connection.execute(text(statement.replace("{due}", due)), known)
            # PostgreSQL counts its rows by itself after a while; nobody does so in a SQLite file.
            if self.database.dialect.name == "postgresql":
                connection.execute(text("ANALYZE"))
        self.filled = tasks


#: A minute of a fortnight for nine of ten tasks; the tenth has no due date.
_DUE = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', '2025-12-01', (i % 20000) || ' minutes') || '.000000'",
    "postgresql": "timestamptz '2025-12-01 00:00+00' + (i % 20000) * interval '1 minute'",
}
_CASE_NUMBERS = """
    WITH RECURSIVE n(i) AS (
        SELECT CAST(:first / :per_case AS bigint)
        UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count / :per_case
    )
"""
_TASK_NUMBERS = """
    WITH RECURSIVE n(i) AS (
        SELECT CAST(:first AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count
    )
"""
_NOMINATIONS = f"""
    INSERT INTO nomination (id, campaign_id, number, unit_id, subject, nominee, position,
        is_leader, award, proposed_award, content, achievement, status, is_late, created_at)
    {_CASE_NUMBERS}
    SELECT :base + i, :campaign, :base + i, :unit + i % :units, 'individual',
        'Nguyễn Văn ' || i, '', false, 'GIAY_KHEN', 'GIAY_KHEN', 'II.2', 'Hoàn thành tốt',
        'submitted', false, '2025-12-01 00:00:00.000000'
    FROM n
"""
_CASES = f"""
    INSERT INTO process_instance (id, definition_id, deployment_id, process_key, business_key,
        campaign_id, unit_id, nomination_id, status, revision, document, started_at)
    {_CASE_NUMBERS}
    SELECT :base + i, definition_id, deployment_id, process_key, 'case/' || i,
        campaign_id, :unit + i % :units, :base + i, status, revision, document, started_at
    FROM n, process_instance WHERE process_instance.id = :pattern
"""
#: One task of twenty is with the office; the clerk has a dozen, however many there are.
_TASKS = f"""
    INSERT INTO user_task (id, instance_id, engine_task_id, element_id, name, unit_id,
        case_unit_id, assignee_id, status, revision, opened_at, due_at)
    {_TASK_NUMBERS}
    SELECT :base + i, :base + i / :per_case, 'task ' || i, 'review', 'Thẩm tra hồ sơ',
        :unit + (i / :per_case) % :units, :unit + (i / :per_case) % :units,
        CASE WHEN i % 20 = 7 THEN :office WHEN i < 10000 AND i % 800 = 13 THEN :clerk END,
        'open', 1, '2025-12-01 00:00:00.000000', CASE WHEN i % 10 = 0 THEN NULL ELSE {{due}} END
    FROM n
"""
_OFFERS = f"""
    INSERT INTO task_candidate (id, task_id, "group", unit_id, due_at)
    {_TASK_NUMBERS}
    SELECT :base + i, :base + i, CASE WHEN i % 2 = 0 THEN 'unit_clerk' ELSE 'standing_body' END,
        CASE WHEN i % 2 = 0 THEN :unit + (i / :per_case) % :units END,
        CASE WHEN i % 10 = 0 THEN NULL ELSE {{due}} END
    FROM n
"""
