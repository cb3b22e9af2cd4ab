"""Sending what is due: at least once, never inside a transaction, and not for ever.

A mail that was handed over but not noted, because the process died between the two, goes again
under the same Message-ID. A mail server that does not answer uses up no attempt.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.models import Mail, MailStatus, Notice, Withheld
from service.outbox.gathering import gather_mails, is_office_time, still_holds
from service.outbox.letters import Letter
from service.outbox.senders import NobodyThere, NotSent, Sender
from service.outbox.writing import Stationery
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork

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

#: How long nobody is bothered after the mail server did not answer.
_SILENCE = timedelta(minutes=1)
#: Longer than any sender waits: until then nobody else takes the same mail.
_TAKEN_FOR = timedelta(minutes=5)
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class _Due:
    mail_id: int
    attempts: int


def send_due(
    units_of_work: UnitsOfWork, sender: Sender, stationery: Stationery, limit: int = 100
) -> int:
    """Send the mails that are due, oldest first, in office hours; return how many left."""
    with units_of_work.read() as session:
        if not is_office_time(session, units_of_work.now()):
            return 0
    gather_mails(units_of_work)
    with units_of_work.read() as session:
        waiting = _due(session, units_of_work.now(), limit)
    post, sent = _Post(units_of_work, sender, stationery), 0
    for due in waiting:
        try:
            sent += post.send(due)
        except NobodyThere as error:
            _wait_for_the_server(units_of_work, due, error)
            break
    return sent


def try_again(uow: UnitOfWork) -> int:
    """Let every mail that was given up be sent after all; return how many there are."""
    given_up = uow.session.scalars(select(Mail).where(Mail.status == MailStatus.FAILED)).all()
    for mail in given_up:
        mail.status, mail.attempts, mail.not_before = MailStatus.WAITING, 0, None
    if given_up:
        uow.record(Event.NOTICE_REVIVED, detail={"mails": [one.id for one in given_up]})
    return len(given_up)


def _due(session: Session, now: datetime, limit: int) -> list[_Due]:
    due = select(Mail.id, Mail.attempts).where(*_is_due(now)).order_by(Mail.id).limit(limit)
    return [_Due(*row) for row in session.execute(due)]


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    has_come = or_(Mail.not_before.is_(None), Mail.not_before <= now)
    return Mail.status == MailStatus.WAITING, has_come


@dataclass(frozen=True, slots=True)
class _Post:
    """One round of the post."""

    units_of_work: UnitsOfWork
    sender: Sender
    stationery: Stationery

    def send(self, due: _Due) -> bool:
        """Send one mail, unless somebody was faster or nothing it says holds any more."""
        letter = self._take(due)
        if letter is None:
            return False
        try:
            self.sender.send(letter)
        except NobodyThere:
            raise
        except NotSent as error:
            self._note_failure(due, error)
            return False
        self._note_success(due)
        return True

    def _take(self, due: _Due) -> Letter | None:
        """Keep everybody else off this mail for a while, and write it out."""
        with self.units_of_work.open(Actor.clock()) as uow:
            taken = uow.session.execute(
                update(Mail)
                .where(Mail.id == due.mail_id, Mail.attempts == due.attempts, *_is_due(uow.now))
                .values(attempts=due.attempts + 1, not_before=uow.now + _TAKEN_FOR)
                .returning(Mail.id)
            )
            if taken.scalar() is None:
                return None
            mail = uow.session.get_one(Mail, due.mail_id)
            kept = _what_still_holds(uow, mail)
            if not kept:
                mail.status = MailStatus.WITHHELD
            return self.stationery.write(mail, kept) if kept else None

    def _note_success(self, due: _Due) -> None:
        with self.units_of_work.open(Actor.clock()) as uow:
            mail = uow.session.get_one(Mail, due.mail_id)
            mail.status, mail.sent_at = MailStatus.SENT, uow.now
            mail.not_before = mail.last_error = None
            detail = {"mail": mail.id, "attempt": due.attempts + 1}
            uow.record(Event.NOTICE_SENT, detail=detail)

    def _note_failure(self, due: _Due, error: NotSent) -> None:
        attempts = MOST_ATTEMPTS if error.is_final else due.attempts + 1
        is_last = attempts >= MOST_ATTEMPTS
        log.warning("mail_not_sent id=%s attempts=%s", due.mail_id, attempts)
        with self.units_of_work.open(Actor.clock()) as uow:
            mail = uow.session.get_one(Mail, due.mail_id)
            mail.attempts, mail.last_error = attempts, _said(error)
            mail.not_before = None if is_last else uow.now + PAUSES[attempts - 1]
            if is_last:
                mail.status = MailStatus.FAILED
            uow.record(
                Event.NOTICE_FAILED,
                detail={"mail": mail.id, "attempt": attempts, "given_up": is_last},
                values={"cause": _said(error)},
            )


def _what_still_holds(uow: UnitOfWork, mail: Mail) -> list[Notice]:
    """Leave out of a mail what has passed since it was made up: a failed attempt takes time."""
    passed = [one for one in mail.notices if not still_holds(uow.session, one, uow.now)]
    if passed:
        for notice in passed:
            notice.withheld = Withheld.PASSED
        detail = {"notices": [one.id for one in passed], "why": Withheld.PASSED.value}
        uow.record(Event.NOTICE_WITHHELD, detail=detail)
    return [one for one in mail.notices if one.withheld is None]


def _wait_for_the_server(units_of_work: UnitsOfWork, due: _Due, error: NobodyThere) -> None:
    """Let every mail wait a moment, at no cost in attempts."""
    log.warning("mail_server_silent %s", error)
    with units_of_work.open(Actor.clock()) as uow:
        later = uow.now + _SILENCE
        tried = update(Mail).where(Mail.id == due.mail_id)
        uow.session.execute(
            tried.values(attempts=due.attempts, not_before=later, last_error=_said(error))
        )
        uow.session.execute(update(Mail).where(*_is_due(uow.now)).values(not_before=later))


def _said(error: NotSent) -> str:
    return str(error)[:_LONGEST_ERROR]
