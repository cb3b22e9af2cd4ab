"""Sending what is due: at least once, never inside a transaction, and not for ever."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.models import Notice, Person
from service.outbox.senders import Mail, NotSent, Sender
from service.unit_of_work import Actor, UnitsOfWork

log = logging.getLogger(__name__)

#: How long to wait after each failed attempt; after the last, a person has to look.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
MOST_ATTEMPTS = len(PAUSES) + 1

#: Longer than any sender waits: until then nobody else takes the same mail.
_TAKEN_FOR = timedelta(minutes=5)
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class _Due:
    notice_id: int
    attempts: int
    mail: Mail


def send_due(units_of_work: UnitsOfWork, sender: Sender, limit: int = 100) -> int:
    """Send the notices that are due, oldest first; return how many left.

    A process that dies between sending and noting it sends again: with the same Message-ID.
    """
    with units_of_work.read() as session:
        waiting = _due(session, units_of_work.now(), limit)
    return sum(_send(units_of_work, sender, due) for due in waiting)


def _due(session: Session, now: datetime, limit: int) -> Sequence[_Due]:
    wanted = (
        select(Notice, Person.email)
        .join(Notice.person)
        .where(
            Notice.sent_at.is_(None),
            Notice.attempts < MOST_ATTEMPTS,
            or_(Notice.not_before.is_(None), Notice.not_before <= now),
        )
        .order_by(Notice.id)
        .limit(limit)
    )
    return [
        _Due(
            notice.id,
            notice.attempts,
            Mail(
                to=email or "",
                subject=notice.subject,
                body=notice.body,
                key=f"{notice.person_id}/{notice.dedup_key}",
            ),
        )
        for notice, email in session.execute(wanted)
    ]


def _send(units_of_work: UnitsOfWork, sender: Sender, due: _Due) -> bool:
    if not _take(units_of_work, due):
        return False
    try:
        sender.send(due.mail)
    except NotSent as error:
        _note_failure(units_of_work, due, error)
        return False
    with units_of_work.open(Actor.clock()) as uow:
        uow.session.execute(
            update(Notice)
            .where(Notice.id == due.notice_id)
            .values(sent_at=uow.now, not_before=None, last_error=None)
        )
        uow.record(Event.NOTICE_SENT, detail={"notice": due.notice_id, "attempt": due.attempts + 1})
    return True


def _take(units_of_work: UnitsOfWork, due: _Due) -> bool:
    """Keep everybody else off this mail for a while; False where somebody was faster."""
    with units_of_work.open(Actor.clock()) as uow:
        taken = uow.session.execute(
            update(Notice)
            .where(
                Notice.id == due.notice_id,
                Notice.sent_at.is_(None),
                Notice.attempts == due.attempts,
            )
            .values(attempts=due.attempts + 1, not_before=uow.now + _TAKEN_FOR)
            .returning(Notice.id)
        )
        return taken.scalar() is not None


def _note_failure(units_of_work: UnitsOfWork, due: _Due, error: NotSent) -> None:
    attempts = MOST_ATTEMPTS if error.is_final else due.attempts + 1
    is_last = attempts >= MOST_ATTEMPTS
    log.warning("notice_not_sent id=%s attempts=%s", due.notice_id, attempts)
    with units_of_work.open(Actor.clock()) as uow:
        pause = None if is_last else uow.now + PAUSES[attempts - 1]
        uow.session.execute(
            update(Notice)
            .where(Notice.id == due.notice_id)
            .values(attempts=attempts, not_before=pause, last_error=str(error)[:_LONGEST_ERROR])
        )
        uow.record(
            Event.NOTICE_FAILED,
            detail={"notice": due.notice_id, "attempt": attempts, "given_up": is_last},
            values={"cause": str(error)[:_LONGEST_ERROR]},
        )
