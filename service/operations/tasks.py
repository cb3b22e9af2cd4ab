"""What a participant can do with a user task."""

from typing import Any

from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import Conflict
from service.forms import (
    Form,
    Row,
    check_form,
    form_rows,
    process_variables,
    tailored,
)
from service.models import (
    HandoverKind,
    IncidentKind,
    Nomination,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from service.operations import advance
from service.operations.definitions import read_form
from service.operations.failures import broken_when_failing
from service.operations.handovers import goes_back_to, hand_over
from service.operations.instances import instance_sources, is_held
from service.operations.locking import lock_open_task, record_of_task, told_of
from service.operations.secret_votes import put_votes_in_boxes, without_votes
from service.operations.surroundings import surroundings_of
from service.permissions import check_may_claim, check_may_complete, check_may_release
from service.queries.nominations import council_session_of
from service.unit_of_work import UnitOfWork
from workflows import Engine, TaskNotOpen


def claim_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Take an open task of one's groups as one's own."""
    task, instance = lock_open_task(uow, task_id)
    stead = check_may_claim(uow.session, uow.actor.person_id, task, instance, uow.now)
    hand_over(uow, task, HandoverKind.CLAIMED, uow.actor.person_id, stead)
    record_of_task(uow, Event.TASK_CLAIMED, task, instance)
    return task


def release_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Give a claimed task back: to its group, or to whoever handed it over."""
    task, instance = lock_open_task(uow, task_id)
    check_may_release(uow.session, uow.actor.person_id, task)
    record_of_task(uow, Event.TASK_RELEASED, task, instance)
    hand_over(uow, task, HandoverKind.RELEASED, goes_back_to(task))
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
    task, instance = lock_open_task(uow, task_id)
    if revision is not None and revision != task.revision:
        raise Conflict("task.changed", name=task.name)
    stead = check_may_complete(uow.session, uow.actor.person_id, task, instance, uow.now)
    if is_held(uow, instance):
        raise Conflict("nomination.suspended", name=task.name)
    form = form_of(uow.session, task, instance)
    checked = _check(uow, form, task, instance, answers)
    variables = process_variables(form, checked) if form else {}
    given = {
        "answers": without_votes(uow.session, form, instance, answers),
        "variables": variables,
    }
    with broken_when_failing(IncidentKind.TASK, task.id, task.name, given):
        checked = put_votes_in_boxes(uow, form, instance, checked)
        advance.close_task(
            uow,
            task,
            TaskStatus.COMPLETED,
            answers=checked,
            completed_by_id=uow.actor.person_id,
            acting_for_id=stead,
        )
        state = _run(uow, engine, task, instance, variables)
        advance.store(
            uow,
            instance,
            state,
            Event.TASK_COMPLETED,
            told_of(task),
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
    if instance.nomination_id is not None:
        nomination = session.get_one(Nomination, instance.nomination_id)
        return {"nomination.subject": nomination.subject.value}
    council = council_session_of(session, instance)
    return {"council.method": council.method.value} if council is not None else {}


def rows_of(
    session: Session, form: Form | None, instance: ProcessInstance, person_id: int | None
) -> dict[str, list[Row]]:
    """The fixed rows of a form's lists, as the person sees them now."""
    return form_rows(form, session, instance, person_id) if form else {}


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
