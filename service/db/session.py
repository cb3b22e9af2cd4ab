"""The session of a unit of work: it never commits, and it knows every row it leaves behind.

Objects are flushed as ever. Where a step has to be quick, rows are written by statements instead,
at once and without the bookkeeping of a flush; the session takes note of them all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NoReturn, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, event, insert, update
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql import ClauseElement

from service.db.base import Base
from service.db.statements import change, fetch

Row = TypeVar("Row", bound=Base)


class GuardedSession(Session):
    """A session that leaves committing to the unit of work it belongs to.

    It remembers the rows it wrote and deleted, so that the ledger can speak for them: objects by
    their identity, rows added without one by table and id.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.written: dict[int, object] = {}
        self.removed: dict[int, object] = {}
        self.added: dict[tuple[str, int], Mapping[str, Any]] = {}

    def commit(self) -> NoReturn:
        """Refuse: a transaction ends where its unit of work ends."""
        raise RuntimeError("only a unit of work commits")

    @cached_property
    def wire(self) -> Connection:
        """The connection of its one transaction, looked up once."""
        return self.connection()

    def rows(self, statement: ClauseElement, **values: Any) -> Sequence[Any]:
        """Read rows as they are in the database, without making objects of them."""
        return fetch(self.wire, statement, values)

    def read_objects(self, model: type[Row], statement: ClauseElement, **values: Any) -> list[Row]:
        """Read whole rows of a table as objects that say what the database says now."""
        self.flush()
        return [self._object(model, row) for row in self.rows(statement, **values)]

    def _object(self, model: type[Row], row: Any) -> Row:
        found = self.identity_map.get(identity_key(model, row.id))
        one = model() if found is None else found
        for name, value in zip(row._fields, row, strict=True):
            set_committed_value(one, name, value)
        if found is None:
            make_transient_to_detached(one)
            self.add(one)
        return one

    def add_rows(self, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add rows to a table at once; return their ids."""
        whole = [{**_defaults(model), **row} for row in rows]
        ids = [self._add_row(model, row) for row in whole]
        names = _table(model).columns.keys()
        for number, row in zip(ids, whole, strict=True):
            self.added[_table(model).name, number] = {**dict.fromkeys(names), **row, "id": number}
        return ids

    def _add_row(self, model: type[Base], row: Mapping[str, Any]) -> int:
        (added,) = fetch(self.wire, _insert(model, tuple(row)), row)
        return int(added.id)

    def update_row(self, row: Any, **values: Any) -> None:
        """Change columns of the row of an object at once."""
        model = _model_of(row)
        to = {f"to_{name}": value for name, value in values.items()}
        statement = _update(model, tuple(values))
        if change(self.wire, statement, {"key": row.id, **to}) != 1:
            raise StaleDataError(f"{model.__name__} {row.id} is no longer there")
        for name, value in values.items():
            set_committed_value(row, name, value)
        self.written[id(row)] = row

    def delete_row(self, row: Any) -> None:
        """Take the row of an object away at once."""
        model = _model_of(row)
        change(self.wire, _delete(model), {"key": row.id})
        self.written.pop(id(row), None)
        self.added.pop((row.__tablename__, row.id), None)
        self.removed[id(row)] = row
        self.expunge(row)


@event.listens_for(GuardedSession, "after_flush")
def _remember(session: GuardedSession, _: object) -> None:
    session.written.update((id(row), row) for row in (*session.new, *session.dirty))
    for row in session.deleted:
        session.removed[id(row)] = row
        session.added.pop((row.__tablename__, row.id), None)


def _model_of(row: Any) -> type[Base]:
    model: type[Base] = type(row)
    return model


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


@cache
def _insert(model: type[Base], names: tuple[str, ...]) -> ClauseElement:
    table = _table(model)
    return insert(table).values({name: bindparam(name) for name in names}).returning(table.c.id)


@cache
def _update(model: type[Base], names: tuple[str, ...]) -> ClauseElement:
    table = _table(model)
    changed: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
    return update(table).where(table.c.id == bindparam("key")).values(changed)


@cache
def _delete(model: type[Base]) -> ClauseElement:
    table = _table(model)
    return delete(table).where(table.c.id == bindparam("key"))


def _defaults(model: type[Base]) -> dict[str, Any]:
    """What a row says where nothing else is said."""
    found: dict[str, Any] = {}
    for column in _table(model).columns:
        default: Any = column.default
        if default is not None:
            found[column.name] = default.arg(None) if default.is_callable else default.arg
    return found
