"""Telling people: the one place where notices are written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, false, select, update
from sqlalchemy.orm import Session

from service.actions.notices import REMINDING, kinds_of, topic_of, wording
from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.models import Notice, Person, ProcessInstance, UserTask
from service.unit_of_work import UnitOfWork

#: A mail waits so long: what is undone meanwhile is not told.
SETTLING = timedelta(minutes=10)
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell; the key is the same whenever the same thing would be told again."""

    kind: str
    key: str
    params: Mapping[str, object]
    instance: ProcessInstance | None = None
    task: UserTask | None = None
    waits: timedelta = SETTLING


def tell(uow: UnitOfWork, people: Iterable[Person], news: News) -> Sequence[Notice]:
    """Write a notice to each of these people who has not been told yet."""
    uow.flush()
    wanted = {one.id: one for one in people}
    told = _already_told(uow.session, wanted, news, uow.now)
    notices = [_notice(one, news, uow.now) for one in wanted.values() if one.id not in told]
    if notices:
        _overtake(uow, notices)
        uow.session.add_all(notices)
        uow.record(
            Event.NOTICE_QUEUED,
            instance_id=news.instance.id if news.instance else None,
            nomination_id=news.instance.nomination_id if news.instance else None,
            detail={"kind": news.kind, "people": [one.person_id for one in notices]},
        )
    return notices


def _overtake(uow: UnitOfWork, notices: Sequence[Notice]) -> None:
    """Let what was said of the same task before ring no longer: the latest says it all."""
    for one in notices:
        if one.task_id is not None:
            before = update(Notice).where(
                Notice.person_id == one.person_id,
                Notice.task_id == one.task_id,
                Notice.read_at.is_(None),
            )
            uow.session.execute(before.values(read_at=uow.now))


def task_news(
    kind: str, task: UserTask, params: Mapping[str, object], waits: timedelta = SETTLING
) -> News:
    """Make news of a user task; a changed assignee or due date makes it another thing to tell."""
    return News(kind, task_key(kind, task), params, task.instance, task, waits)


def task_key(kind: str, task: UserTask) -> str:
    """Return the key under which this is told of a task as it stands now."""
    turn: object = task.due_at.isoformat() if task.due_at else ""
    if kind == "task_assigned":
        turn = task.assignee_id or "groups"
    if kind == "task_reminder" and task.reminded_at is not None:
        turn = task.reminded_at.astimezone(LOCAL_ZONE).date()
    return f"task/{task.id}/{kind}/{turn}"


def _already_told(session: Session, people: Collection[int], news: News, now: datetime) -> set[int]:
    of_these = select(Notice.person_id).where(Notice.person_id.in_(people))
    told = set(session.scalars(of_these.where(Notice.dedup_key == news.key)))
    if topic_of(news.kind) in REMINDING and news.instance is not None:
        told.update(session.scalars(_reminded_otherwise(of_these, news, now)))
    return told


def _reminded_otherwise(of_these: Select[int], news: News, now: datetime) -> Select[int]:
    """Find whom the diagram of a case has reminded of what a task would remind of, or the reverse.

    Both count the same working days to the same deadline; one reminder is enough.
    """
    by_diagram = Notice.task_id.is_(None)
    return of_these.where(
        Notice.instance_id == news.instance.id if news.instance else false(),
        Notice.kind.in_(kinds_of(topic_of(news.kind))),
        by_diagram if news.task else ~by_diagram,
        Notice.created_at > now - _A_WEEK,
    )


def _notice(person: Person, news: News, now: datetime) -> Notice:
    subject, body = wording(news.kind, person.locale, news.params)
    return Notice(
        person_id=person.id,
        instance_id=news.instance.id if news.instance else None,
        task_id=news.task.id if news.task else None,
        kind=news.kind,
        subject=subject,
        body=body,
        dedup_key=news.key,
        created_at=now,
        not_before=now + news.waits,
    )
