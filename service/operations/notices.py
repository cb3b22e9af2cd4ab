"""Telling people what waits for them, and what they choose to be told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, true, update

from service.actions.telling import News, task_news, tell
from service.actions.words import due_sentences
from service.audit.events import Event
from service.calendar import LOCAL_ZONE, WorkingCalendar, load_calendar
from service.errors import NotFound
from service.models import (
    Campaign,
    MutedTopic,
    Nomination,
    Notice,
    NoticeRound,
    Person,
    ProcessInstance,
    TaskStatus,
    Topic,
    Unit,
    UserTask,
    Withheld,
)
from service.operations.digests import digest_of
from service.queries.candidates import candidates_for
from service.queries.notices import is_untold, muted_topics, tasks_due_before
from service.unit_of_work import UnitOfWork

#: A task is reminded of so many working days before the last one.
STAGES = ((1, "task_due_in_1"), (5, "task_due_in_5"))
_FARTHEST = 5
_AT_ONCE = timedelta()


@dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody is to be reminded of a task."""

    person_id: int
    task_id: int
    kind: str


def tell_of_tasks(uow: UnitOfWork, instance_id: int) -> bool:
    """Tell whom the new tasks of an instance wait for; whoever opened them knows already."""
    instance = uow.session.get(
        ProcessInstance, instance_id, with_for_update={"skip_locked": True}, populate_existing=True
    )
    if instance is None:
        return False
    untold = select(UserTask).where(UserTask.instance_id == instance_id, is_untold())
    tasks = uow.session.scalars(untold.order_by(UserTask.id)).all()
    for task in tasks:
        knowing = _who_opened(uow, task)
        people = [
            one for one in candidates_for(uow.session, task, uow.now) if one.id not in knowing
        ]
        tell(uow, people, task_news("task_assigned", task, about_task(uow, task)))
    uow.session.execute(
        update(UserTask)
        .where(UserTask.id.in_([one.id for one in tasks]))
        .values(told_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    return bool(tasks)


def due_reminders(uow: UnitOfWork) -> list[Reminder]:
    """List who is to be reminded of what this morning."""
    calendar = load_calendar(uow.session)
    horizon = calendar.after(uow.now, _FARTHEST + 1)
    return [
        Reminder(person.id, task.id, kind)
        for task in tasks_due_before(uow.session, horizon)
        if (kind := stage_of(task, calendar, uow.now))
        for person in candidates_for(uow.session, task, uow.now)
    ]


def stage_of(task: UserTask, calendar: WorkingCalendar, now: datetime) -> str | None:
    """What a task is to be reminded of; nothing where its people have only just been told."""
    if task.due_at is None or task.told_at is None:
        return None
    if task.due_at <= now:
        return "task_overdue"
    for days, kind in STAGES:
        morning = _local_day(calendar.before(_last_moment(task.due_at), days))
        if _local_day(now) >= morning:
            return kind if _local_day(task.told_at) < morning else None
    return None


def remind(uow: UnitOfWork, person_id: int, reminders: Iterable[Reminder]) -> None:
    """Tell one person in the morning what is due, and, unless they want none, what waits."""
    person = uow.session.get_one(Person, person_id)
    for reminder in reminders:
        task = uow.session.get_one(UserTask, reminder.task_id)
        news = task_news(reminder.kind, task, about_task(uow, task), _AT_ONCE)
        if task.status == TaskStatus.OPEN:
            tell(uow, [person], news)
    if Topic.DIGEST not in muted_topics(uow.session, person_id):
        digest = digest_of(uow.session, person_id, uow.now)
        if digest is not None:
            day = _local_day(uow.now)
            tell(uow, [person], News("digest", f"digest/{day}", digest, waits=_AT_ONCE))


def note_round(uow: UnitOfWork, day: date, people: int) -> None:
    """Note that everybody has been reminded on this day."""
    uow.session.add(NoticeRound(day=day, held_at=uow.now))
    uow.record(Event.NOTICE_ROUND_HELD, detail={"day": day.isoformat(), "people": people})


def withhold_notices(uow: UnitOfWork, instance_id: int, kind: str, key: str | None = None) -> int:
    """Take back what was told of a case and went into no mail yet; return how much it was.

    With a key it is one thing that is taken back, without it everything of the kind.
    """
    unsent = (
        update(Notice)
        .where(
            Notice.instance_id == instance_id,
            Notice.kind == kind,
            true() if key is None else Notice.dedup_key == key,
            Notice.mail_id.is_(None),
            Notice.withheld.is_(None),
        )
        .values(withheld=Withheld.UNDONE)
        .returning(Notice.id)
    )
    taken_back = list(uow.session.scalars(unsent))
    if taken_back:
        detail = {"notices": taken_back, "why": Withheld.UNDONE.value}
        uow.record(Event.NOTICE_WITHHELD, instance_id=instance_id, detail=detail)
    return len(taken_back)


def read_notices(uow: UnitOfWork, notice_ids: Sequence[int] | None = None) -> None:
    """Note that the actor has read some of what they were told, or all of it."""
    unread = update(Notice).where(Notice.person_id == uow.actor.person_id, Notice.read_at.is_(None))
    if notice_ids is not None:
        unread = unread.where(Notice.id.in_(notice_ids))
    uow.session.execute(unread.values(read_at=uow.now))


def choose_topics(uow: UnitOfWork, wanted: Collection[Topic]) -> None:
    """Let the actor have mails about these things and no others."""
    person_id = uow.actor.person_id
    if person_id is None:
        raise NotFound("people.person_not_found")
    rows = uow.session.scalars(select(MutedTopic).where(MutedTopic.person_id == person_id)).all()
    for row in rows:
        if row.topic in wanted:
            uow.session.delete(row)
    muted = {row.topic for row in rows}
    unwanted = [topic for topic in Topic if topic not in wanted]
    uow.session.add_all(
        MutedTopic(person_id=person_id, topic=topic) for topic in unwanted if topic not in muted
    )
    if muted != set(unwanted):
        detail = {"person": person_id, "muted": [one.value for one in unwanted]}
        uow.record(Event.NOTICE_TOPICS_CHOSEN, detail=detail)


def about_task(uow: UnitOfWork, task: UserTask) -> dict[str, object]:
    """Say what a task is about and until when it is due, for whoever is told of it."""
    left = None
    if task.due_at is not None and task.due_at > uow.now:
        left = load_calendar(uow.session).between(uow.now, _last_moment(task.due_at))
    return {
        "task": task.name,
        "case": case_words(uow, task.instance),
        "due": due_sentences(task.due_at, left),
    }


def _who_opened(uow: UnitOfWork, task: UserTask) -> set[int | None]:
    """Find who completed the step before at the moment this one opened, and was shown it."""
    before = select(UserTask.completed_by_id).where(
        UserTask.instance_id == task.instance_id, UserTask.closed_at == task.opened_at
    )
    return set(uow.session.scalars(before))


def case_words(uow: UnitOfWork, instance: ProcessInstance) -> str:
    """Name a case for whoever is told of it."""
    about: list[str] = []
    if instance.nomination_id is not None:
        nomination = uow.session.get_one(Nomination, instance.nomination_id)
        about = [nomination.key, nomination.nominee]
    elif instance.unit_id is not None:
        about = [uow.session.get_one(Unit, instance.unit_id).name]
    about.append(uow.session.get_one(Campaign, instance.campaign_id).name)
    return " – ".join(about)


def _last_moment(due_at: datetime) -> datetime:
    """Due at midnight means: the whole day before."""
    return due_at - timedelta(microseconds=1)


def _local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL_ZONE).date()
