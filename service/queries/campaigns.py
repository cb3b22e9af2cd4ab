"""A campaign at a glance: its units, its nominations, its dates, and what hangs together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    OUTCOMES,
    Award,
    Campaign,
    Content,
    Deadline,
    InstanceStatus,
    Nomination,
    NominationStatus,
    ProcessInstance,
    Quota,
    ReviewStatus,
    TaskStatus,
    Unit,
    UnitReview,
    UnitStatus,
    UserTask,
)
from service.queries.viewers import Viewer, sees_instance


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a campaign: its review, its nominations by stage, and what is late."""

    unit: Unit
    review_id: int | None
    review: ReviewStatus | None
    is_late: bool
    statuses: Counter[NominationStatus]
    late_tasks: int

    @property
    def total(self) -> int:
        """All nominations of the unit."""
        return sum(self.statuses.values())

    def count(self, *wanted: NominationStatus) -> int:
        """How many stand at one of these statuses."""
        return sum(self.statuses[status] for status in wanted)


@dataclass(frozen=True, slots=True)
class Board:
    """What the standing body looks at each morning."""

    campaign: Campaign
    instance_id: int | None
    units: list[UnitLine]
    contents: dict[Content, int]
    awards: dict[Award, Counter[NominationStatus]]
    quotas: Sequence[Quota]
    deadlines: Sequence[Deadline]
    sessions: Sequence[ProcessInstance]

    @property
    def nominations(self) -> int:
        """All nominations of the campaign."""
        return sum(line.total for line in self.units)

    @property
    def over(self) -> int:
        """Nominations that have an outcome."""
        return sum(line.count(*OUTCOMES) for line in self.units)

    @property
    def late_tasks(self) -> int:
        """Open tasks past their due date."""
        return sum(line.late_tasks for line in self.units)


def list_campaigns(session: Session) -> Sequence[Campaign]:
    """All campaigns, the newest first."""
    return session.scalars(select(Campaign).order_by(Campaign.starts_on.desc())).all()


def find_campaign(session: Session, code: str) -> Campaign | None:
    """The campaign with this code."""
    return session.scalar(select(Campaign).where(Campaign.code == code))


def board_of(session: Session, viewer: Viewer, campaign: Campaign, now: datetime) -> Board:
    """Counts by unit, content and award, over what the viewer may see."""
    nominations = _visible_nominations(session, viewer, campaign)
    instances = _instances(session, viewer, campaign)
    own = [one for one in instances if one.process_key == "campaign"]
    return Board(
        campaign=campaign,
        instance_id=own[0].id if own else None,
        units=_unit_lines(session, campaign, nominations, instances, now),
        contents=_by_content(nominations),
        awards=_by_award(nominations),
        quotas=session.scalars(select(Quota).where(Quota.campaign_id == campaign.id)).all(),
        deadlines=_deadlines(session, campaign),
        sessions=[one for one in instances if one.process_key in _DEPARTMENT],
    )


def nominations_of(
    session: Session, viewer: Viewer, campaign: Campaign, unit_id: int | None = None
) -> list[tuple[Nomination, int]]:
    """The nominations the viewer may see, each with its case, by number."""
    query = (
        select(Nomination, ProcessInstance.id)
        .join(ProcessInstance, ProcessInstance.nomination_id == Nomination.id)
        .where(
            Nomination.campaign_id == campaign.id,
            ProcessInstance.process_key == "nomination",
            sees_instance(viewer),
        )
        .options(joinedload(Nomination.unit))
        .order_by(Nomination.number)
    )
    if unit_id is not None:
        query = query.where(Nomination.unit_id == unit_id)
    return [(nomination, instance_id) for nomination, instance_id in session.execute(query)]


def related_instances(
    session: Session, viewer: Viewer, instance: ProcessInstance
) -> Sequence[ProcessInstance]:
    """Other cases of the same campaign that this one meets."""
    wanted = ProcessInstance.process_key.in_(_MEETS.get(instance.process_key, ("campaign",)))
    query = select(ProcessInstance).where(
        ProcessInstance.campaign_id == instance.campaign_id,
        ProcessInstance.id != instance.id,
        sees_instance(viewer),
        wanted,
    )
    if instance.unit_id is not None:
        query = query.where(
            (ProcessInstance.unit_id.is_(None)) | (ProcessInstance.unit_id == instance.unit_id)
        )
    return session.scalars(query.order_by(ProcessInstance.id).limit(60)).all()


