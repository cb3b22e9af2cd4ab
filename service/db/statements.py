"""The few statements of every step, compiled once and run straight on the driver's cursor.

SQLAlchemy looks a statement up and builds its context each time, which costs more than the
statement itself. Types, errors and the watch over changes are those of any other statement.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement
from sqlalchemy.types import TypeEngine

from service.db.changes import note_change

Values = Mapping[str, Any]
_Conversion = Callable[[Any], Any]


def fetch(connection: Connection, statement: ClauseElement, values: Values) -> list[Any]:
    """Run a statement that answers with rows; a list among its values has no place here."""
    prepared = _prepare(statement, connection.dialect)
    rows = _run(connection, prepared.text, prepared.given(values), _asked)
    return [prepared.row(row) for row in rows]


def change(connection: Connection, statement: ClauseElement, values: Values) -> int:
    """Run a statement that changes rows; return how many it found."""
    prepared = _prepare(statement, connection.dialect)
    return int(_run(connection, prepared.text, prepared.given(values), _changed))


def change_each(connection: Connection, statement: ClauseElement, rows: Iterable[Values]) -> None:
    """Run a statement once for each of these values, in one go."""
    prepared = _prepare(statement, connection.dialect)
    _run(connection, prepared.text, [prepared.given(values) for values in rows], _changed_each)


def order(connection: Connection, text: str) -> None:
    """Run a plain order to the database, which takes no values and gives no answer."""
    _run(connection, text, (), _changed)


def _run(connection: Connection, text: str, values: Any, way: Callable[..., Any]) -> Any:
    dialect: Any = connection.dialect
    try:
        cursor = connection.connection.cursor()
        found = way(cursor, text, values)
    except dialect.loaded_dbapi.Error as error:
        raise _told(connection, text, error) from error
    note_change(connection, cursor, text)
    cursor.close()
    return found


def _asked(cursor: Any, text: str, values: Any) -> Any:
    cursor.execute(text, values)
    return cursor.fetchall()


def _changed(cursor: Any, text: str, values: Any) -> Any:
    cursor.execute(text, values)
    return cursor.rowcount


def _changed_each(cursor: Any, text: str, values: Any) -> None:
    cursor.executemany(text, values)


class _Prepared:
    """A statement in the words of one database, with what its values have to go through."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        binds = compiled.bind_names.items()
        self._fixed = {name: bind.effective_value for bind, name in binds if not bind.required}
        self._order = compiled.positiontup
        written = {name: _writing(bind.type, dialect) for bind, name in binds}
        self._written = [(name, write) for name, write in written.items() if write is not None]
        columns = statement.exported_columns
        self._row = result_tuple(columns.keys())
        self._read = [_reading(column.type, dialect) for column in columns]

    def given(self, values: Values) -> Any:
        """The values as the driver takes them."""
        told = {**self._fixed, **values}
        for name, write in self._written:
            told[name] = write(told[name])
        return told if self._order is None else [told[name] for name in self._order]

    def row(self, row: Iterable[Any]) -> Any:
        """A row of the driver with the values we use."""
        read = zip(self._read, row, strict=True)
        return self._row([value if take is None else take(value) for take, value in read])


_prepare = lru_cache(maxsize=1024)(_Prepared)


def _writing(kind: TypeEngine[Any], dialect: Dialect) -> _Conversion | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> _Conversion | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _told(connection: Connection, text: str, error: Exception) -> BaseException:
    """What SQLAlchemy makes of an error of the driver; a connection that broke is given up."""
    dialect: Any = connection.dialect
    broken = dialect.is_disconnect(error, connection.connection, None)
    if broken:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        connection_invalidated=broken,
        dialect=dialect,
    )
