"""Verifying the ledger: nothing was changed, removed or put in, and rows say what it says."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from service.audit.chain import GENESIS, Link, commitment_digest, leaf_hash, moment_text
from service.audit.checkpoints import Checkpoint, checkpoints_of, first_unconfirmed
from service.audit.merkle import Tree
from service.audit.rows import ROWS, evidence_columns, evidence_tables, row_digest
from service.models.audit import AuditEntry, AuditHead, AuditValue
from service.models.instances import ProcessInstance

_AT_ONCE = 1000
#: What reading a value raises that no longer has the form its column gives it.
_UNREADABLE = (ValueError, LookupError, TypeError)


def _raw(column: Any, name: str) -> ColumnElement[Any]:
    """Read a column as it is stored: what was tampered with may no longer be of its type."""
    return type_coerce(column, NullType()).label(name)


_ENTRIES = select(
    AuditEntry.sequence,
    AuditEntry.event,
    AuditEntry.actor,
    _raw(AuditEntry.at, "at"),
    AuditEntry.instance_id,
    AuditEntry.nomination_id,
    AuditEntry.body,
    AuditEntry.hash,
).order_by(AuditEntry.sequence)
_VALUES = select(
    AuditValue.sequence, AuditValue.name, AuditValue.salt, _raw(AuditValue.value, "value")
)


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not hold; ``reason`` is the code of a sentence."""

    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of verifying the ledger."""

    entries: int
    broken: Broken | None

    @property
    def verified(self) -> bool:
        """Whether every entry holds."""
        return self.broken is None


class _Breach(Exception):
    def __init__(self, sequence: int, reason: str) -> None:
        self.broken = Broken(sequence, f"audit.{reason}")
        super().__init__(self.broken)


def verify(session: Session, outside: Sequence[Checkpoint] = ()) -> Verification:
    """Check the whole ledger of a database, and the values and documents it speaks for.

    A value that is gone was erased, which the ledger allows; one that differs was changed.
    ``outside`` are checkpoints that were kept elsewhere, out of reach of whoever changes things.
    Give it a session for reading: everything must be of one moment.
    """
    walk = _Walk()
    try:
        with _any_text(session):
            for entries in _in_parts(session, _ENTRIES):
                values = _values(session, entries[0].sequence, entries[-1].sequence)
                for entry in entries:
                    walk.check(entry, values[entry.sequence])
            _check_head(session, walk.end)
            _check_checkpoints(walk, [*checkpoints_of(session), *outside])
            _check_documents(session, walk)
            _check_rows(session, walk)
    except _Breach as breach:
        return Verification(walk.end.sequence, breach.broken)
    return Verification(walk.end.sequence, None)


@dataclass(slots=True)
class _Walk:
    """How far the check has come, and the last document each instance was recorded with."""

    end: Link = field(default_factory=lambda: Link(0, GENESIS))
    leaves: list[bytes] = field(default_factory=list)
    documents: dict[int, tuple[int, str]] = field(default_factory=dict)
    rows: dict[str, tuple[int, str]] = field(default_factory=dict)

    def check(self, entry: Row[Any], values: Sequence[Row[Any]]) -> None:
        if entry.sequence != self.end.sequence + 1:
            raise _Breach(self.end.sequence + 1, "entry_missing")
        if leaf_hash(entry.body.encode()) != entry.hash:
            raise _Breach(entry.sequence, "content_changed")
        body = _parsed(entry.body)
        if body.get("previous") != self.end.hash:
            raise _Breach(entry.sequence, "not_following")
        if _columns(entry) != _columns_of(body):
            raise _Breach(entry.sequence, "columns_differ")
        _check_values(entry.sequence, body.get("values", {}), values)
        self._note_rows(entry.sequence, values)
        if document := body.get("detail", {}).get("document"):
            self.documents[entry.instance_id] = (entry.sequence, document)
        self.end = Link(entry.sequence, entry.hash)
        self.leaves.append(bytes.fromhex(entry.hash))

    def _note_rows(self, sequence: int, values: Sequence[Row[Any]]) -> None:
        for value in values:
            if value.name == ROWS:
                digests = _kept(value)["value"]
                self.rows |= {name: (sequence, digest) for name, digest in digests.items()}


def _parsed(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _moment(stored: datetime | str) -> str:
    """Write a stored moment as bodies do; SQLite keeps it as text without a zone."""
    if isinstance(stored, datetime):
        return moment_text(stored)
    try:
        return moment_text(datetime.fromisoformat(stored).replace(tzinfo=UTC))
    except (TypeError, ValueError):
        return ""


def _columns(entry: Row[Any]) -> tuple[Any, ...]:
    return (
        entry.sequence,
        entry.event,
        entry.actor,
        _moment(entry.at),
        entry.instance_id,
        entry.nomination_id,
    )


def _columns_of(body: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("sequence", "event", "actor", "at", "instance", "nomination")
    return tuple(body.get(name) for name in names)


def _values(session: Session, first: int, last: int) -> Mapping[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_VALUES.where(AuditValue.sequence.between(first, last))):
        found[row.sequence].append(row)
    return found


def _check_values(
    sequence: int, commitments: Mapping[str, str], values: Sequence[Row[Any]]
) -> None:
    for row in values:
        if row.name not in commitments:
            raise _Breach(sequence, "value_unknown")
        if commitments[row.name] != _digest(row):
            raise _Breach(sequence, "value_changed")
    # What people said may be erased; digests say nothing about anybody and may not.
    if ROWS in commitments and ROWS not in {row.name for row in values}:
        raise _Breach(sequence, "rows_erased")


def _digest(row: Row[Any]) -> str | None:
    """Return the digest of a stored value, or None where it no longer has the form of one."""
    try:
        return commitment_digest(row.salt, _kept(row)["value"])
    except (KeyError, TypeError, ValueError):
        return None


def _kept(row: Row[Any]) -> Any:
    return json.loads(row.value) if isinstance(row.value, str) else row.value


def _check_rows(session: Session, walk: _Walk) -> None:
    recorded = {name: seen for name, seen in walk.rows.items() if seen[1]}
    for table in evidence_tables():
        for row in _rows(session, table, recorded):
            name = f"{table.name}:{row['id']}"
            if name not in recorded:
                raise _Breach(walk.rows.get(name, (walk.end.sequence, ""))[0], "row_unrecorded")
            sequence, digest = recorded.pop(name)
            if row_digest(table.name, row) != digest:
                raise _Breach(sequence, "row_changed")
    if recorded:
        raise _Breach(min(recorded.values())[0], "row_missing")


def _rows(
    session: Session, table: Table, recorded: Mapping[str, tuple[int, str]]
) -> Iterator[Mapping[str, Any]]:
    """Stream the rows of a table; one that cannot be read as its type any more was changed."""
    wanted = select(*evidence_columns(table))
    try:
        for part in _in_parts(session, wanted.order_by(table.c.id)):
            yield from (dict(row._mapping) for row in part)
    except _UNREADABLE as error:
        raise _Breach(_unreadable(session, wanted, table, recorded), "row_changed") from error


def _unreadable(
    session: Session, wanted: Any, table: Table, recorded: Mapping[str, tuple[int, str]]
) -> int:
    """Find the entry that recorded the first row of a table that cannot be read."""
    names = [name for name in recorded if name.startswith(f"{table.name}:")]
    for name in sorted(names, key=lambda one: int(one.partition(":")[2])):
        try:
            session.execute(wanted.where(table.c.id == int(name.partition(":")[2]))).all()
        except _UNREADABLE:
            return recorded[name][0]
    return 0


def _check_head(session: Session, end: Link) -> None:
    head = session.execute(select(AuditHead.sequence, AuditHead.hash)).all()
    if [tuple(row) for row in head] != [(end.sequence, end.hash)]:
        raise _Breach(end.sequence, "head_differs")


def _check_checkpoints(walk: _Walk, checkpoints: Sequence[Checkpoint]) -> None:
    if broken := first_unconfirmed(Tree(walk.leaves), checkpoints):
        raise _Breach(*broken)


def _check_documents(session: Session, walk: _Walk) -> None:
    recorded = dict(walk.documents)
    wanted = select(ProcessInstance.id, ProcessInstance.document).order_by(ProcessInstance.id)
    for instances in _in_parts(session, wanted):
        for instance in instances:
            if instance.id not in recorded:
                raise _Breach(walk.end.sequence, "document_unrecorded")
            sequence, document = recorded.pop(instance.id)
            if hashlib.sha256(instance.document).hexdigest() != document:
                raise _Breach(sequence, "document_changed")
    if recorded:
        raise _Breach(min(recorded.values())[0], "document_missing")


def _in_parts(session: Session, statement: Any) -> Iterator[Sequence[Row[Any]]]:
    """Stream rows in parts, so that a ledger of any length fits."""
    with session.execute(statement, execution_options={"yield_per": _AT_ONCE}) as rows:
        yield from rows.partitions()


@contextmanager
def _any_text(session: Session) -> Iterator[None]:
    """Read text that is no longer UTF-8 as well: then it is seen to be wrong, and named."""
    connection: Any = session.connection().connection.driver_connection
    if session.connection().dialect.name != "sqlite":
        yield
        return
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        yield
    finally:
        connection.text_factory = str
