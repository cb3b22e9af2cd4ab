"""The working calendar: versions of the days that differ from the ordinary week."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base


class DayKind(enum.StrEnum):
    """How a day departs from the ordinary week."""

    HOLIDAY = "holiday"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"


class CalendarVersion(Base):
    """A state of the working calendar; a fired timer names the one that decided it."""

    __tablename__ = "calendar_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    published_at: Mapped[datetime]

    days: Mapped[list[CalendarDay]] = relationship(back_populates="version")


class CalendarDay(Base):
    """One day that departs from the ordinary week, with its source."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("version_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("calendar_version.id"))
    day: Mapped[date]
    kind: Mapped[DayKind]
    name: Mapped[str]
    source: Mapped[str]
    is_verified: Mapped[bool]

    version: Mapped[CalendarVersion] = relationship(back_populates="days")
