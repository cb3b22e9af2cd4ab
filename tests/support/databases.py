"""A fresh, migrated database for every test: a copy of a file, or a server's swept clean."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from service.audit.chain import GENESIS
from service.db.database import open_database
from service.db.migrations import upgrade_database
from service.models import AuditHead
from tests.support.postgresql import running_postgresql

BACKENDS = ("sqlite", "postgresql")

_numbers = count(1)


class Databases:
    """Where tests get their databases from; a server is started when the first test wants one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._free: list[_SweptDatabase] = []

    @contextmanager
    def migrated(self, backend: str) -> Iterator[str]:
        """Give the address of a database with today's tables and nothing in it."""
        if backend == "sqlite":
            copy = self._folder / f"{next(_numbers)}.db"
            shutil.copy(self._sqlite_template, copy)
            yield f"sqlite:///{copy}"
            _remove(copy)
        else:
            # Copying a database takes PostgreSQL ten times as long as emptying it.
            swept = self._free.pop() if self._free else self._another()
            yield swept.url
            swept.sweep()
            self._free.append(swept)

    @contextmanager
    def empty(self, backend: str) -> Iterator[str]:
        """Give the address of a database without tables."""
        if backend == "sqlite":
            file = self._folder / f"{next(_numbers)}.db"
            yield f"sqlite:///{file}"
            _remove(file)
        else:
            with self._postgresql_database() as url:
                yield url

    def close(self) -> None:
        self._stack.close()

    @cached_property
    def _sqlite_template(self) -> Path:
        file = self._folder / "template.db"
        upgrade_database(f"sqlite:///{file}")
        with create_engine(f"sqlite:///{file}", poolclass=NullPool).connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return file

    @cached_property
    def _server_url(self) -> str:
        return self._stack.enter_context(running_postgresql())

    @cached_property
    def _server(self) -> Engine:
        server = create_engine(
            make_url(self._server_url).set(drivername="postgresql+psycopg"),
            isolation_level="AUTOCOMMIT",
        )
        self._stack.callback(server.dispose)
        return server

    def _another(self) -> "_SweptDatabase":
        url = self._stack.enter_context(self._postgresql_database())
        upgrade_database(url)
        swept = _SweptDatabase(url)
        self._stack.callback(swept.close)
        return swept

    @contextmanager
    def _postgresql_database(self) -> Iterator[str]:
        name = f"thidua_test_{os.getpid()}_{next(_numbers)}"
        with self._server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
            connection.execute(text(f"ALTER DATABASE {name} SET timezone = 'Asia/Ho_Chi_Minh'"))
        url = make_url(self._server_url).set(database=name)
        yield url.render_as_string(hide_password=False)
        with self._server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


class _SweptDatabase:
    """A migrated database that is emptied after each test; tests must leave its tables alone."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._broom = create_engine(
            make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )

    def sweep(self) -> None:
        """Take every row out and count from one again, as if nobody had been here."""
        with self._broom.connect() as connection:
            connection.exec_driver_sql(_LEAVE)
            connection.exec_driver_sql(_sweeping())

    def close(self) -> None:
        self._broom.dispose()


_LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@cache
def _sweeping() -> str:
    tables = [f'"{name}"' for name in AuditHead.metadata.tables]
    emptied = " ".join(
        f"IF EXISTS (SELECT FROM {table}) THEN DELETE FROM {table}; END IF;" for table in tables
    )
    # Triggers and foreign keys are out of the way: the ledger would refuse.
    return f"""
        DO $$ BEGIN
            SET LOCAL session_replication_role = replica;
            {emptied}
            PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S';
            INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '{GENESIS}');
        END $$
    """


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.dispose()


def _remove(file: Path) -> None:
    for name in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        name.unlink(missing_ok=True)
