"""Numbered steps from an empty database to today's tables; a released step never changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DatabaseError

from service.db.database import open_database

MIGRATIONS = Path(__file__).parent

#: Any number will do, as long as every process takes the same one.
_MIGRATION_LOCK = 20251005


class ReferencesBroken(RuntimeError):
    """A migration would leave rows that refer to nothing. Always a bug of ours."""


def upgrade_database(url: str, revision: str = "head") -> None:
    """Apply the migrations that are missing; safe to call at every start, by every process."""
    with _migrating(url) as connection:
        command.upgrade(_settings(connection), revision)


def downgrade_database(url: str, revision: str) -> None:
    """Take migrations back, down to a revision or ``base``."""
    with _migrating(url) as connection:
        command.downgrade(_settings(connection), revision)


def is_up_to_date(url: str) -> bool:
    """Tell whether a database has today's tables; what is no database of ours has not."""
    database = open_database(url)
    try:
        with database.connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
            return set(found) == set(ScriptDirectory(str(MIGRATIONS)).get_heads())
    except DatabaseError:
        return False
    finally:
        database.dispose()


@contextmanager
def _migrating(url: str) -> Iterator[Connection]:
    database = open_database(url)
    if database.dialect.name == "sqlite":
        event.listen(database, "connect", _let_tables_be_made_anew)
    try:
        with database.begin() as connection:
            _take_turns(connection)
            yield connection
            _check_references(connection)
    finally:
        database.dispose()


def _let_tables_be_made_anew(connection: SqliteConnection, _: Any) -> None:
    # SQLite cannot add a reference to a table: it is made anew, which those that refer to it
    # would forbid. What they refer to is checked at the end instead.
    connection.execute("PRAGMA foreign_keys = OFF")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise ReferencesBroken(f"{len(broken)} rows, first {tuple(broken[0])}")


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": _MIGRATION_LOCK})


def _settings(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
