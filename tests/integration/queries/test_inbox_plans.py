"""How the databases read an inbox: by indexes, and never through all tasks."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from service.models import Group
from service.queries.inbox import count_tasks, list_tasks
from service.queries.inbox_asked import Due, Filters, Tab, Wanted
from service.queries.viewers import find_viewer

TABLES = ("user_task", "task_candidate", "process_instance", "nomination")


@contextmanager
def noting(database):
    """The statements a database is asked meanwhile, with their values."""
    noted = []

    def note(_connection, _cursor, statement, parameters, *_):
        noted.append((statement, parameters))

    event.listen(database, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(database, "before_cursor_execute", note)


def plan_of(session, statement, parameters):
    """What the database would do, one step a line."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [row.detail for row in rows]
    # Of a handful of rows PostgreSQL reads all, whatever indexes there are.
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)]


def reads_all(step):
    """Whether a step of a plan goes through a whole table."""
    words = step.split()
    if "Seq" in words:
        return any(table in words for table in TABLES)
    is_scan = words[:1] == ["SCAN"] and words[1] in TABLES
    return is_scan and "USING" not in words


def asked_of(session, person, tab, clock, **filters):
    viewer = find_viewer(session, person.id)
    wanted = Wanted(tab, clock(), Filters(**filters))
    with noting(session.get_bind()) as statements:
        list_tasks(session, viewer, wanted)
        count_tasks(session, viewer, wanted)
    return [plan_of(session, *one) for one in statements]


@pytest.mark.parametrize("group", [Group.STANDING_BODY, Group.UNIT_CLERK, Group.DIRECTOR])
@pytest.mark.parametrize("tab", Tab)
@pytest.mark.parametrize("filters", [{}, {"due": Due.LATE}, {"unit": "VP"}])
def test_no_inbox_reads_all_tasks(given, units_of_work, clock, group, tab, filters):
    person = given.person("lan", group, unit=given.unit("VP"))
    given.instance(given.small_stage())

    with units_of_work.read() as session:
        plans = asked_of(session, person, tab, clock, **filters)

    assert plans
    assert [step for plan in plans for step in plan if reads_all(step)] == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_most_urgent_of_all_come_from_the_index_of_open_tasks(given, units_of_work, clock):
    person = given.person("lan", Group.STANDING_BODY)
    given.instance(given.small_stage())

    with units_of_work.read() as session:
        first, *_ = asked_of(session, person, Tab.ALL, clock)

    assert any("ix_user_task_due_at_id" in step for step in first)
    # The page itself is put in order, after what was read in order; that is a page long.
    assert sum("TEMP B-TREE FOR ORDER BY" in step for step in first) <= 2
