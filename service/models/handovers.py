"""Handovers: whose a task became and whose it was before, kept so that it can be taken back."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.people import Person
from service.models.tasks import UserTask


class HandoverKind(enum.StrEnum):
    """What somebody did with a task."""

    CLAIMED = "claimed"
    RELEASED = "released"
    REASSIGNED = "reassigned"


class TaskHandover(Base):
    """A task passed from one hand to another; ``revision`` is the task's right afterwards."""

    __tablename__ = "task_handover"
    __table_args__ = (Index(None, "person_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[HandoverKind]
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revision: Mapped[int]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    task: Mapped[UserTask] = relationship()
    former: Mapped[Person | None] = relationship(foreign_keys=[from_id])
