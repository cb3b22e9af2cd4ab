"""Digests of rows: what a table says now is held against what the ledger last recorded.

Every unit of work notes the digest of each row of evidence it leaves behind, under one salted
commitment. So a row that was changed, removed or put in past the service is found, and the
entry that last spoke for it is named.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Table, inspect
from sqlalchemy.orm import Mapper

from service.audit.chain import canonical, plain
from service.db.base import Base

#: The value of an entry that holds the digests.
ROWS = "rows"

#: The ledger itself, and what says nothing about what was decided: drafts, presence, retries.
_NO_EVIDENCE = frozenset(
    {
        *("audit_entry", "audit_head", "audit_value", "audit_checkpoint"),
        *("answered_request", "task_draft", "session"),
        *("mail", "notice_round"),
    }
)
#: Columns the ledger holds by other means, that repeat what another row says for the sake of an
#: index, or that only mark how far the telling has come.
_LEFT_OUT = {
    "process_instance": frozenset({"document"}),
    "instance_migration": frozenset({"former_document"}),
    "task_candidate": frozenset({"due_at"}),
    "api_token": frozenset({"used_at"}),
    "notice": frozenset({"not_before", "mail_id", "withheld", "read_at"}),
    "user_task": frozenset({"case_unit_id", "told_at"}),
}
#: Columns a migration added, with what they began with: a row recorded before is still the same.
_CAME_LATER: dict[str, dict[str, Any]] = {
    "process_instance": {"suspended_at": None, "suspension_reason": None, "open_incidents": 0},
    "person": {"must_change_password": False, "revision": 1},
    "unit": {"revision": 1},
    "notice": {"task_id": None},
    "council_session": {"method": "show_of_hands"},
    "user_task": {"acting_for_id": None, "delegated_at": None, "reminded_at": None},
}
#: Only the columns left out are ever updated past the session.
_MARKED_ONLY = frozenset({"notice"})


def evidence_tables() -> list[Table]:
    """List the tables whose rows are held against the ledger."""
    return [one for one in Base.metadata.sorted_tables if one.name not in _NO_EVIDENCE]


def evidence_columns(table: Table) -> list[Column[Any]]:
    """List the columns of a table that a digest covers."""
    left_out = _LEFT_OUT.get(table.name, frozenset())
    return [column for column in table.columns if column.name not in left_out]


def row_digest(table: str, row: Mapping[str, Any]) -> str:
    """Return the digest of a row of a table, given by column name."""
    later = _CAME_LATER.get(table, {})
    told = {
        name: _written(value)
        for name, value in row.items()
        if name not in later or value != later[name]
    }
    return hashlib.sha256(canonical(told)).hexdigest()


def _written(value: Any) -> Any:
    """A value as a digest takes it; a file stands for its own digest."""
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else plain(value)


def digests_of(
    written: Iterable[object],
    deleted: Iterable[object],
    added: Mapping[tuple[str, int], Mapping[str, Any]],
) -> dict[str, str]:
    """Return the digest of each row of evidence a session left behind, by table and id.

    A row that was deleted has the empty digest, unless a new row took its id: SQLite gives the
    last ids away again.
    """
    gone = dict(_named(deleted, lambda *_: ""))
    new = {
        f"{table}:{number}": row_digest(table, {name: row[name] for name in _told(table)})
        for (table, number), row in added.items()
        if table not in _NO_EVIDENCE
    }
    return gone | new | dict(_named(written, row_digest))


def unaccounted(changed: Iterable[str], digests: Mapping[str, str]) -> list[str]:
    """List the tables of evidence that were changed although no digest of theirs was taken."""
    spoken_for = {name.partition(":")[0] for name in digests}
    return sorted(set(changed) & _evidence() - _MARKED_ONLY - spoken_for)


@cache
def _evidence() -> frozenset[str]:
    return frozenset(one.name for one in evidence_tables())


@cache
def _told(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in evidence_columns(Base.metadata.tables[table]))


def _named(rows: Iterable[Any], digest: Any) -> Iterator[tuple[str, str]]:
    for row in rows:
        model: type[Base] = type(row)
        table, names, values_of = _covered(model)
        if table not in _NO_EVIDENCE:
            values = dict(zip(names, values_of(row), strict=True))
            yield f"{table}:{values['id']}", digest(table, values)


@cache
def _covered(model: type[Base]) -> tuple[str, list[str], Callable[[Any], Any]]:
    """The table of a model, the columns a digest covers, and how to read them from an object."""
    mapper: Mapper[Any] = inspect(model)
    table = mapper.local_table
    assert isinstance(table, Table)
    columns = evidence_columns(table)
    keys = (mapper.get_property_by_column(column).key for column in columns)
    return table.name, [column.name for column in columns], attrgetter(*keys)
