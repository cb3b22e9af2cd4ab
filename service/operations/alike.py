"""Completing several tasks of one step with the same answers, where their form allows it."""

from dataclasses import dataclass, field
from typing import Any

from service.errors import Conflict, Invalid, NotFound
from service.forms import Form, check_form
from service.models import UserTask
from service.operations import advance
from service.operations.drafts import drop_drafts
from service.operations.tasks import complete_task, form_of
from service.unit_of_work import UnitOfWork
from workflows import Engine


@dataclass(frozen=True, slots=True)
class SameAnswers:
    """What is answered for every task of a step, and the revision of each that was seen."""

    element_id: str
    answers: dict[str, Any]
    revisions: dict[int, int] = field(default_factory=dict)


def complete_alike(uow: UnitOfWork, engine: Engine, task_id: int, same: SameAnswers) -> UserTask:
    """Complete one of several tasks that get the same answers."""
    task = advance.load_task(uow.session, task_id)
    if task is None:
        raise NotFound("task.not_found", id=task_id)
    if task.element_id != same.element_id:
        raise Conflict("task.step_differs")
    form = form_of(uow.session, task, task.instance)
    if form is not None and not form.takes_one_answer_for_many:
        raise Conflict("task.one_by_one")
    try:
        done = complete_task(uow, engine, task_id, same.answers, same.revisions.get(task_id))
    except Invalid as error:
        # What everybody is asked was checked before: this answer brings up a question of its own.
        raise Conflict("task.answer_alone") from error
    drop_drafts(uow, task_id)
    return done


def check_same(form: Form | None, answers: dict[str, Any]) -> None:
    """Raise Invalid unless the answers do for every task, as far as all are asked the same."""
    if form is not None:
        check_form(form.shared(), answers, {})
