"""A fresh, migrated database for every test, made by copying one that was migrated once."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from service.db.database import open_database
from service.db.migrations import upgrade_database
from tests.support.postgresql import running_postgresql

BACKENDS = ("sqlite", "postgresql")

_numbers = count(1)


class Databases:
    """Where tests get their databases from; a server is started when the first test wants one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()

    @contextmanager
    def migrated(self, backend: str) -> Iterator[str]:
        """Give the address of a database with today's tables and nothing in it."""
        if backend == "sqlite":
            copy = self._folder / f"{next(_numbers)}.db"
            shutil.copy(self._sqlite_template, copy)
            yield f"sqlite:///{copy}"
            _remove(copy)
        else:
            with self._postgresql_database(self._postgresql_template) as url:
                yield url

    @contextmanager
    def empty(self, backend: str) -> Iterator[str]:
        """Give the address of a database without tables."""
        if backend == "sqlite":
            file = self._folder / f"{next(_numbers)}.db"
            yield f"sqlite:///{file}"
            _remove(file)
        else:
            with self._postgresql_database("template0") as url:
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

    @cached_property
    def _postgresql_template(self) -> str:
        url = self._stack.enter_context(self._postgresql_database("template0"))
        upgrade_database(url)
        return str(make_url(url).database)

    @contextmanager
    def _postgresql_database(self, template: str) -> Iterator[str]:
        name = f"thidua_test_{next(_numbers)}"
        with self._server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
            connection.execute(text(f"ALTER DATABASE {name} SET timezone = 'Asia/Ho_Chi_Minh'"))
        url = make_url(self._server_url).set(database=name)
        yield url.render_as_string(hide_password=False)
        with self._server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


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
