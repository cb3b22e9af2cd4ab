"""Terms: from when to when a person belongs to a group."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.people import Group, Person, Unit


class TermState(enum.StrEnum):
    """Whether a term has begun and ended."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"


class Term(Base):
    """From when to when a person belongs to a group; without an end it is open.

    A term without a beginning is older than the records.
    """

    __tablename__ = "term"
    __table_args__ = (Index(None, "person_id", "state"), Index(None, "state", "ends_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    group: Mapped[Group] = mapped_column(index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[TermState]
    begins_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit | None] = relationship()
