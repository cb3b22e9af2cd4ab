"""What rests on a deadline of a campaign."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from service.models import (
    PENDING,
    Deadline,
    InstanceStatus,
    ProcessInstance,
    TimerJob,
)


def find_deadline(session: Session, campaign_id: int, name: str) -> Deadline | None:
    """The deadline of a campaign with this name."""
    return session.scalar(
        select(Deadline).where(Deadline.campaign_id == campaign_id, Deadline.name == name)
    )


def timers_resting_on(session: Session, campaign_id: int, name: str) -> Sequence[TimerJob]:
    """The waiting timers of the campaign's running instances computed from the deadline."""
    waiting = session.scalars(
        select(TimerJob)
        .join(TimerJob.instance)
        .where(
            ProcessInstance.campaign_id == campaign_id,
            ProcessInstance.status == InstanceStatus.RUNNING,
            TimerJob.state.in_(PENDING),
        )
        .options(joinedload(TimerJob.instance))
        .order_by(TimerJob.instance_id, TimerJob.id)
    )
    return [job for job in waiting if name in job.basis]
