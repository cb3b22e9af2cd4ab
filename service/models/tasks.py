"""The work list: user tasks that people claim and complete."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.instances import ProcessInstance
from service.models.people import Group, Person


class TaskStatus(enum.StrEnum):
    """Whether a user task still waits for a person."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


#: Indexes of open tasks only: what is done must not make an inbox slower.
_OPEN: dict[str, Any] = {
    "sqlite_where": text("status = 'open'"),
    "postgresql_where": text("status = 'open'"),
}
_UNTOLD = text("status = 'open' AND told_at IS NULL")


class UserTask(Base):
    """A user task of a running instance.

    ``assignee_id`` is who claimed it, or whom the diagram named; ``unit_id`` is the unit
    whose clerk or head may do it, ``case_unit_id`` the unit the case is of. ``acting_for_id``
    is in whose stead the assignee has it, or did it: a substitute's absent colleague, or, with
    ``delegated_at``, who handed it over.
    """

    __tablename__ = "user_task"
    __table_args__ = (
        Index(None, "instance_id", "status"),
        Index(None, "assignee_id", "status", "due_at", "id"),
        Index(None, "completed_by_id", "instance_id"),
        Index(None, "due_at", "id", **_OPEN),
        Index(None, "case_unit_id", "due_at", "id", **_OPEN),
        Index("ix_user_task_untold", "instance_id", sqlite_where=_UNTOLD, postgresql_where=_UNTOLD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    engine_task_id: Mapped[str] = mapped_column(unique=True)
    element_id: Mapped[str]
    name: Mapped[str]
    form_key: Mapped[str | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    case_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    acting_for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    delegated_at: Mapped[datetime | None]
    status: Mapped[TaskStatus] = mapped_column(default=TaskStatus.OPEN)
    revision: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    #: When those it waits for were told; emptied when it is put into other hands.
    told_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    completed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answers: Mapped[dict[str, Any] | None]
    #: When somebody last had whoever it waits for reminded.
    reminded_at: Mapped[datetime | None]

    instance: Mapped[ProcessInstance] = relationship()
    candidates: Mapped[list[TaskCandidate]] = relationship(back_populates="task")
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    acting_for: Mapped[Person | None] = relationship(foreign_keys=[acting_for_id])
    completed_by: Mapped[Person | None] = relationship(foreign_keys=[completed_by_id])


class TaskCandidate(Base):
    """An open task is offered to a group, of one unit where the group is one of a unit.

    The row is removed when the task closes, so that an inbox reads open work only; it repeats
    when the task is due, so that the most urgent offers of a group are read first.
    """

    __tablename__ = "task_candidate"
    __table_args__ = (
        UniqueConstraint("task_id", "group"),
        Index(None, "group", "unit_id", "due_at", "task_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))
    group: Mapped[Group]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    due_at: Mapped[datetime | None]

    task: Mapped[UserTask] = relationship(back_populates="candidates")


class TaskDraft(Base):
    """What a person has filled in so far and not yet submitted."""

    __tablename__ = "task_draft"
    __table_args__ = (UniqueConstraint("task_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
