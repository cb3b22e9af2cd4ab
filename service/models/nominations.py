"""Nominations: who is proposed for which award, with the dossier and what the rules said."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.campaigns import Award, Campaign, Content, Subject
from service.models.people import Person, Unit


class NominationStatus(enum.StrEnum):
    """Where a nomination stands; the last eight are outcomes."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    #: A rule stands in the way; the unit mends the dossier or drops the nomination.
    BLOCKED = "blocked"
    RETURNED = "returned"
    READY = "ready"
    COUNCIL = "council"
    FORWARDED = "forwarded"
    AWARDED = "awarded"
    DOWNGRADED = "downgraded"
    NOT_NOMINATED = "not_nominated"
    INELIGIBLE = "ineligible"
    NOT_PASSED = "not_passed"
    OVER_QUOTA = "over_quota"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


#: Statuses in which a nomination is over.
OUTCOMES = frozenset(
    {
        NominationStatus.AWARDED,
        NominationStatus.DOWNGRADED,
        NominationStatus.NOT_NOMINATED,
        NominationStatus.INELIGIBLE,
        NominationStatus.NOT_PASSED,
        NominationStatus.OVER_QUOTA,
        NominationStatus.REFUSED,
        NominationStatus.WITHDRAWN,
    }
)


class Rating(enum.StrEnum):
    """Yearly quality rating (Decree 90/2020); the names are data of that decree."""

    EXCELLENT = "EXCELLENT"
    GOOD = "GOOD"
    SATISFACTORY = "SATISFACTORY"
    UNSATISFACTORY = "UNSATISFACTORY"


class Nomination(Base):
    """A person or team proposed for one award in one campaign."""

    __tablename__ = "nomination"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number"),
        Index(None, "campaign_id", "status"),
        Index(None, "campaign_id", "unit_id"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    number: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    subject: Mapped[Subject]
    nominee: Mapped[str]
    #: The nominee, where it is a person with an account: four-eyes rules need to know.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    position: Mapped[str] = mapped_column(default="")
    is_woman: Mapped[bool | None]
    is_leader: Mapped[bool] = mapped_column(default=False)
    award: Mapped[Award]
    #: The award asked for at first, where the council gave a lower one.
    proposed_award: Mapped[Award]
    content: Mapped[Content]
    achievement: Mapped[str]
    status: Mapped[NominationStatus] = mapped_column(default=NominationStatus.DRAFT)
    outcome_reason: Mapped[str | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: Since when a legal ground holds the nomination still; empty while it moves.
    suspended_at: Mapped[datetime | None]
    suspension_ground: Mapped[str | None]
    unit_yes: Mapped[int | None]
    unit_present: Mapped[int | None]
    council_yes: Mapped[int | None]
    council_total: Mapped[int | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
    unit: Mapped[Unit] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    dossier: Mapped[Dossier | None] = relationship(back_populates="nomination")

    @property
    def key(self) -> str:
        """The short name people use, as ``N001``."""
        return f"N{self.number:03d}"


class Dossier(Base):
    """The papers and facts of a nomination, as last submitted or confirmed."""

    __tablename__ = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), unique=True)
    revision: Mapped[int] = mapped_column(default=0)
    rating: Mapped[Rating | None]
    achievement_from: Mapped[date | None]
    achievement_to: Mapped[date | None]
    report: Mapped[str] = mapped_column(default="")
    direct_contribution: Mapped[str] = mapped_column(default="")
    #: Parts present, by name: report, minutes, letter, certificate.
    parts: Mapped[list[Any]] = mapped_column(default=list)
    internal_unity: Mapped[bool | None]
    under_discipline_review: Mapped[bool] = mapped_column(default=False)
    under_investigation: Mapped[bool] = mapped_column(default=False)
    complaint_under_verification: Mapped[bool] = mapped_column(default=False)
    already_awarded: Mapped[bool] = mapped_column(default=False)
    missing: Mapped[str | None]
    supplement_due_at: Mapped[datetime | None]

    nomination: Mapped[Nomination] = relationship(back_populates="dossier")


class RuleResult(Base):
    """What one rule of a decision table said about a nomination or session, and on what.

    A row without a rule says that no rule applied; its outputs are then the table's defaults.
    """

    __tablename__ = "rule_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    element_id: Mapped[str]
    #: Groups the results of one asking; counts from 1 within the instance and element.
    asking: Mapped[int]
    decision_key: Mapped[str]
    rule_id: Mapped[str | None]
    outputs: Mapped[dict[str, Any]]
    inputs: Mapped[dict[str, Any]]
    annotations: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Complaint(Base):
    """Something somebody brought forward against a nomination while the list was posted."""

    __tablename__ = "complaint"

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    filed_at: Mapped[datetime]
    substantiated: Mapped[bool | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
