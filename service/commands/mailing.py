"""``thidua mail``: whether mail leaves the house, and what did not."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from service.app import Service, open_service
from service.commands.output import complain, say
from service.config import Config
from service.errors import NotFound
from service.models import Mail, MailStatus, Person
from service.outbox import Letter, NotSent, sender_for, try_again
from service.unit_of_work import Actor

_TEST = {
    "vi": ("Thư thử của Thi Đua", "Nếu đọc được thư này thì hệ thống gửi thư được.\n\n{home}\n"),
    "en": ("A test from Thi Đua", "If you can read this, mail leaves the house.\n\n{home}\n"),
}


def add_mail(commands: Any) -> None:
    """Offer ``thidua mail``."""
    command = commands.add_parser("mail", help="try the mail server; see and send what is stuck")
    actions = command.add_subparsers(required=True, metavar="ACTION")
    test = actions.add_parser("test", help="send one person a mail now")
    test.add_argument("username")
    test.set_defaults(run=run_test)
    actions.add_parser("stuck", help="list mails that did not leave").set_defaults(run=run_stuck)
    retry = actions.add_parser("retry", help="let every mail that was given up go again")
    retry.set_defaults(run=run_retry)


def run_test(config: Config, chosen: argparse.Namespace) -> int:
    """Send a mail past the outbox, so that its failure is seen at once."""
    with closing(open_service(config)) as service, service.units_of_work.read() as session:
        person = _find_person(session, chosen.username)
        letter = _test_letter(service, person)
    try:
        sender_for(config).send(letter)
    except NotSent as error:
        complain(f"Không gửi được thư đến {letter.to or '—'} qua {config.mail}: {error}")
        complain(f"The mail to {letter.to or '—'} did not leave over {config.mail}: {error}")
        return 1
    say(f"Đã gửi đến {letter.to} · Sent to {letter.to}")
    return 0


def run_stuck(config: Config, _: argparse.Namespace) -> int:
    """List mails that failed; exit 1 while any was given up, so that a monitor can watch."""
    with closing(open_service(config)) as service, service.units_of_work.read() as session:
        mails = _stuck(session)
        for mail in mails:
            say(
                f"№ {mail.id} {mail.person.username} <{mail.person.email or '—'}>"
                f" {mail.status.value} ×{mail.attempts}: {mail.last_error}"
            )
    if not mails:
        say("Mọi thư đã gửi được · Every mail has left")
    return 1 if any(mail.status == MailStatus.FAILED for mail in mails) else 0


def run_retry(config: Config, _: argparse.Namespace) -> int:
    """Put what was given up back among what is to be sent."""
    with (
        closing(open_service(config)) as service,
        service.units_of_work.open(Actor.system()) as uow,
    ):
        number = try_again(uow)
    say(f"{number} thư sẽ được gửi lại · {number} mails will be sent again")
    return 0


def _find_person(session: Session, username: str) -> Person:
    person = session.scalar(select(Person).where(Person.username == username))
    if person is None:
        raise NotFound("people.person_not_found")
    return person


def _test_letter(service: Service, person: Person) -> Letter:
    subject, text = _TEST.get(person.locale, _TEST["vi"])
    now = service.units_of_work.now()
    return Letter(
        to=person.email or "",
        subject=subject,
        text=text.format(home=service.config.home),
        key=f"test/{person.id}/{now.isoformat()}",
        locale=person.locale,
        written_at=now,
    )


def _stuck(session: Session) -> Sequence[Mail]:
    failed = select(Mail).where(
        Mail.status.in_([MailStatus.WAITING, MailStatus.FAILED]), Mail.last_error.is_not(None)
    )
    return session.scalars(failed.order_by(Mail.id).options(joinedload(Mail.person))).all()
