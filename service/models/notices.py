"""Notices: what people are told, and the mails that carry it to them."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.people import Person
from service.models.tasks import UserTask

_WAITING = text("status = 'waiting'")
_PENDING = text("mail_id IS NULL AND withheld IS NULL")
_UNREAD = text("read_at IS NULL")


class Topic(enum.StrEnum):
    """What a person can have no mails about, the most pressing first."""

    OVERDUE = "overdue"
    DUE_IN_1 = "due_in_1"
    DUE_IN_5 = "due_in_5"
    ASSIGNED = "assigned"
    MENTIONED = "mentioned"
    RESULT = "result"
    NEWS = "news"
    DIGEST = "digest"


class Withheld(enum.StrEnum):
    """Why a notice goes into no mail."""

    MUTED = "muted"
    NO_ADDRESS = "no_address"
    PASSED = "passed"
    UNDONE = "undone"


class MailStatus(enum.StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENT = "sent"
    WITHHELD = "withheld"
    FAILED = "failed"


class Mail(Base):
    """One mail to one person, made up of all that was due to them at the time.

    Whatever becomes of it, its notices go into no other; ``key`` is what its Message-ID is
    made from, the same for every attempt.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("key"),
        Index(None, "person_id", "made_at"),
        Index("ix_mail_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    made_at: Mapped[datetime]
    status: Mapped[MailStatus] = mapped_column(default=MailStatus.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    person: Mapped[Person] = relationship()
    notices: Mapped[list[Notice]] = relationship(back_populates="mail", order_by="Notice.id")


class Notice(Base):
    """One thing one person is told, once: ``dedup_key`` keeps it from being said again.

    It goes by mail when ``not_before`` has come, unless it is withheld.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "dedup_key"),
        Index(None, "mail_id"),
        Index(None, "instance_id", "created_at"),
        Index("ix_notice_pending", "person_id", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("ix_notice_unread", "person_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("user_task.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    dedup_key: Mapped[str]
    created_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"))
    withheld: Mapped[Withheld | None]
    read_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    task: Mapped[UserTask | None] = relationship()
    mail: Mapped[Mail | None] = relationship(back_populates="notices")


class MutedTopic(Base):
    """A person wants no mails about something."""

    __tablename__ = "muted_topic"
    __table_args__ = (UniqueConstraint("person_id", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    topic: Mapped[Topic]


class NoticeRound(Base):
    """The morning on which everybody was reminded of what is due; there is one each working day."""

    __tablename__ = "notice_round"
    __table_args__ = (UniqueConstraint("day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    held_at: Mapped[datetime]


class CalendarFeed(Base):
    """The secret address of a person's calendar; the row holds its hash only."""

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("token_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str]
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
