"""Recalling what one has sent, as long as nobody has touched what came of it."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import Conflict, NotAllowed, NotFound
from service.models import (
    InstanceStatus,
    Message,
    ProcessInstance,
    TaskDraft,
    TaskStatus,
    TimerJob,
    UserTask,
)
from service.operations import advance
from service.operations.instances import instance_sources, is_held, lock_instance
from service.operations.reasons import said
from service.operations.surroundings import InstanceSurroundings
from service.permissions import may_recall
from service.unit_of_work import UnitOfWork
from workflows import Engine, NoWayBack


def recall_task(uow: UnitOfWork, engine: Engine, task_id: int, reason: str) -> ProcessInstance:
    """Reach a task one completed anew, with its answers; what was done stays on record."""
    task = uow.session.get(UserTask, task_id)
    if task is None:
        raise NotFound("task.not_found", id=task_id)
    instance = lock_instance(uow, task.instance_id)
    uow.session.refresh(task)
    if not may_recall(uow.actor.person_id, task):
        raise NotAllowed("task.not_sent")
    if is_held(uow, instance) or is_touched(uow.session, instance, task):
        raise Conflict("task.touched", name=task.name)
    reason = said("reason", reason)
    try:
        state = engine.go_back(
            instance_sources(uow, engine, instance),
            instance.document,
            task.element_id,
            InstanceSurroundings(uow, instance),
        )
    except NoWayBack as error:
        raise Conflict("task.touched", name=task.name) from error
    advance.store(
        uow,
        instance,
        state,
        Event.TASK_RECALLED,
        {"task": task.id, "element": task.element_id},
        {"reason": reason},
    )
    return instance


def is_touched(session: Session, instance: ProcessInstance, task: UserTask) -> bool:
    """Whether anything has happened in the case, or been said to others, since a task was sent."""
    if instance.status != InstanceStatus.RUNNING or instance.suspended_at is not None:
        return True
    sent_at = task.closed_at
    later = (
        select(UserTask.id).where(
            UserTask.instance_id == instance.id,
            or_(
                UserTask.opened_at > sent_at,
                UserTask.closed_at > sent_at,
                (UserTask.status == TaskStatus.OPEN) & UserTask.assignee_id.is_not(None),
                UserTask.id.in_(select(TaskDraft.task_id)),
            ),
        ),
        select(TimerJob.id).where(TimerJob.instance_id == instance.id, TimerJob.fired_at > sent_at),
        # What others were told by this step, and what they told the case after it.
        select(Message.id).where(Message.sender_id == instance.id, Message.sent_at >= sent_at),
        select(Message.id).where(
            Message.delivered_to_id == instance.id, Message.delivered_at > sent_at
        ),
    )
    return any(session.scalars(one.limit(1)).first() is not None for one in later)
