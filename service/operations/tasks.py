"""What a participant can do with a user task."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import Conflict, NotFound
from service.forms import (
    Form,
    Row,
    check_form,
    form_rows,
    process_variables,
    tailored,
)
from service.models import (
    IncidentKind,
    Nomination,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from service.operations import advance
from service.operations.definitions import read_form
from service.operations.failures import broken_when_failing
from service.operations.instances import instance_sources, is_held
from service.operations.surroundings import surroundings_of
from service.permissions import check_may_claim, check_may_complete, check_may_release
from service.unit_of_work import UnitOfWork
from workflows import Engine, TaskNotOpen


def claim_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Take an open task of one's groups as one's own."""
    task, instance = _lock_open_task(uow, task_id)
    check_may_claim(uow.session, uow.actor.person_id, task, instance)
    task.assignee_id = uow.actor.person_id
    task.revision += 1
    _record(uow, Event.TASK_CLAIMED, task, instance)
    return task


def release_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Give a claimed task back to its group."""
    task, instance = _lock_open_task(uow, task_id)
    check_may_release(uow.session, uow.actor.person_id, task, instance)
    task.assignee_id = None
    task.revision += 1
    _record(uow, Event.TASK_RELEASED, task, instance)
    return task


def complete_task(
    uow: UnitOfWork,
    engine: Engine,
    task_id: int,
    answers: dict[str, Any],
    revision: int | None = None,
) -> UserTask:
    """Complete an open task with one's answers, and run the process on.

    ``revision`` is what the person saw; when the task has changed since, nothing happens.
    """
    task, instance = _lock_open_task(uow, task_id)
    if revision is not None and revision != task.revision:
        raise Conflict("task.changed", name=task.name)
    check_may_complete(uow.session, uow.actor.person_id, task, instance)
    if is_held(uow, instance):
        raise Conflict("nomination.suspended", name=task.name)
    form = form_of(uow.session, task, instance)
    checked = _check(uow, form, task, instance, answers)
    variables = process_variables(form, checked) if form else {}
    given = {"answers": answers, "variables": variables}
    with broken_when_failing(IncidentKind.TASK, task.id, task.name, given):
        advance.close_task(
            uow,
            task,
            TaskStatus.COMPLETED,
            answers=checked,
            completed_by_id=uow.actor.person_id,
        )
        state = _run(uow, engine, task, instance, variables)
        advance.store(
            uow,
            instance,
            state,
            Event.TASK_COMPLETED,
            {"task": task.id, "element": task.element_id},
            {"answers": checked},
        )
    return task


def form_of(session: Session, task: UserTask, instance: ProcessInstance) -> Form | None:
    """The form of a task, in the version its instance began with, as its case is asked it."""
    if task.form_key is None:
        return None
    form = read_form(session, task.form_key, instance.deployment_id)
    return tailored(form, _known(session, instance))


def _known(session: Session, instance: ProcessInstance) -> dict[str, str]:
    if instance.nomination_id is None:
        return {}
    return {"nomination.subject": session.get_one(Nomination, instance.nomination_id).subject.value}


def rows_of(
    session: Session, form: Form | None, instance: ProcessInstance, person_id: int | None
) -> dict[str, list[Row]]:
    """The fixed rows of a form's lists, as the person sees them now."""
    return form_rows(form, session, instance, person_id) if form else {}


def _lock_open_task(uow: UnitOfWork, task_id: int) -> tuple[UserTask, ProcessInstance]:
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


_INSTANCE_OF = (
    select(ProcessInstance.__table__)
    .where(
        ProcessInstance.id
        == select(UserTask.instance_id).where(UserTask.id == bindparam("task")).scalar_subquery()
    )
    .with_for_update()
)


def _closing(task: UserTask) -> dict[str, object]:
    return {"by": task.completed_by.name if task.completed_by else "", "at": task.closed_at}


def _check(
    uow: UnitOfWork,
    form: Form | None,
    task: UserTask,
    instance: ProcessInstance,
    answers: dict[str, Any],
) -> dict[str, Any]:
    if form is None:
        return {}
    # The paper of a named person is that person's, whoever looks at it.
    rows = rows_of(uow.session, form, instance, task.assignee_id or uow.actor.person_id)
    return check_form(form, answers, rows)


def _run(
    uow: UnitOfWork,
    engine: Engine,
    task: UserTask,
    instance: ProcessInstance,
    variables: dict[str, Any],
) -> Any:
    try:
        return engine.complete_user_task(
            instance_sources(uow, engine, instance),
            instance.document,
            task.engine_task_id,
            variables,
            surroundings_of(uow, instance),
        )
    except TaskNotOpen as error:
        raise Conflict("task.cancelled", name=task.name, by="", at=None) from error


def _record(uow: UnitOfWork, event: Event, task: UserTask, instance: ProcessInstance) -> None:
    uow.record(
        event,
        instance_id=instance.id,
        nomination_id=instance.nomination_id,
        detail={"task": task.id, "element": task.element_id},
    )
