"""What a participant has filled in so far: kept for that person alone until the task is done."""

from typing import Any

from sqlalchemy import bindparam, delete, select

from service.db.statements import change
from service.errors import NotFound
from service.models import ProcessInstance, TaskDraft, UserTask
from service.operations.definitions import read_form
from service.operations.secret_votes import without_votes
from service.permissions import check_may_complete
from service.unit_of_work import UnitOfWork


def save_draft(uow: UnitOfWork, task_id: int, answers: dict[str, Any]) -> TaskDraft:
    """Keep unchecked answers; the one draft a person has of a task is written over.

    Votes of a secret ballot are left out: a draft has a name on it.
    """
    task = uow.session.get(UserTask, task_id)
    if task is None:
        raise NotFound("task.not_found", id=task_id)
    assert uow.actor.person_id is not None
    person_id = uow.actor.person_id
    instance = uow.session.get_one(ProcessInstance, task.instance_id)
    check_may_complete(uow.session, person_id, task, instance, uow.now)
    form = read_form(uow.session, task.form_key, instance.deployment_id) if task.form_key else None
    answers = without_votes(uow.session, form, instance, answers)
    draft = uow.session.scalar(
        select(TaskDraft).where(TaskDraft.task_id == task_id, TaskDraft.person_id == person_id)
    )
    if draft is None:
        draft = TaskDraft(task_id=task_id, person_id=person_id)
        uow.session.add(draft)
    draft.answers, draft.saved_at = answers, uow.now
    return draft


def drop_drafts(uow: UnitOfWork, task_id: int) -> None:
    """Forget every draft of a task that is done."""
    change(uow.session.wire, _DROP, {"task": task_id})


_DROP = delete(TaskDraft).where(TaskDraft.task_id == bindparam("task"))
