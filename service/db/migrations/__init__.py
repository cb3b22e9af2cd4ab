"""Numbered steps from an empty database to today's tables; a released step never changes."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from service.db.database import open_database

MIGRATIONS = Path(__file__).parent

#: Any number will do, as long as every process takes the same one.
_MIGRATION_LOCK = 20251005


def upgrade_database(url: str, revision: str = "head") -> None:
    """Apply the migrations that are missing; safe to call at every start, by every process."""
    database = open_database(url)
    try:
        with database.begin() as connection:
            _take_turns(connection)
            command.upgrade(_settings(connection), revision)
    finally:
        database.dispose()


def downgrade_database(url: str, revision: str) -> None:
    """Take migrations back, down to a revision or ``base``."""
    database = open_database(url)
    try:
        with database.begin() as connection:
            _take_turns(connection)
            command.downgrade(_settings(connection), revision)
    finally:
        database.dispose()


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


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": _MIGRATION_LOCK})


def _settings(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
