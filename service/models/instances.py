"""Process instances: one run of one process definition each."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.definitions import Definition


class InstanceStatus(enum.StrEnum):
    """Whether an instance still runs."""

    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ProcessInstance(Base):
    """One run, pinned to the version it began with; its row lock makes its steps take turns."""

    __tablename__ = "process_instance"
    __table_args__ = (UniqueConstraint("process_key", "business_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    definition_id: Mapped[int] = mapped_column(ForeignKey("definition.id"), index=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))
    process_key: Mapped[str]
    business_key: Mapped[str]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    status: Mapped[InstanceStatus] = mapped_column(default=InstanceStatus.RUNNING)
    revision: Mapped[int] = mapped_column(default=0)
    document: Mapped[bytes]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    #: Since when an administrator holds the instance still, and why; empty while it moves.
    suspended_at: Mapped[datetime | None]
    suspension_reason: Mapped[str | None]
    #: How many incidents are open, so that a step of a sound instance need not look for any.
    open_incidents: Mapped[int] = mapped_column(default=0, server_default="0")

    definition: Mapped[Definition] = relationship()
