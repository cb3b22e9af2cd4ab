"""Reminding people of tasks that wait for them: once a day a task, in one mail a person."""

from datetime import datetime, timedelta

from service.actions.telling import task_news, tell
from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.errors import Conflict
from service.models import UserTask
from service.operations.locking import lock_open_task, record_of_task
from service.operations.notices import about_task
from service.permissions import check_may_remind
from service.queries.candidates import candidates_for
from service.unit_of_work import UnitOfWork

#: A reminder waits so long for others to the same person, which then go in the same mail.
GATHERING = timedelta(minutes=2)


def remind_of_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Have whoever an open task waits for reminded by mail, unless that was done today."""
    task, instance = lock_open_task(uow, task_id)
    check_may_remind(uow.session, uow.actor.person_id, task, instance)
    if task.reminded_at is not None and _day(task.reminded_at) == _day(uow.now):
        raise Conflict("task.reminded_today", name=task.name)
    waited_for = candidates_for(uow.session, task, uow.now)
    people = [one for one in waited_for if one.id != uow.actor.person_id]
    if not people:
        raise Conflict("task.remind_nobody")
    task.reminded_at = uow.now
    tell(uow, people, task_news("task_reminder", task, about_task(uow, task), GATHERING))
    told = [one.id for one in people]
    record_of_task(uow, Event.TASK_REMINDED, task, instance, people=told)
    return task


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL_ZONE):%Y-%m-%d}"
