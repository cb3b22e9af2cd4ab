"""Documents with a number, and what they decided about each nomination."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base
from service.models.nominations import Nomination


class PaperKind(enum.StrEnum):
    """The papers of a campaign that carry a number and a date."""

    AWARD_DECISION = "award_decision"
    SUBMISSION_LETTER = "submission_letter"
    PROVINCE_DECISION = "province_decision"
    PRIME_MINISTER_DECISION = "prime_minister_decision"


class Paper(Base):
    """A document of the campaign in the register: its number, date and abstract."""

    __tablename__ = "paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    kind: Mapped[PaperKind]
    number: Mapped[str | None]
    dated: Mapped[date | None]
    abstract: Mapped[str] = mapped_column(default="")
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]

    lines: Mapped[list[PaperLine]] = relationship(back_populates="paper")


class PaperLine(Base):
    """A nomination on a paper, and what the paper says about it."""

    __tablename__ = "paper_line"
    __table_args__ = (UniqueConstraint("paper_id", "nomination_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    granted: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(default="")
    #: Bonus in đồng, where one was computed.
    bonus: Mapped[int | None]

    paper: Mapped[Paper] = relationship(back_populates="lines")
    nomination: Mapped[Nomination] = relationship()
