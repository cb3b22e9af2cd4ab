"""What a participant can do with a user task."""

from typing import Any

from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import Conflict, NotFound
from service.forms import (
    Form,
    Row,
    check_form,
    form_rows,
    parse_form,
    process_variables,
    tailored,
)
from service.models import (
    DefinitionKind,
    IncidentKind,
    Nomination,
    Person,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from service.operations import advance
from service.operations.definitions import definition_in_force
from service.operations.failures import broken_when_failing
from service.operations.instances import instance_sources, is_held, lock_instance
from service.operations.surroundings import surroundings_of
from service.permissions import check_may_claim, check_may_complete, check_may_release
from service.unit_of_work import UnitOfWork
from workflows import Engine, TaskNotOpen


def claim_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Take an open task of one's groups as one's own."""
    task, instance = _lock_open_task(uow, task_id)
    check_may_claim(uow.session, _person(uow), task, instance)
    task.assignee_id = uow.actor.person_id
    task.revision += 1
    _record(uow, Event.TASK_CLAIMED, task, instance)
    return task


def release_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Give a claimed task back to its group."""
    task, instance = _lock_open_task(uow, task_id)
    check_may_release(uow.session, _person(uow), task, instance)
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
    check_may_complete(uow.session, _person(uow), task, instance)
    if is_held(uow, instance):
        raise Conflict("nomination.suspended", name=task.name)
    form = form_of(uow.session, task, instance)
    checked = _check(uow, form, task, instance, answers)
    variables = process_variables(form, checked) if form else {}
    given = {"answers": answers, "variables": variables}
    with broken_when_failing(IncidentKind.TASK, task.id, task.name, given):
        _close(uow, task, checked)
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
    definition = definition_in_force(
        session, DefinitionKind.FORM, task.form_key, instance.deployment_id
    )
    return tailored(parse_form(definition.key, definition.content), _known(session, instance))


def _known(session: Session, instance: ProcessInstance) -> dict[str, str]:
    nomination = session.get(Nomination, instance.nomination_id or 0)
    return {"nomination.subject": nomination.subject.value} if nomination else {}


def rows_of(
    session: Session, form: Form | None, instance: ProcessInstance, person_id: int | None
) -> dict[str, list[Row]]:
    """The fixed rows of a form's lists, as the person sees them now."""
    return form_rows(form, session, instance, person_id) if form else {}


def _lock_open_task(uow: UnitOfWork, task_id: int) -> tuple[UserTask, ProcessInstance]:
    task = uow.session.get(UserTask, task_id)
    if task is None:
        raise NotFound("task.not_found", id=task_id)
    instance = lock_instance(uow, task.instance_id)
    uow.session.refresh(task)
    if instance.suspended_at is not None:
        raise Conflict("instance.suspended", reason=instance.suspension_reason)
    if task.status != TaskStatus.OPEN:
        raise Conflict(f"task.{task.status.value}", name=task.name, **_closing(task))
    return task, instance


def _closing(task: UserTask) -> dict[str, object]:
    return {"by": task.completed_by.name if task.completed_by else "", "at": task.closed_at}


def _person(uow: UnitOfWork) -> Person:
    assert uow.actor.person_id is not None
    return uow.session.get_one(Person, uow.actor.person_id)


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


def _close(uow: UnitOfWork, task: UserTask, answers: dict[str, Any]) -> None:
    task.answers = answers
    task.completed_by_id = uow.actor.person_id
    advance.close_task(uow, task, TaskStatus.COMPLETED)
    uow.session.flush()


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
