"""Campaigns: what is awarded, until when, and how many."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base


class CampaignStatus(enum.StrEnum):
    """How far a campaign has come."""

    PLANNED = "planned"
    OPEN = "open"
    CONSOLIDATING = "consolidating"
    DECIDED = "decided"
    ARCHIVED = "archived"


class Award(enum.StrEnum):
    """The forms of commendation on offer, from the lowest to the highest."""

    GIAY_KHEN = "GIAY_KHEN"
    BANG_KHEN_TINH = "BANG_KHEN_TINH"
    BANG_KHEN_TTG = "BANG_KHEN_TTG"


class Subject(enum.StrEnum):
    """Who is commended."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class Content(enum.StrEnum):
    """The four contents of the campaign's plan, section II; every nomination names one."""

    PROPAGANDA = "II.1"
    DIGITAL_REFORM = "II.2"
    INTEGRITY = "II.3"
    SOLIDARITY = "II.4"


class Campaign(Base):
    """An emulation campaign, from its plan to its archive."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    legal_regime: Mapped[str]
    status: Mapped[CampaignStatus] = mapped_column(default=CampaignStatus.PLANNED)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    #: Settings of the campaign by name, as ``posting_days``; each ``{value, basis, assumed}``.
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)

    deadlines: Mapped[list[Deadline]] = relationship(back_populates="campaign")


class Deadline(Base):
    """A named moment of a campaign which diagrams refer to; moved in this one place."""

    __tablename__ = "deadline"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    name: Mapped[str]
    due_at: Mapped[datetime]
    basis: Mapped[str]
    is_assumption: Mapped[bool] = mapped_column(default=False)

    campaign: Mapped[Campaign] = relationship(back_populates="deadlines")


class Quota(Base):
    """At most so many awards of one form for one kind of subject in a campaign."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("campaign_id", "award", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    award: Mapped[Award]
    subject: Mapped[Subject]
    limit: Mapped[int]
