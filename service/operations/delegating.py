"""Handing a task to another person, and getting it back."""

from service.audit.events import Event
from service.models import UserTask
from service.operations.handovers import pass_to
from service.operations.locking import lock_open_task, record_of_task
from service.operations.receivers import require_present
from service.permissions import check_may_delegate, check_may_take_back
from service.unit_of_work import UnitOfWork


def delegate_task(uow: UnitOfWork, task_id: int, delegate_id: int) -> UserTask:
    """Hand a task one may do to another person, who then does it in one's stead.

    A task is handed on once: whoever has it in somebody's stead gives it back instead.
    """
    task, instance = lock_open_task(uow, task_id)
    person_id = uow.actor.person_id
    check_may_delegate(uow.session, person_id, task, instance, delegate_id, uow.now)
    require_present(uow, delegate_id, "delegate")
    pass_to(task, delegate_id, person_id)
    task.delegated_at, task.told_at = uow.now, None
    record_of_task(uow, Event.TASK_DELEGATED, task, instance, to=delegate_id)
    return task


def take_back_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Get back a task that a delegate or a substitute has in one's stead."""
    task, instance = lock_open_task(uow, task_id)
    check_may_take_back(uow.session, uow.actor.person_id, task)
    record_of_task(uow, Event.TASK_TAKEN_BACK, task, instance, to=task.acting_for_id)
    pass_to(task, task.acting_for_id)
    return task
