"""People away, who stands in for them, and whose ties keep them away from a case."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.nominations import Nomination
from service.models.people import Group, Person


class Absence(Base):
    """A person is away on these days, the last included; why is nobody's business.

    ``ended_at`` is when somebody called the absence off; without that it ends by itself.
    """

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    substitute: Mapped[Person | None] = relationship(foreign_keys=[substitute_id])


class StandingDelegation(Base):
    """A person's tasks reach another one as well: of one process or group, or all of them."""

    __tablename__ = "standing_delegation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    process_key: Mapped[str | None]
    group: Mapped[Group | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    delegate: Mapped[Person] = relationship(foreign_keys=[delegate_id])


class InterestKind(enum.StrEnum):
    """How somebody is tied to a case they must not decide about."""

    RELATIVE = "relative"
    OTHER = "other"


class Interest(Base):
    """Somebody keeps away from a nomination, or from every nomination of a person.

    Relatives keep away from each other's, whoever of the two declared it. What the tie is in
    detail is not asked.
    """

    __tablename__ = "interest"
    __table_args__ = (
        CheckConstraint("(nomination_id IS NULL) <> (nominee_id IS NULL)", name="one_object"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[InterestKind]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    nominee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    nomination: Mapped[Nomination | None] = relationship()
    nominee: Mapped[Person | None] = relationship(foreign_keys=[nominee_id])
