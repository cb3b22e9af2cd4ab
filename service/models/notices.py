"""The outbox: what has to reach people by mail, written with the step that causes it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.people import Person


class Notice(Base):
    """One mail to one person; ``dedup_key`` keeps repeated reminders from piling up."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "dedup_key"),
        Index(None, "sent_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    dedup_key: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    last_error: Mapped[str | None]

    person: Mapped[Person] = relationship()
