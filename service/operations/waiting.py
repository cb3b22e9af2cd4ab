"""What an instance waits for by its rows, in one look: open tasks, timers, subscriptions."""

from operator import attrgetter
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, literal, null, or_, select, union_all

from service.db.session import GuardedSession
from service.models import PENDING, Subscription, TaskStatus, TimerJob, UserTask

_INSTANCE: Any = bindparam("instance")
_ROWS: CompoundSelect[Any] = union_all(
    select(
        literal("task").label("kind"),
        UserTask.id,
        UserTask.engine_task_id,
        literal(0).label("occurrence"),
        literal("").label("message"),
        UserTask.due_at,
    ).where(UserTask.instance_id == _INSTANCE, UserTask.status == TaskStatus.OPEN),
    select(
        literal("timer"),
        TimerJob.id,
        TimerJob.engine_task_id,
        TimerJob.occurrence,
        literal(""),
        TimerJob.due_at,
    ).where(
        TimerJob.instance_id == _INSTANCE, or_(*(TimerJob.state == state for state in PENDING))
    ),
    select(
        literal("message"),
        Subscription.id,
        Subscription.engine_task_id,
        literal(0),
        Subscription.message,
        null(),
    ).where(Subscription.instance_id == _INSTANCE),
)


def rows_waiting(session: GuardedSession, instance_id: int) -> dict[str, list[Any]]:
    """The rows of an instance that wait, by ``task``, ``timer`` and ``message``, oldest first."""
    found: dict[str, list[Any]] = {"task": [], "timer": [], "message": []}
    for row in sorted(session.rows(_ROWS, instance=instance_id), key=attrgetter("id")):
        found[row.kind].append(row)
    return found
