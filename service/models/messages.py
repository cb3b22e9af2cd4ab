"""Messages between process instances, and who waits for which."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base


class MessageKind(enum.StrEnum):
    """What delivering a message does."""

    START = "start"
    CATCH = "catch"
    RETIME = "retime"


class MessageState(enum.StrEnum):
    """Whether a message has reached its instance; ``expired``: the instance ended first."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    EXPIRED = "expired"
    FAILED = "failed"


class Message(Base):
    """Something one instance tells another: written with the step that says it, delivered once.

    ``subject`` holds the ids a started instance belongs to: unit_id, nomination_id.
    """

    __tablename__ = "message"
    __table_args__ = (Index(None, "state", "process_key", "business_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MessageKind]
    name: Mapped[str]
    process_key: Mapped[str]
    business_key: Mapped[str]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    subject: Mapped[dict[str, Any]] = mapped_column(default=dict)
    variables: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING)
    sent_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    delivered_to_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    last_error: Mapped[str | None]


class Subscription(Base):
    """A running instance waits for a message of this name at one of its elements."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("instance_id", "engine_task_id", "message"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    engine_task_id: Mapped[str]
    element_id: Mapped[str]
    message: Mapped[str]
