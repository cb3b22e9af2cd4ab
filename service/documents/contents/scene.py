"""The case a paper is made of, and what every paper says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.models import (
    Campaign,
    Group,
    Membership,
    Nomination,
    Person,
    ProcessInstance,
    TaskStatus,
    Unit,
    UserTask,
)


@dataclass(frozen=True, slots=True)
class Office:
    """Whose papers these are: as it stands at their head."""

    parent: str
    name: str
    #: The place before the date, as ``Hà Nội``.
    place: str
    #: What numbers of papers end with, as ``SNgV``.
    symbol: str


@dataclass(frozen=True)
class Scene:
    """One case, as a paper about it finds it."""

    session: Session
    instance: ProcessInstance
    office: Office

    @cached_property
    def campaign(self) -> Campaign:
        """The campaign of the case."""
        return self.session.get_one(Campaign, self.instance.campaign_id)

    @cached_property
    def unit(self) -> Unit:
        """The unit of the case."""
        return self.session.get_one(Unit, self.instance.unit_id)

    @cached_property
    def nomination(self) -> Nomination:
        """The nomination of the case."""
        return self.session.get_one(Nomination, self.instance.nomination_id)

    def task(self, element_id: str) -> UserTask | None:
        """Find the task of this element that was completed last."""
        return self.session.scalars(
            select(UserTask)
            .where(
                UserTask.instance_id == self.instance.id,
                UserTask.element_id == element_id,
                UserTask.status == TaskStatus.COMPLETED,
            )
            .order_by(UserTask.closed_at.desc(), UserTask.id.desc())
            .limit(1)
        ).first()

    def answers(self, element_id: str) -> dict[str, Any]:
        """Read the answers of the task of this element that was completed last."""
        task = self.task(element_id)
        return dict(task.answers or {}) if task is not None else {}

    def members(self, group: Group, unit_id: int | None = None) -> Sequence[str]:
        """Name the active people of a group, of one unit where one is given."""
        of_group = select(Membership.person_id).where(Membership.group == group)
        if unit_id is not None:
            of_group = of_group.where(Membership.unit_id == unit_id)
        people = select(Person.name).where(Person.id.in_(of_group), Person.is_active)
        return self.session.scalars(people.order_by(Person.id)).all()

    def first(self, group: Group, unit_id: int | None = None) -> str:
        """Name who signs for a group; nobody where it has no member."""
        return next(iter(self.members(group, unit_id)), "")

    def common(self) -> dict[str, Any]:
        """What every paper says, unless its own content says otherwise: the office's letter."""
        return {
            "parent": self.office.parent,
            "issuer": self.office.name,
            "office": self.office.name,
            "campaign": self.campaign.name,
            "bases": bases_of(self.campaign),
            "topic": "",
            "number_line": "",
            "date_line": self.date_line(None),
            "receivers": ["Như trên"],
            "signer_title": "Giám đốc",
            "signer": self.first(Group.DIRECTOR),
        }

    def date_line(self, day: date | None) -> str:
        """Write place and date as decree 30 wants them; a day not known yet is left blank."""
        when = dated(day) if day else f"ngày {_BLANK} tháng {_BLANK} năm {_BLANK}{_BLANK}"
        return f"{self.office.place}, {when}"

    def number_line(self, sign: str, number: str | None = None) -> str:
        """Write the number the registry gave, or leave room for it before the symbols."""
        return f"Số: {number}" if number else f"Số: {_BLANK}{_BLANK}/{sign}-{self.office.symbol}"

    def of_council(self) -> dict[str, Any]:
        """What stands at the head of papers of the council."""
        return {"parent": self.office.name, "issuer": _COUNCIL}

    def of_unit(self, unit: Unit) -> dict[str, Any]:
        """What stands at the head and end of papers of a unit."""
        return {
            "parent": self.office.name,
            "issuer": unit.name,
            "unit": unit.name,
            "signer_title": "Trưởng đơn vị",
            "signer": self.first(Group.UNIT_HEAD, unit.id),
        }


_COUNCIL = "Hội đồng\nThi đua - Khen thưởng"
#: Room to write in by hand that no justification closes up.
_BLANK = "\u00a0" * 4


def dated(day: date) -> str:
    """Write a day: decree 30 wants a 0 before days under 10 and before January and February."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day:%d} tháng {month} năm {day.year}"


def bases_of(campaign: Campaign) -> list[str]:
    """List what a campaign rests on; a short name before a colon is for programs."""
    name, colon, rest = campaign.legal_regime.partition(": ")
    said = rest if colon and " " not in name else campaign.legal_regime
    return [one.strip() for one in said.split(";") if one.strip()]


def lines_of(text: str | None) -> list[str]:
    """Split what somebody wrote into its paragraphs."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
