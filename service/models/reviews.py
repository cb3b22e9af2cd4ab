"""Meetings that vote: of a unit, and of the department's council."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.nominations import Nomination
from service.models.people import Person


class ReviewStatus(enum.StrEnum):
    """How far a unit's review has come."""

    RUNNING = "running"
    SUBMITTED = "submitted"
    CLOSED = "closed"


class UnitReview(Base):
    """The review of one unit in one campaign, with its last meeting."""

    __tablename__ = "unit_review"
    __table_args__ = (UniqueConstraint("campaign_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    status: Mapped[ReviewStatus] = mapped_column(default=ReviewStatus.RUNNING)
    held_at: Mapped[datetime | None]
    members_total: Mapped[int | None]
    members_present: Mapped[int | None]
    minutes: Mapped[str | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    late_reason: Mapped[str | None]
    submitted_at: Mapped[datetime | None]


class VotingMethod(enum.StrEnum):
    """How a council votes: each hand seen, or each choice put into a sealed box."""

    SHOW_OF_HANDS = "show_of_hands"
    BALLOT = "secret_ballot"


class CouncilSession(Base):
    """One session of the council on the nominations of a campaign."""

    __tablename__ = "council_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    number: Mapped[int]
    convened_for: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="")
    method: Mapped[VotingMethod] = mapped_column(default=VotingMethod.SHOW_OF_HANDS)
    by_written_opinion: Mapped[bool] = mapped_column(default=False)
    is_quorate: Mapped[bool | None]
    minutes: Mapped[str | None]
    concluded_at: Mapped[datetime | None]

    attendances: Mapped[list[Attendance]] = relationship(back_populates="session")


class Attendance(Base):
    """Whether a council member took part in a session."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    present: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(default="")

    session: Mapped[CouncilSession] = relationship(back_populates="attendances")
    person: Mapped[Person] = relationship()


class Choice(enum.StrEnum):
    """What a member said about one nominee; ``recused`` members do not count for it.

    ``cast`` stands for a yes or no that is in the sealed box: only that they voted is known.
    """

    YES = "yes"
    NO = "no"
    RECUSED = "recused"
    CAST = "cast"


class Ballot(Base):
    """A member's choice on one nominee, or in a secret ballot only that they voted on it."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("session_id", "person_id", "nomination_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    choice: Mapped[Choice]
    reason: Mapped[str] = mapped_column(default="")
    cast_at: Mapped[datetime]


class BallotBox(Base):
    """The secret votes on one nominee in one session.

    ``sealed`` is how often each choice was made, encrypted with a key the database does not hold
    and written anew with every vote: no row, order, time or difference tells who chose what.
    """

    __tablename__ = "ballot_box"
    __table_args__ = (UniqueConstraint("session_id", "nomination_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    sealed: Mapped[bytes]


class Verdict(enum.StrEnum):
    """What a count says about one nominee, or the chair decided where the count left it open."""

    PASSED = "passed"
    FAILED = "failed"
    TIED = "tied"
    OVER_QUOTA = "over_quota"
    DOWNGRADABLE = "downgradable"
    DOWNGRADED = "downgraded"


class Tally(Base):
    """The count for one nominee in one session, with the rule it was held against."""

    __tablename__ = "tally"
    __table_args__ = (UniqueConstraint("session_id", "nomination_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    members: Mapped[int]
    recused: Mapped[int]
    yes: Mapped[int]
    no: Mapped[int]
    needed: Mapped[int]
    rank: Mapped[int | None]
    verdict: Mapped[Verdict]
    rule_id: Mapped[str]

    nomination: Mapped[Nomination] = relationship()
