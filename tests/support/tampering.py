"""Changing history the way an intruder with the database's password would."""

from sqlalchemy import Engine, text

_TRIGGERS = tuple(
    f"{table}_no_{what}"
    for table in ("audit_entry", "audit_checkpoint")
    for what in ("update", "delete", "gap")
)


def tamper(database: Engine, statement: str, **params: object) -> None:
    """Run a statement with every trigger and foreign key out of the way."""
    if database.dialect.name == "sqlite":
        _tamper_sqlite(database, statement, params)
        return
    with database.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement), params)


def _tamper_sqlite(database: Engine, statement: str, params: dict[str, object]) -> None:
    connection = database.raw_connection()
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        for trigger in _TRIGGERS:
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.execute(statement, params)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.close()
