"""Handovers of tasks: noted each time, so that whoever made one can take it back for a while."""

from datetime import timedelta

from service.audit.events import Event
from service.errors import Conflict, NotFound
from service.models import HandoverKind, TaskHandover, UserTask
from service.operations.locking import lock_open_task, record_of_task
from service.unit_of_work import UnitOfWork

#: For so long a handover can be taken back, unless somebody has gone on from it.
UNDO_FOR = timedelta(minutes=10)


def hand_over(
    uow: UnitOfWork,
    task: UserTask,
    kind: HandoverKind,
    to_id: int | None,
    stead_id: int | None = None,
) -> None:
    """Make a task somebody else's or nobody's, and note whose it was.

    ``stead_id`` is in whose stead it is to be done. What somebody has in another one's stead is
    given or taken back instead of being undone, so that handover is not noted.
    """
    assert uow.actor.person_id is not None
    former_id, was_stead_id = task.assignee_id, task.acting_for_id
    pass_to(task, to_id, stead_id)
    if to_id not in (None, uow.actor.person_id):
        task.told_at = None
    if stead_id is not None or was_stead_id is not None:
        return
    uow.session.add(
        TaskHandover(
            task_id=task.id,
            person_id=uow.actor.person_id,
            kind=kind,
            from_id=former_id,
            to_id=to_id,
            revision=task.revision,
            at=uow.now,
        )
    )


def pass_to(task: UserTask, to_id: int | None, stead_id: int | None = None) -> None:
    """Make a task somebody's or nobody's; a delegate who takes it keeps holding it as delegate."""
    if to_id != task.assignee_id:
        task.delegated_at = None
    task.assignee_id, task.acting_for_id = to_id, stead_id
    task.revision += 1


def goes_back_to(task: UserTask) -> int | None:
    """Who gets a task that is given back: whoever handed it over, else the whole group."""
    return task.acting_for_id if task.delegated_at is not None else None


def undo_handover(uow: UnitOfWork, handover_id: int) -> UserTask:
    """Take back a handover of one's own: the task is again whose it was before.

    Whoever had it a moment ago may have it; whether they may complete it is asked then, as ever.
    """
    handover = uow.session.get(TaskHandover, handover_id)
    if handover is None or handover.person_id != uow.actor.person_id:
        raise NotFound("handover.not_found")
    task, instance = lock_open_task(uow, handover.task_id)
    uow.session.refresh(handover)
    _check_in_time(uow, handover, task)
    task.assignee_id = handover.from_id
    task.revision += 1
    handover.undone_at = uow.now
    record_of_task(uow, Event.TASK_HANDOVER_UNDONE, task, instance, handover=handover.id)
    return task


def _check_in_time(uow: UnitOfWork, handover: TaskHandover, task: UserTask) -> None:
    if handover.undone_at is not None or handover.revision != task.revision:
        raise Conflict("handover.gone_on", name=task.name)
    if uow.now - handover.at > UNDO_FOR:
        raise Conflict("handover.too_late", name=task.name)
