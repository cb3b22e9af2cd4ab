"""People, the units they belong to, and the groups that may do a kind of task."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base


class Group(enum.StrEnum):
    """Who a user task may be offered to; a diagram names these as candidate groups."""

    UNIT_CLERK = "unit_clerk"
    UNIT_HEAD = "unit_head"
    STANDING_BODY = "standing_body"
    COUNCIL_SECRETARY = "council_secretary"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_CHAIR = "council_chair"
    DIRECTOR = "director"
    REGISTRY = "registry"
    PROCESS_OWNER = "process_owner"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


#: A member of these acts for the own unit only.
UNIT_GROUPS = frozenset({Group.UNIT_CLERK, Group.UNIT_HEAD})


class UnitStatus(enum.StrEnum):
    """Whether a unit still exists; a dissolved one cannot be commended."""

    ACTIVE = "active"
    DISSOLVED = "dissolved"


class Unit(Base):
    """A division or subordinate unit of the department."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    status: Mapped[UnitStatus] = mapped_column(default=UnitStatus.ACTIVE)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class Person(Base):
    """Somebody who can sign in."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None]
    position: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None]
    locale: Mapped[str] = mapped_column(default="vi")
    is_demo: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    #: Somebody else chose the password: nothing else can be done before it is changed.
    must_change_password: Mapped[bool] = mapped_column(default=False, server_default=false())
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    memberships: Mapped[list[Membership]] = relationship(back_populates="person")


class Membership(Base):
    """A person belongs to a group now, for one unit where the group is one of a unit.

    From when to when is said by its ``Term``; the row is there while that runs.
    """

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "group", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    group: Mapped[Group] = mapped_column(index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    person: Mapped[Person] = relationship(back_populates="memberships")
    unit: Mapped[Unit | None] = relationship()


class Session(Base):
    """A signed-in browser; the cookie holds the token, this row its hash only."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    #: Where from and with what program, so that a person can recognise their own.
    address: Mapped[str | None]
    agent: Mapped[str | None]

    person: Mapped[Person] = relationship()
