"""What a person handed over a moment ago and can still take back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from service.models import TaskHandover, TaskStatus, UserTask

#: More than that is undone row by row, where it was done.
_MOST = 5


def list_undoable(
    session: Session, person_id: int, since: datetime, most: int = _MOST
) -> Sequence[TaskHandover]:
    """The handovers of a person since a moment that nobody has gone on from, latest first."""
    query = (
        select(TaskHandover)
        .join(TaskHandover.task)
        .where(
            TaskHandover.person_id == person_id,
            TaskHandover.at >= since,
            TaskHandover.undone_at.is_(None),
            TaskHandover.revision == UserTask.revision,
            UserTask.status == TaskStatus.OPEN,
        )
        .order_by(TaskHandover.at.desc(), TaskHandover.id.desc())
        .limit(most)
        .options(contains_eager(TaskHandover.task))
    )
    return session.scalars(query).all()
