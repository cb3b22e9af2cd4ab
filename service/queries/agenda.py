"""What a person's calendar shows: until when their tasks are due, and the dates of campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from service.models import (
    Campaign,
    CampaignStatus,
    Deadline,
    Nomination,
    ProcessInstance,
    TaskStatus,
    Unit,
    UserTask,
)
from service.queries.candidates import candidates_for
from service.queries.inbox import is_offered
from service.queries.viewers import Viewer

#: Dates of a campaign stay in the calendar for so long after they have passed.
_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task a person is to do by a moment."""

    id: int
    name: str
    about: str
    due_at: datetime


def due_tasks(session: Session, viewer: Viewer, now: datetime) -> list[DueTask]:
    """The open tasks with a due date that wait for the viewer: named, claimed or offered."""
    theirs = or_(UserTask.assignee_id == viewer.person_id, _is_free_and_offered(viewer))
    wanted = (
        select(UserTask, Nomination.nominee, Unit.name, Campaign.name)
        .join(UserTask.instance)
        .join(Campaign, Campaign.id == ProcessInstance.campaign_id)
        .outerjoin(Nomination, Nomination.id == ProcessInstance.nomination_id)
        .outerjoin(Unit, Unit.id == ProcessInstance.unit_id)
        .where(UserTask.status == TaskStatus.OPEN, UserTask.due_at.is_not(None), theirs)
        .order_by(UserTask.due_at, UserTask.id)
        .options(selectinload(UserTask.candidates), joinedload(UserTask.instance))
    )
    return [
        DueTask(task.id, task.name, nominee or unit or campaign, task.due_at)
        for task, nominee, unit, campaign in session.execute(wanted)
        if task.due_at is not None
        and viewer.person_id in {one.id for one in candidates_for(session, task, now)}
    ]


def campaign_dates(session: Session, now: datetime) -> Sequence[Deadline]:
    """The deadlines of the campaigns under way, which are open to everybody who signs in."""
    return session.scalars(
        select(Deadline)
        .join(Deadline.campaign)
        .where(Campaign.status != CampaignStatus.ARCHIVED, Deadline.due_at > now - _KEPT)
        .order_by(Deadline.due_at, Deadline.id)
        .options(joinedload(Deadline.campaign))
    ).all()


def _is_free_and_offered(viewer: Viewer) -> ColumnElement[bool]:
    return UserTask.assignee_id.is_(None) & is_offered(viewer)
