"""Taking hold of an open task: whatever is done with it next is done by one at a time."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.errors import Conflict, NotFound
from service.models import ProcessInstance, TaskStatus, UserTask
from service.operations import advance
from service.unit_of_work import UnitOfWork


def lock_open_task(uow: UnitOfWork, task_id: int) -> tuple[UserTask, ProcessInstance]:
    """Lock the instance of a task and return both, or say why nothing can be done with it."""
    # The instance is locked before its task is looked at: what is read stays so.
    instances = uow.session.read_objects(ProcessInstance, _INSTANCE_OF, task=task_id)
    task = advance.load_task(uow.session, task_id)
    if task is None:
        raise NotFound("task.not_found", id=task_id)
    (instance,) = instances
    if instance.suspended_at is not None:
        raise Conflict("instance.suspended", reason=instance.suspension_reason)
    if task.status != TaskStatus.OPEN:
        raise Conflict(f"task.{task.status.value}", name=task.name, **_closing(task))
    return task, instance


def record_of_task(
    uow: UnitOfWork,
    event: Event,
    task: UserTask,
    instance: ProcessInstance,
    values: Mapping[str, Any] | None = None,
    **detail: object,
) -> None:
    """Record what was done with a task, and in whose stead."""
    uow.record(
        event,
        instance_id=instance.id,
        nomination_id=instance.nomination_id,
        detail={**told_of(task), **detail},
        values=values,
    )


def told_of(task: UserTask) -> dict[str, Any]:
    """What the ledger says of a task: which, where, and in whose stead somebody has it."""
    stead = {} if task.acting_for_id is None else {"for": task.acting_for_id}
    return {"task": task.id, "element": task.element_id, **stead}


_INSTANCE_OF = (
    select(ProcessInstance.__table__)
    .where(
        ProcessInstance.id
        == select(UserTask.instance_id).where(UserTask.id == bindparam("task")).scalar_subquery()
    )
    .with_for_update()
)


def _closing(task: UserTask) -> dict[str, object]:
    at = task.closed_at.astimezone(LOCAL_ZONE) if task.closed_at else None
    return {
        "by": task.completed_by.name if task.completed_by else "",
        "at": f"{at:%d/%m/%Y %H:%M}" if at else "",
    }
