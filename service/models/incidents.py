"""Incidents: steps that failed and need a person; and requests that were answered already."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.instances import ProcessInstance
from service.models.messages import Message
from service.models.people import Person
from service.texts import sentence


class IncidentKind(enum.StrEnum):
    """What set off the step that failed; ``start`` is a message that was to begin an instance.

    ``nobody`` is no failed step: a task is open and nobody is left who may do it.
    """

    TIMER = "timer"
    MESSAGE = "message"
    TASK = "task"
    START = "start"
    NOBODY = "nobody"


class Resolution(enum.StrEnum):
    """How an incident ended.

    ``overtaken``: the process no longer needs the step; ``staffed``: somebody may do the task.
    """

    RETRIED = "retried"
    DATA_CHANGED = "data_changed"
    SKIPPED = "skipped"
    OVERTAKEN = "overtaken"
    STAFFED = "staffed"


_OPEN = text("resolved_at IS NULL")


class Incident(Base):
    """A step that failed and needs a person; nothing of the step was kept.

    ``element_id`` is where it failed, ``engine_task_id`` what waits and set the step off.
    """

    __tablename__ = "incident"
    __table_args__ = (
        *(
            Index(
                f"uq_incident_open_{step}",
                f"{step}_id",
                "kind",
                unique=True,
                sqlite_where=_OPEN,
                postgresql_where=_OPEN,
            )
            for step in ("timer", "message", "task")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[IncidentKind]
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"), index=True)
    timer_id: Mapped[int | None] = mapped_column(ForeignKey("timer_job.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("user_task.id"))
    engine_task_id: Mapped[str | None]
    element_id: Mapped[str | None]
    #: Code and parameters of the sentence that says why; ``cause`` is what the program said.
    code: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cause: Mapped[str] = mapped_column(Text)
    #: The variables the step was taken with, as of the last failure. May be personal.
    variables: Mapped[dict[str, Any]] = mapped_column(default=dict)
    attempts: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    failed_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: ``asked``: the element and with what it shall count as done; ``confirmed``: the same of
    #: those a second person agreed to, by element. They hold until the step is done.
    skip: Mapped[dict[str, Any] | None]
    skip_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    skip_asked_at: Mapped[datetime | None]
    skip_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    resolution: Mapped[Resolution | None]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    instance: Mapped[ProcessInstance | None] = relationship()
    message: Mapped[Message | None] = relationship()
    changed_by: Mapped[Person | None] = relationship(foreign_keys=[changed_by_id])
    skip_asked_by: Mapped[Person | None] = relationship(foreign_keys=[skip_asked_by_id])
    skip_confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[skip_confirmed_by_id])
    resolved_by: Mapped[Person | None] = relationship(foreign_keys=[resolved_by_id])

    def sentence(self, locale: str = "vi") -> str:
        """Say why the step failed."""
        return sentence(self.code, locale, **self.params)

    @property
    def process_key(self) -> str | None:
        """Which process the step is of, begun or not."""
        case = self.instance or self.message
        return case.process_key if case else None

    @property
    def business_key(self) -> str | None:
        """Which case the step is of, begun or not."""
        case = self.instance or self.message
        return case.business_key if case else None

    @property
    def is_open(self) -> bool:
        """Whether it still needs a person."""
        return self.resolved_at is None


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
