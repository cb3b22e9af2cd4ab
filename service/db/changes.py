"""Which tables a transaction changed, whoever wrote the statement: ORM, Core or plain text."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, event

_LISTENING = "thidua.changes"

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_TEXT = re.compile(r"'(?:[^']|'')*'")
_WRITE = re.compile(
    r"(?<!\bFOR )(?<!\bKEY )(?<!\bDO )"
    r"\b(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE(?: OR \w+)?(?: ONLY)?|DELETE FROM(?: ONLY)?"
    r"|MERGE INTO|TRUNCATE(?: TABLE)?) ([\w.\"]+)",
    re.IGNORECASE,
)
_ASSIGNMENTS = re.compile(r"^UPDATE \S+ SET (.*?)(?: WHERE .*| RETURNING .*)?$", re.IGNORECASE)
_COLUMN = re.compile(r"(?:^|, ?)\"?(\w+)\"? ?=")
#: First words of statements that leave every row alone unless a part of them writes.
_READS = frozenset(
    {
        *("SELECT", "WITH", "VALUES", "EXPLAIN", "PRAGMA", "SET", "SHOW", "LOCK"),
        *("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"),
    }
)

#: Columns that may be updated without an audit entry: marks of presence and of retrying.
_BOOKKEEPING = {
    "session": frozenset({"seen_at"}),
    "api_token": frozenset({"used_at"}),
    "mail": frozenset({"attempts", "not_before", "last_error"}),
    "notice": frozenset({"read_at"}),
    "user_task": frozenset({"told_at"}),
}
_EXEMPT_TABLES = frozenset({"task_draft", "answered_request"})


def watch(database: Engine) -> None:
    """Begin to take note of changes on every connection of a database."""
    if not event.contains(database, "after_cursor_execute", _note):
        event.listen(database, "after_cursor_execute", _note)


def begin_noting(connection: Connection) -> set[str]:
    """Return the set that will name the tables this transaction changes and must account for."""
    changed: set[str] = set()
    connection.info[_LISTENING] = changed
    return changed


def _note(
    connection: Connection, cursor: Any, statement: str, _parameters: Any, _: Any, _many: bool
) -> None:
    note_change(connection, cursor, statement)


def note_change(connection: Connection, cursor: Any, statement: str) -> None:
    """Take note of what a statement that was just run has changed."""
    touched = tables_changed(statement)
    if touched and not _hit_nothing(cursor, statement):
        connection.info.get(_LISTENING, set()).update(touched)


def _hit_nothing(cursor: Any, statement: str) -> bool:
    """Tell whether an update or delete found no row; an insert always counts."""
    return (
        cursor.rowcount == 0
        and statement[:6].upper() in {"UPDATE", "DELETE"}
        and ("RETURNING" not in statement.upper())
    )


@lru_cache(maxsize=4096)
def tables_changed(statement: str) -> frozenset[str]:
    """Return the tables a statement changes that an audit entry has to account for."""
    text = " ".join(_COMMENT.sub(" ", _TEXT.sub("''", statement)).split())
    tables = [found.replace('"', "").rpartition(".")[2].lower() for found in _WRITE.findall(text)]
    if len(tables) == 1 and _is_bookkeeping(tables[0], text):
        return frozenset()
    first = text.partition(" ")[0].upper().strip("(;")
    if not tables and first and first not in _READS:
        return frozenset({first})
    return frozenset(table for table in tables if not _is_exempt(table))


def _is_exempt(table: str) -> bool:
    return table.startswith("audit_") or table in _EXEMPT_TABLES


def _is_bookkeeping(table: str, statement: str) -> bool:
    assignments = _ASSIGNMENTS.match(statement)
    if table not in _BOOKKEEPING or assignments is None:
        return False
    columns = set(_COLUMN.findall(assignments[1]))
    return bool(columns) and columns <= _BOOKKEEPING[table]
