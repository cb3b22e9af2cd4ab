"""Incidents: steps that failed and need a person; and requests that were answered already."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base


class Incident(Base):
    """A timer or message whose step failed again and again; nothing of the step was kept."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"), index=True)
    timer_id: Mapped[int | None] = mapped_column(ForeignKey("timer_job.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    element_id: Mapped[str | None]
    cause: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]


class AnsweredRequest(Base):
    """The answer a request with an idempotency key got; the same key gets the same answer."""

    __tablename__ = "answered_request"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    fingerprint: Mapped[str]
    status: Mapped[int | None]
    answer: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]
