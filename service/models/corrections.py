"""Requests of people to have corrected what is recorded about them."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.nominations import Nomination
from service.models.people import Person


class CorrectionStatus(enum.StrEnum):
    """What became of a request."""

    OPEN = "open"
    CORRECTED = "corrected"
    REFUSED = "refused"


class Correction(Base):
    """Somebody asks to have corrected what is recorded about them; it holds nothing up."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: What it is about, where that is not the account.
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"))
    wrong: Mapped[str] = mapped_column(Text)
    right: Mapped[str] = mapped_column(Text)
    status: Mapped[CorrectionStatus] = mapped_column(default=CorrectionStatus.OPEN, index=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    nomination: Mapped[Nomination | None] = relationship()
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
