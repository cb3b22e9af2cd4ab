"""The ledger: one global chain of entries, and the values they commit to, kept apart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base


class AuditHead(Base):
    """The end of the chain, one row; locked last in every unit of work that writes."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64))


class AuditEntry(Base):
    """One thing that happened. Never updated, never deleted.

    ``body`` is the canonical JSON that was hashed; the other columns repeat parts of it so
    that they can be searched. It holds ids and salted commitments, never a personal value.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "instance_id", "sequence"),
        Index(None, "nomination_id", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(String(60))
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    instance_id: Mapped[int | None]
    nomination_id: Mapped[int | None]
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AuditCheckpoint(Base):
    """What the ledger was at some moment, signed. Never updated, never deleted."""

    __tablename__ = "audit_checkpoint"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    #: Of the tree over the hashes of all entries.
    root: Mapped[str] = mapped_column(String(64))
    head: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    key: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(128))


class AuditValue(Base):
    """A value an entry commits to, with its salt; can be erased while the chain still holds."""

    __tablename__ = "audit_value"

    sequence: Mapped[int] = mapped_column(ForeignKey("audit_entry.sequence"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    #: Wrapped in an object, because a bare JSON null reads like an erased value.
    value: Mapped[dict[str, Any]]
