"""What people have been told, what they want mails about, and who is to be told next."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from service.models import (
    InstanceStatus,
    MutedTopic,
    Nomination,
    Notice,
    NoticeRound,
    Person,
    ProcessInstance,
    TaskStatus,
    Topic,
    UserTask,
    Withheld,
)

#: It is a mail about what the inbox shows anyway.
_MAIL_ONLY = "digest"


def list_notices(
    session: Session, person_id: int, before: int | None = None, limit: int = 25
) -> Sequence[Notice]:
    """What a person was told, the latest first."""
    wanted = select(Notice).where(Notice.person_id == person_id, _is_listed())
    if before is not None:
        wanted = wanted.where(Notice.id < before)
    latest = wanted.order_by(Notice.id.desc()).limit(limit).options(joinedload(Notice.task))
    return session.scalars(latest).all()


def count_unread(session: Session, person_id: int) -> int:
    """How much a person was told and has not read; what no longer waits does not count."""
    counted = (
        select(func.count(Notice.id))
        .outerjoin(UserTask, UserTask.id == Notice.task_id)
        .where(
            Notice.person_id == person_id,
            Notice.read_at.is_(None),
            _is_listed(),
            or_(Notice.task_id.is_(None), UserTask.status == TaskStatus.OPEN),
        )
    )
    return session.scalar(counted) or 0


def find_notice(session: Session, person_id: int, notice_id: int) -> Notice | None:
    """One thing a person was told."""
    return session.scalar(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == person_id, _is_listed())
    )


def muted_topics(session: Session, person_id: int) -> frozenset[Topic]:
    """What a person wants no mails about."""
    muted = select(MutedTopic.topic).where(MutedTopic.person_id == person_id)
    return frozenset(session.scalars(muted))


def instances_with_untold_tasks(session: Session) -> Sequence[int]:
    """The running instances with open tasks nobody has been told of."""
    wanted = select(UserTask.instance_id).join(UserTask.instance).where(is_untold(), _is_moving())
    return session.scalars(wanted.distinct().order_by(UserTask.instance_id)).all()


def is_untold() -> ColumnElement[bool]:
    """The condition on ``UserTask`` that it waits and nobody was told."""
    return (UserTask.status == TaskStatus.OPEN) & UserTask.told_at.is_(None)


def tasks_due_before(session: Session, moment: datetime) -> Sequence[UserTask]:
    """The open tasks of running cases that are due before a moment."""
    due = (
        select(UserTask)
        .join(UserTask.instance)
        .where(UserTask.status == TaskStatus.OPEN, UserTask.due_at < moment, _is_moving())
        .order_by(UserTask.due_at, UserTask.id)
        .options(selectinload(UserTask.candidates), joinedload(UserTask.instance))
    )
    return session.scalars(due).all()


def was_round_held(session: Session, day: date) -> bool:
    """Whether everybody was reminded on this day."""
    held = select(NoticeRound.id).where(NoticeRound.day == day)
    return session.scalar(held) is not None


def active_people(session: Session) -> Sequence[int]:
    """The ids of everybody with an open account."""
    return session.scalars(select(Person.id).where(Person.is_active).order_by(Person.id)).all()


def _is_listed() -> ColumnElement[bool]:
    undone = Notice.withheld == Withheld.UNDONE
    return (Notice.kind != _MAIL_ONLY) & or_(Notice.withheld.is_(None), ~undone)


def _is_moving() -> ColumnElement[bool]:
    """The condition on ``ProcessInstance`` that nothing holds it still."""
    held = select(Nomination.id).where(Nomination.suspended_at.is_not(None))
    return (
        (ProcessInstance.status == InstanceStatus.RUNNING)
        & ProcessInstance.suspended_at.is_(None)
        & or_(ProcessInstance.nomination_id.is_(None), ProcessInstance.nomination_id.not_in(held))
    )
