"""Saved views: what somebody asks the inbox again and again, alone or with a group."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.people import Group, Person


class SavedView(Base):
    """Filters under a name; with a group it is shared, of one unit where the group is of a unit."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("owner_id", "name"), Index(None, "group", "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    #: As they stand in the address of the inbox.
    filters: Mapped[dict[str, Any]]
    group: Mapped[Group | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    saved_at: Mapped[datetime]

    owner: Mapped[Person] = relationship()