#: Instances of the department, one or a few in a campaign.
_DEPARTMENT = ("council_session", "department_award", "provincial_submission")
#: Which processes exchange messages with which.
_MEETS = {
    "campaign": ("unit_review", *_DEPARTMENT),
    "unit_review": ("campaign", "nomination"),
    "nomination": ("campaign", "unit_review", *_DEPARTMENT),
}


def _deadlines(session: Session, campaign: Campaign) -> Sequence[Deadline]:
    return session.scalars(
        select(Deadline).where(Deadline.campaign_id == campaign.id).order_by(Deadline.due_at)
    ).all()


def _visible_nominations(
    session: Session, viewer: Viewer, campaign: Campaign
) -> Sequence[Nomination]:
    visible = select(ProcessInstance.nomination_id).where(
        ProcessInstance.campaign_id == campaign.id,
        ProcessInstance.nomination_id.is_not(None),
        sees_instance(viewer),
    )
    return session.scalars(select(Nomination).where(Nomination.id.in_(visible))).all()


def _instances(session: Session, viewer: Viewer, campaign: Campaign) -> Sequence[ProcessInstance]:
    return session.scalars(
        select(ProcessInstance)
        .where(
            ProcessInstance.campaign_id == campaign.id,
            ProcessInstance.process_key != "nomination",
            sees_instance(viewer),
        )
        .order_by(ProcessInstance.id)
    ).all()


def _unit_lines(
    session: Session,
    campaign: Campaign,
    nominations: Sequence[Nomination],
    instances: Sequence[ProcessInstance],
    now: datetime,
) -> list[UnitLine]:
    reviews = {one.unit_id: one for one in _reviews(session, campaign)}
    cases = {one.unit_id: one.id for one in instances if one.process_key == "unit_review"}
    late = _late_by_unit(session, campaign, now)
    statuses: dict[int, Counter[NominationStatus]] = {}
    for one in nominations:
        statuses.setdefault(one.unit_id, Counter())[one.status] += 1
    return [
        UnitLine(
            unit=unit,
            review_id=cases.get(unit.id),
            review=reviews[unit.id].status if unit.id in reviews else None,
            is_late=unit.id in reviews and reviews[unit.id].is_late,
            statuses=statuses.get(unit.id, Counter()),
            late_tasks=late.get(unit.id, 0),
        )
        for unit in session.scalars(select(Unit).order_by(Unit.name))
        if unit.status == UnitStatus.ACTIVE or unit.id in statuses
    ]


def _reviews(session: Session, campaign: Campaign) -> Sequence[UnitReview]:
    return session.scalars(select(UnitReview).where(UnitReview.campaign_id == campaign.id)).all()


def _late_by_unit(session: Session, campaign: Campaign, now: datetime) -> dict[int, int]:
    query = (
        select(ProcessInstance.unit_id, func.count(UserTask.id))
        .join(UserTask, UserTask.instance_id == ProcessInstance.id)
        .where(
            ProcessInstance.campaign_id == campaign.id,
            ProcessInstance.status == InstanceStatus.RUNNING,
            ProcessInstance.unit_id.is_not(None),
            UserTask.status == TaskStatus.OPEN,
            UserTask.due_at < now,
        )
        .group_by(ProcessInstance.unit_id)
    )
    return {unit_id: number for unit_id, number in session.execute(query) if unit_id}


def _by_content(nominations: Sequence[Nomination]) -> dict[Content, int]:
    counted = Counter(one.content for one in nominations)
    return {content: counted[content] for content in Content}


def _by_award(nominations: Sequence[Nomination]) -> dict[Award, Counter[NominationStatus]]:
    counted: dict[Award, Counter[NominationStatus]] = {award: Counter() for award in Award}
    for one in nominations:
        counted[one.award][one.status] += 1
    return counted
