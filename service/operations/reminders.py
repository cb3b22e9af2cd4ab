"""Reminding people of tasks that wait for them: once a day a task, in one mail a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from service.actions.notices import wording
from service.actions.words import until_words
from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.errors import Conflict
from service.models import Membership, Notice, Person, ProcessInstance, UserTask
from service.operations.locking import lock_open_task, record_of_task
from service.permissions import check_may_remind
from service.unit_of_work import UnitOfWork

KIND = "task_reminder"
#: A reminder waits so long for others to the same person, which then are lines of the same mail.
GATHERING = timedelta(minutes=2)
#: Nothing is added to a mail that somebody may be about to send.
_MARGIN = timedelta(seconds=10)


def remind_of_task(uow: UnitOfWork, task_id: int) -> UserTask:
    """Have whoever an open task waits for reminded by mail, unless that was done today."""
    task, instance = lock_open_task(uow, task_id)
    check_may_remind(uow.session, uow.actor.person_id, task, instance)
    if task.reminded_at is not None and _day(task.reminded_at) == _day(uow.now):
        raise Conflict("task.reminded_today", name=task.name)
    people = [one for one in _waited_for(uow, task) if one.id != uow.actor.person_id]
    if not people:
        raise Conflict("task.remind_nobody")
    for person in people:
        _write(uow, person, task, instance)
    task.reminded_at = uow.now
    told = [one.id for one in people]
    record_of_task(uow, Event.TASK_REMINDED, task, instance, people=told)
    return task


def _waited_for(uow: UnitOfWork, task: UserTask) -> Iterator[Person]:
    if task.assignee is not None:
        yield task.assignee
        return
    for offer in task.candidates:
        members = select(Membership.person_id).where(
            Membership.group == offer.group, Membership.unit_id.is_not_distinct_from(offer.unit_id)
        )
        people = select(Person).where(Person.id.in_(members), Person.is_active)
        yield from uow.session.scalars(people.order_by(Person.id))


def _write(uow: UnitOfWork, person: Person, task: UserTask, instance: ProcessInstance) -> None:
    line = f"– {task.name} ({instance.business_key})"
    if task.due_at is not None:
        line += f": {until_words(task.due_at)}"
    notice = uow.session.scalar(_gathering(uow, person))
    if notice is not None:
        notice.body += f"\n{line}"
        return
    subject, body = wording(KIND, person.locale, {"tasks": line})
    uow.session.add(
        Notice(
            person_id=person.id,
            kind=KIND,
            subject=subject,
            body=body,
            dedup_key=f"{KIND}/{task.id}/{_day(uow.now)}",
            created_at=uow.now,
            not_before=uow.now + GATHERING,
        )
    )


def _gathering(uow: UnitOfWork, person: Person) -> Select[Notice]:
    """The reminder to a person that still takes lines."""
    uow.flush()
    return (
        select(Notice)
        .where(
            Notice.person_id == person.id,
            Notice.kind == KIND,
            Notice.sent_at.is_(None),
            Notice.attempts == 0,
            Notice.not_before > uow.now + _MARGIN,
        )
        .order_by(Notice.id.desc())
        .limit(1)
        .with_for_update()
    )


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL_ZONE):%Y-%m-%d}"
