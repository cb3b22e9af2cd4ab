"""What the clock does about people: it reports tasks left to nobody, and ends standing in."""

from sqlalchemy import select

from service.audit.events import Event
from service.errors import Conflict
from service.models import Incident, IncidentKind, Resolution, TaskStatus, UserTask
from service.operations.advance import load_task
from service.operations.handovers import goes_back_to, pass_to
from service.operations.incidents import FailedStep, note_incident, resolve
from service.operations.instances import lock_instance
from service.operations.locking import record_of_task
from service.operations.staffing import is_left_to_somebody
from service.permissions import day_of, steads_of
from service.unit_of_work import UnitOfWork


def report_task_left_to_nobody(uow: UnitOfWork, task_id: int) -> bool:
    """Open the incident of a task that nobody may do; say whether that is so and was not known."""
    task = _lock(uow, task_id)
    if task is None or _known(uow, task_id) is not None:
        return False
    if is_left_to_somebody(uow.session, task, day_of(uow.now)):
        return False
    step = FailedStep(
        IncidentKind.NOBODY, task.id, task.instance_id, task.engine_task_id, task.element_id
    )
    note_incident(uow, step, Conflict("task.nobody_left", name=task.name))
    return True


def close_report(uow: UnitOfWork, task_id: int) -> bool:
    """Resolve the incident of a task that somebody may do again; say whether that is so."""
    task = _lock(uow, task_id)
    incident = _known(uow, task_id)
    if task is None or incident is None:
        return False
    if not is_left_to_somebody(uow.session, task, day_of(uow.now)):
        return False
    resolve(uow, incident, Resolution.STAFFED)
    return True


def end_standing_in(uow: UnitOfWork, task_id: int) -> bool:
    """Take a task from a substitute whose time is over; say whether that is so."""
    task = _lock(uow, task_id)
    if task is None or task.acting_for_id is None or task.delegated_at is not None:
        return False
    assert task.assignee_id is not None
    steads = steads_of(uow.session, task.assignee_id, day_of(uow.now))
    if task.acting_for_id in {one.person_id for one in steads}:
        return False
    record_of_task(uow, Event.TASK_RELEASED, task, task.instance)
    pass_to(task, goes_back_to(task))
    return True


def _lock(uow: UnitOfWork, task_id: int) -> UserTask | None:
    """Load a task that is open, its instance locked first."""
    instance_id = uow.session.scalar(select(UserTask.instance_id).where(UserTask.id == task_id))
    if instance_id is None:
        return None
    lock_instance(uow, instance_id)
    task = load_task(uow.session, task_id)
    return task if task is not None and task.status == TaskStatus.OPEN else None


def _known(uow: UnitOfWork, task_id: int) -> Incident | None:
    return uow.session.scalar(
        select(Incident).where(
            Incident.task_id == task_id,
            Incident.kind == IncidentKind.NOBODY,
            Incident.resolved_at.is_(None),
        )
    )
