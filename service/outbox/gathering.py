"""Gathering: what is due to one person together becomes one mail; what no longer holds, none."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session, joinedload

from service.actions.notices import topic_of
from service.actions.telling import task_key
from service.audit.events import Event
from service.calendar import LOCAL_ZONE, load_calendar
from service.errors import Conflict
from service.models import Mail, Notice, Person, Topic, Withheld
from service.queries.candidates import candidates_for
from service.queries.notices import muted_topics
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork

log = logging.getLogger(__name__)

#: Mails leave on working days between these hours; the last excluded.
HOURS = (time(7, 0), time(19, 0))
#: Nobody gets two mails within this time, whatever happens meanwhile.
APART = timedelta(hours=1)


def is_office_time(session: Session, now: datetime) -> bool:
    """Tell whether people want mails now."""
    local = now.astimezone(LOCAL_ZONE)
    begin, end = HOURS
    return begin <= local.time() < end and load_calendar(session).is_working(local.date())


def gather_mails(units_of_work: UnitsOfWork) -> None:
    """Make up the mails of everybody who is due one; another process may do the same."""
    with units_of_work.read() as session:
        people = _people_due(session, units_of_work.now())
    for person_id in people:
        try:
            with units_of_work.open(Actor.clock()) as uow:
                _gather(uow, person_id)
        except Conflict:
            log.info("mail_gathered_elsewhere person=%s", person_id)


def still_holds(session: Session, notice: Notice, now: datetime) -> bool:
    """Tell whether what a notice says of a task is so: the task as it was, waiting for them."""
    task = notice.task
    if task is None:
        return True
    is_theirs = notice.person_id in {one.id for one in candidates_for(session, task, now)}
    return is_theirs and notice.dedup_key == task_key(notice.kind, task)


def _people_due(session: Session, now: datetime) -> Sequence[int]:
    lately = select(Mail.person_id).where(Mail.made_at > now - APART)
    due = select(Notice.person_id).where(*_ready(now), Notice.person_id.not_in(lately))
    return session.scalars(due.distinct().order_by(Notice.person_id)).all()


def _ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Notice.mail_id.is_(None),
        Notice.withheld.is_(None),
        or_(Notice.not_before.is_(None), Notice.not_before <= now),
    )


def _gather(uow: UnitOfWork, person_id: int) -> None:
    person = uow.session.get_one(Person, person_id)
    ready = (
        select(Notice)
        .where(Notice.person_id == person_id, *_ready(uow.now))
        .order_by(Notice.id)
        .options(joinedload(Notice.task))
    )
    muted = muted_topics(uow.session, person_id)
    sorted_out: dict[Withheld | None, list[Notice]] = defaultdict(list)
    for notice in uow.session.scalars(ready):
        sorted_out[_reason_against(uow, person, muted, notice)].append(notice)
    kept = sorted_out.pop(None, [])
    for reason, notices in sorted_out.items():
        _withhold(uow, notices, reason)
    if kept:
        _make_up(uow, person_id, kept)


def _reason_against(
    uow: UnitOfWork, person: Person, muted: frozenset[Topic], notice: Notice
) -> Withheld | None:
    if not person.email or not person.is_active:
        return Withheld.NO_ADDRESS
    if topic_of(notice.kind) in muted:
        return Withheld.MUTED
    return None if still_holds(uow.session, notice, uow.now) else Withheld.PASSED


def _withhold(uow: UnitOfWork, notices: Iterable[Notice], reason: Withheld | None) -> None:
    ids = [one.id for one in notices]
    for notice in notices:
        notice.withheld = reason
    uow.record(Event.NOTICE_WITHHELD, detail={"notices": ids, "why": str(reason)})


def _make_up(uow: UnitOfWork, person_id: int, notices: Sequence[Notice]) -> None:
    # Unique by the first of its notices: of two processes that gather at once one is refused.
    mail = Mail(person_id=person_id, key=f"{person_id}/{notices[0].dedup_key}", made_at=uow.now)
    uow.session.add(mail)
    uow.flush()
    ids = [one.id for one in notices]
    taken = uow.session.execute(
        update(Notice)
        .where(Notice.id.in_(ids), Notice.mail_id.is_(None))
        .values(mail_id=mail.id)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    if len(taken.all()) < len(ids):
        raise Conflict("conflict.changed")
    uow.record(Event.NOTICE_GATHERED, detail={"mail": mail.id, "notices": ids})
