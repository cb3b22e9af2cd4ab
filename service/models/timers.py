"""Timer jobs: timer events that were reached and when they are due."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.instances import ProcessInstance


class TimerState(enum.StrEnum):
    """What became of a timer."""

    WAITING = "waiting"
    FIRED = "fired"
    COALESCED = "coalesced"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    FAILED = "failed"


#: What the engine still waits for, whether or not a try of it has failed.
PENDING = (TimerState.WAITING, TimerState.FAILED)


class TimerJob(Base):
    """One occurrence of a timer event of an instance; the scheduler polls the waiting ones."""

    __tablename__ = "timer_job"
    __table_args__ = (
        UniqueConstraint("instance_id", "engine_task_id", "occurrence"),
        Index(
            "ix_timer_job_waiting",
            "due_at",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    engine_task_id: Mapped[str]
    element_id: Mapped[str]
    occurrence: Mapped[int] = mapped_column(default=0)
    #: When the element was reached: a moment that had passed by then makes nobody late.
    armed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    #: Names of the deadlines the due moment was computed from.
    basis: Mapped[list[Any]] = mapped_column(default=list)
    late_policy: Mapped[str]
    state: Mapped[TimerState] = mapped_column(default=TimerState.WAITING)
    calendar_version: Mapped[str | None]
    fired_at: Mapped[datetime | None]
    #: Seconds between the due moment and the firing, where there was a delay worth a mark.
    late_by: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    last_error: Mapped[str | None]

    instance: Mapped[ProcessInstance] = relationship()
