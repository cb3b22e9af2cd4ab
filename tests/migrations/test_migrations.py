import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from service.audit.chain import GENESIS
from service.db.base import Base
from service.db.migrations import MIGRATIONS, downgrade_database, upgrade_database
from service.models import AuditHead
from tests.support.databases import opened

#: A task that is offered to somebody, as it stood before people could be away.
BEFORE_PEOPLE_AWAY = """
INSERT INTO campaign (id, code, name, legal_regime, status, starts_on, ends_on, settings)
VALUES (1, 'c', 'c', 'l', 'open', '2025-10-01', '2026-01-01', '{}');
INSERT INTO deployment (id, deployed_at, deployed_by)
VALUES (1, '2025-12-01 00:00:00+00:00', 'system');
INSERT INTO definition (id, kind, key, version, content, sha256, deployment_id)
VALUES (1, 'process', 'p', 1, '', '', 1);
INSERT INTO process_instance (id, definition_id, deployment_id, process_key, business_key,
campaign_id, status, document, revision, started_at, open_incidents)
VALUES (1, 1, 1, 'p', 'k', 1, 'running', '', 1, '2025-12-01 00:00:00+00:00', 0);
INSERT INTO user_task (id, instance_id, engine_task_id, element_id, name, status, revision,
opened_at) VALUES (1, 1, 'e', 'sign', 'Sign', 'open', 1, '2025-12-01 00:00:00+00:00');
INSERT INTO task_candidate (id, task_id, "group") VALUES (1, 1, 'director');
"""


@pytest.fixture
def empty_url(databases, backend):
    with databases.empty(backend) as url:
        yield url


def shape(database):
    """Everything a database says about its tables, whichever way they were made."""
    inspector = inspect(database)
    said = {
        "columns": inspector.get_multi_columns(),
        "key": inspector.get_multi_pk_constraint(),
        "references": inspector.get_multi_foreign_keys(),
        "unique": inspector.get_multi_unique_constraints(),
        "indexes": inspector.get_multi_indexes(),
    }
    return {
        (table, kind): readable(things)
        for kind, tables in said.items()
        for (_, table), things in tables.items()
        if table != "alembic_version"
    }


def readable(things):
    """Put names in order and what the reflection holds as objects into words."""
    if isinstance(things, dict):
        kept = {name: readable(part) for name, part in things.items() if name != "comment"}
        return kept if kept.get("autoincrement") != "auto" else kept | {"autoincrement": False}
    if isinstance(things, list):
        parts = list(map(readable, things))
        return sorted(parts, key=lambda part: part["name"] if isinstance(part, dict) else "")
    return str(things)


def test_the_migrations_make_what_the_models_say(empty_url, database):
    with opened(empty_url) as fresh:
        Base.metadata.create_all(fresh)

        assert shape(database) == shape(fresh)


def test_alembic_finds_nothing_left_to_do(database):
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_migrations_can_be_taken_back_and_made_again(empty_url):
    upgrade_database(empty_url)
    downgrade_database(empty_url, "base")
    with opened(empty_url) as database:
        assert shape(database) == {}

    upgrade_database(empty_url)
    with opened(empty_url) as database:
        assert {table for table, _ in shape(database)} == set(Base.metadata.tables)


def test_upgrading_twice_changes_nothing(database_url, database):
    before = shape(database)

    upgrade_database(database_url)

    assert shape(database) == before


def test_a_table_others_refer_to_is_made_anew_with_its_rows(empty_url):
    upgrade_database(empty_url, "0010")
    with opened(empty_url) as database, database.begin() as connection:
        for statement in BEFORE_PEOPLE_AWAY.strip().split(";\n"):
            connection.execute(text(statement.rstrip(";")))

    upgrade_database(empty_url, "0011")
    downgrade_database(empty_url, "0010")
    upgrade_database(empty_url, "0011")

    with opened(empty_url) as database, database.connect() as connection:
        offered = connection.execute(
            text(
                "SELECT task.name, acting_for_id FROM task_candidate"
                " JOIN user_task AS task ON task.id = task_id"
            )
        ).one()
    assert tuple(offered) == ("Sign", None)


def test_the_chain_begins_at_its_head(database):
    with database.connect() as connection:
        head = connection.execute(select(AuditHead.sequence, AuditHead.hash)).one()

    assert tuple(head) == (0, GENESIS)


def test_the_head_on_file_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")

    newest = ScriptDirectory.from_config(config).get_current_head()

    assert (MIGRATIONS / ".current-alembic-head").read_text().strip() == newest


def test_every_constraint_has_a_name(database):
    nameless = [
        place
        for place, things in shape(database).items()
        for thing in (things if isinstance(things, list) else [things])
        if thing["name"] == "None"
    ]

    assert nameless == []


ENTRY = (
    "audit_entry (sequence, event, actor, at, body, hash)"
    " VALUES ({0}, 'x:y', 'system', '2025-12-01 00:00:00', '{{}}', 'hash {0}')"
)


def test_a_ledger_taken_back_says_again_what_each_entry_follows(empty_url):
    upgrade_database(empty_url)
    with opened(empty_url) as database:
        for number in (1, 2):
            execute(database, f"INSERT INTO {ENTRY.format(number)}")

        downgrade_database(empty_url, "0017")

        with database.connect() as connection:
            told = text("SELECT previous_hash FROM audit_entry ORDER BY sequence")
            assert connection.scalars(told).all() == [GENESIS, "hash 1"]
        for attack in ("UPDATE audit_entry SET hash = 'c'", "DELETE FROM audit_entry"):
            with pytest.raises(DBAPIError, match="append-only"):
                execute(database, attack)


def execute(database, statement):
    with database.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_entry SET actor = 'nobody'",
        "UPDATE audit_entry SET hash = 'c' WHERE sequence = 1",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE sequence = 1",
    ],
)
def test_the_database_refuses_to_change_history(database, attack):
    with database.begin() as connection:
        connection.execute(text(f"INSERT INTO {ENTRY.format(1)}"))

    with pytest.raises(DBAPIError, match="append-only"), database.begin() as connection:
        connection.execute(text(attack))


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "attack",
    [
        "TRUNCATE audit_entry CASCADE",
        f"INSERT INTO {ENTRY.format(1)} ON CONFLICT (sequence) DO UPDATE SET actor = 'nobody'",
    ],
)
def test_postgresql_knows_more_ways_and_refuses_them(database, attack):
    with database.begin() as connection:
        connection.execute(text(f"INSERT INTO {ENTRY.format(1)}"))

    with pytest.raises(DBAPIError, match="append-only"), database.begin() as connection:
        connection.execute(text(attack))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_replacing_an_entry_is_refused_too(database, recursive):
    with database.begin() as connection:
        connection.execute(text(f"INSERT INTO {ENTRY.format(1)}"))

    with database.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql(f"PRAGMA recursive_triggers = {recursive}")

        with pytest.raises(DBAPIError, match="append-only"):
            connection.exec_driver_sql(f"INSERT OR REPLACE INTO {ENTRY.format(1)}")
