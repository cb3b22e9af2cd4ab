"""A unit of work: one transaction, one actor, one moment, one audit trail.

This is the only module that commits, and the only one that reads the clock.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from secrets import token_bytes
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from service.audit.chain import Link, SealedEntry, seal
from service.audit.events import Event, Occurrence
from service.audit.rows import ROWS, digests_of, unaccounted
from service.db.changes import begin_noting, watch
from service.db.database import WaitedTooLong, for_reading, own_turn
from service.db.session import GuardedSession
from service.db.statements import change, change_each, fetch
from service.errors import Conflict, UnauditedChange
from service.models.audit import AuditEntry, AuditHead, AuditValue

Clock = Callable[[], datetime]
BallotKey = Callable[[], bytes]

_HEAD = select(AuditHead.sequence, AuditHead.hash).where(AuditHead.id == 1).with_for_update()
_MOVE_HEAD = (
    update(AuditHead)
    .where(AuditHead.id == 1)
    .values(sequence=bindparam("to_sequence"), hash=bindparam("to_hash"))
)
_ADD_ENTRIES, _ADD_VALUES = (
    insert(model).values({column.name: bindparam(column.name) for column in model.__table__.c})
    for model in (AuditEntry, AuditValue)
)

#: Serialization failure, deadlock, lock timeout; SQLite's lock held by another process.
_CONTENTION = frozenset({"40001", "40P01", "55P03", "SQLITE_BUSY"})
#: Somebody else was first, or took away what this refers to. A missing value is our bug.
_COLLISIONS = frozenset(
    {
        *("23503", "23505"),
        *("SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_CONSTRAINT_UNIQUE"),
        *("SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"),
    }
)


def utc_now() -> datetime:
    """Read the system's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, the clock, or the system itself."""

    name: str
    person_id: int | None = None

    @classmethod
    def person(cls, person_id: int) -> "Actor":
        """Act as a person who has signed in."""
        return cls(f"person:{person_id}", person_id)

    @classmethod
    def clock(cls) -> "Actor":
        """Act because a moment has come."""
        return cls("clock")

    @classmethod
    def system(cls) -> "Actor":
        """Act on behalf of the installation."""
        return cls("system")


@dataclass(slots=True)
class UnitOfWork:
    """What an operation works with: the session, who acts, and the moment, which stands still."""

    session: GuardedSession
    actor: Actor
    now: datetime
    #: What secret ballots are sealed with: never in the database.
    ballot_key: BallotKey
    occurrences: list[Occurrence] = field(default_factory=list)

    def record(
        self,
        event: Event,
        *,
        instance_id: int | None = None,
        nomination_id: int | None = None,
        detail: Mapping[str, Any] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Note an audit event; it is written with the changes it explains, or not at all.

        ``detail`` can never be erased: ids, states and numbers only. ``detail["document"]`` is
        the SHA-256 of the engine document the event left behind. Everything else is ``values``.
        """
        self.occurrences.append(
            Occurrence(event, instance_id, nomination_id, detail or {}, values or {})
        )

    def flush(self) -> None:
        """Send what has changed so far to the database, so that new rows have their ids."""
        self.session.flush()


class UnitsOfWork:
    """Opens units of work on one database.

    Without a key of the installation, secret ballots can be counted only by whoever took them.
    """

    def __init__(
        self, database: Engine, clock: Clock = utc_now, ballot_key: BallotKey | None = None
    ) -> None:
        watch(database)
        self._database = database
        self._writers = sessionmaker(database, class_=GuardedSession, expire_on_commit=False)
        self._readers = sessionmaker(
            for_reading(database), class_=GuardedSession, autoflush=False, expire_on_commit=False
        )
        self._clock = clock
        self._ballot_key = ballot_key or cache(lambda: token_bytes(32))

    def now(self) -> datetime:
        """Return the moment a unit of work opened now would have."""
        return self._clock()

    @contextmanager
    def open(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Commit when the block ends, roll back when it raises."""
        # The moment is that of arrival: waiting for a turn must not make anybody late.
        now = self._clock()
        try:
            with own_turn(self._database), self._writers() as session:
                changed = begin_noting(session.wire)
                uow = UnitOfWork(session, actor, now, self._ballot_key)
                yield uow
                _finish(uow, changed)
                Session.commit(session)
        except StaleDataError as error:
            raise Conflict("conflict.changed") from error
        except DBAPIError as error:
            if (code := _conflict(error)) is not None:
                raise Conflict(code) from error
            raise
        except WaitedTooLong as error:
            raise Conflict("conflict.busy") from error

    @contextmanager
    def trying(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Open a unit of work that can look and try things out, and keeps nothing of it."""
        with self._readers() as session:
            yield UnitOfWork(session, actor, self._clock(), self._ballot_key)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that sees one moment of the database and cannot change it."""
        with self._readers() as session:
            yield session


def _finish(uow: UnitOfWork, changed: set[str]) -> None:
    uow.session.flush()
    if changed and not uow.occurrences:
        raise UnauditedChange(f"changed {', '.join(sorted(changed))} and recorded nothing")
    if uow.occurrences:
        _speak_for_rows(uow, changed)
        _append(uow.session.wire, uow)


def _speak_for_rows(uow: UnitOfWork, changed: set[str]) -> None:
    """Let the last entry commit to every row this unit of work leaves behind."""
    removed = uow.session.removed
    written = (row for key, row in uow.session.written.items() if key not in removed)
    digests = digests_of(written, removed.values(), uow.session.added)
    if unseen := unaccounted(changed, digests):
        raise UnauditedChange(f"changed {', '.join(unseen)} past the session: no digest was taken")
    if digests:
        last = uow.occurrences[-1]
        uow.occurrences[-1] = replace(last, values={**last.values, ROWS: digests})


def _append(connection: Connection, uow: UnitOfWork) -> None:
    # Entries must follow one another, so writers queue for the head row: here, at the very
    # end, and nowhere else.
    (head,) = fetch(connection, _HEAD, {})
    end = Link(*head)
    entries: list[SealedEntry] = []
    for occurrence in uow.occurrences:
        entry = seal(occurrence, actor=uow.actor.name, at=uow.now, after=end)
        entries.append(entry)
        end = entry.link
    change_each(connection, _ADD_ENTRIES, map(_entry_row, entries))
    if values := [row for entry in entries for row in _value_rows(entry)]:
        change_each(connection, _ADD_VALUES, values)
    change(connection, _MOVE_HEAD, {"to_sequence": end.sequence, "to_hash": end.hash})


def _entry_row(entry: SealedEntry) -> dict[str, Any]:
    return {
        "sequence": entry.link.sequence,
        "event": str(entry.occurrence.event),
        "actor": entry.actor,
        "at": entry.at,
        "instance_id": entry.occurrence.instance_id,
        "nomination_id": entry.occurrence.nomination_id,
        "body": entry.body,
        "hash": entry.link.hash,
    }


def _value_rows(entry: SealedEntry) -> Iterator[dict[str, Any]]:
    for name, commitment in entry.commitments.items():
        yield {
            "sequence": entry.link.sequence,
            "name": name,
            "salt": commitment.salt,
            "value": {"value": commitment.value},
        }


def _conflict(error: DBAPIError) -> str | None:
    """Return what a refusal of the database means to whoever is refused; None for our bugs."""
    reason = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if reason in _COLLISIONS:
        return "conflict.changed"
    return "conflict.busy" if reason in _CONTENTION else None
