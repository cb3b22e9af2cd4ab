"""Opening the database: SQLite by default, PostgreSQL where many machines share it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from service.db.statements import order
from service.errors import SettingRefused

#: How long a writer waits for its turn before it gives up.
PATIENCE_SECONDS = 20

#: A stopped process must not hold its row locks for ever.
_NO_HOARDING = "idle_in_transaction_session_timeout=10s"

_readers: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()
_turns: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


class WaitedTooLong(Exception):
    """Others kept writing for longer than a writer is willing to wait."""


def open_database(url: str) -> Engine:
    """Open a database for units of work; a write transaction takes its lock at the start."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        json_serializer=_written,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
        connect_args={"options": f"-c {_NO_HOARDING} -c lock_timeout={PATIENCE_SECONDS}s"},
    )


def _written(value: Any) -> str:
    """A value as JSON columns keep it; in escapes, Vietnamese would take twice the room."""
    try:
        return orjson.dumps(value, option=_PLAIN_ONLY).decode()
    except TypeError:  # An integer of more than 64 bits, half a character.
        return json.dumps(value)


_PLAIN_ONLY = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise SettingRefused("setting.database", value=url) from None
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise SettingRefused("setting.database", value=str(address))
    return address


@contextmanager
def own_turn(database: Engine) -> Iterator[None]:
    """Hold back the other writers of this process for the time of a transaction.

    SQLite lets whoever asks at the right moment go first, so that a writer among many can
    wait for seconds; a lock of our own lets them go in turn. PostgreSQL needs none.
    """
    lock = _turns.get(database)
    if lock is None:
        yield
        return
    if not lock.acquire(timeout=PATIENCE_SECONDS):
        raise WaitedTooLong
    try:
        yield
    finally:
        lock.release()


def for_reading(database: Engine) -> Engine:
    """Return the same database for queries: one snapshot a transaction, and no writing."""
    if database.dialect.name != "sqlite":
        return database.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    if database not in _readers:
        reader = create_engine(database.url, pool_size=10, max_overflow=20)
        event.listen(reader, "connect", _configure_sqlite)
        event.listen(reader, "connect", _refuse_writing)
        event.listen(reader, "begin", _begin_deferred)
        event.listen(database, "engine_disposed", lambda _: reader.dispose())
        _readers[database] = reader
    return _readers[database]


def _open_sqlite(address: URL) -> Engine:
    if address.database:
        _make_folder(Path(address.database).parent)
    database = create_engine(address, pool_size=10, max_overflow=20, json_serializer=_written)
    event.listen(database, "connect", _configure_sqlite)
    event.listen(database, "begin", _begin_immediate)
    _turns[database] = Lock()
    return database


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingRefused("setting.folder", value=folder, reason=error.strerror) from None


def _configure_sqlite(connection: SqliteConnection, _: Any) -> None:
    connection.isolation_level = None  # The driver must not open transactions on its own.
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Without it, INSERT OR REPLACE deletes a row and no delete trigger hears of it.
    connection.execute("PRAGMA recursive_triggers = ON")


def _refuse_writing(connection: SqliteConnection, _: Any) -> None:
    connection.execute("PRAGMA query_only = ON")


def _begin_immediate(connection: Connection) -> None:
    # A deferred transaction that turns into a writer fails at once when another holds the
    # lock; taking the lock first makes it wait its turn.
    order(connection, "BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    order(connection, "BEGIN")
