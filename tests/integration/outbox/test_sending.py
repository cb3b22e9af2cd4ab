import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.audit.events import Event
from service.config import Config
from service.models import AuditEntry, Mail, MailStatus, Notice
from service.outbox import ConsoleSender, Letter, NotSent, SmtpSender, Stationery, sender_for
from service.outbox import send_due as post
from service.outbox.letters import message_id
from service.outbox.sending import MOST_ATTEMPTS, PAUSES
from service.unit_of_work import Actor
from tests.support.mail import running_mail_server

UNAVAILABLE = "451 try again later"
NO_SUCH_ADDRESS = "550 no such address"


def send_due(units_of_work, sender, **limit):
    return post(units_of_work, sender, Stationery("https://thidua.so.example"), **limit)


@pytest.fixture(autouse=True)
def calendar(given):
    given.calendar()


@pytest.fixture(scope="module")
def mail_server():
    with running_mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(mail_server):
    mail_server.mails.clear()
    mail_server.answers.clear()
    return mail_server


@pytest.fixture
def sender(mailbox):
    return SmtpSender("127.0.0.1", mailbox.port, "thidua@so.example")


@pytest.fixture
def notice(units_of_work, given):
    return write_notice(units_of_work, given.person("lan"))


def write_notice(units_of_work, person, key="unit_deadline/5"):
    with units_of_work.open(Actor.clock()) as uow:
        notice = Notice(
            person_id=person.id,
            kind="unit_reminder",
            subject="Đôn đốc nộp hồ sơ",
            body="Còn 5 ngày làm việc.",
            dedup_key=key,
            created_at=uow.now,
        )
        uow.session.add(notice)
        uow.flush()
        uow.record(Event.NOTICE_QUEUED, detail={"notice": notice.id})
        return notice


def stored(units_of_work, notice):
    """The mail a notice went into."""
    with units_of_work.read() as session:
        return session.scalars(select(Mail).where(Mail.notices.any(id=notice.id))).one()


def events(units_of_work):
    with units_of_work.read() as session:
        return session.scalars(select(AuditEntry.event).order_by(AuditEntry.sequence)).all()


def test_a_notice_reaches_the_mail_server(units_of_work, mailbox, sender, notice, clock):
    assert send_due(units_of_work, sender) == 1

    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("lan@example.org", "Đôn đốc nộp hồ sơ")
    assert "Còn 5 ngày làm việc." in mail.get_body(("plain",)).get_content()
    assert stored(units_of_work, notice).sent_at == clock()
    assert events(units_of_work)[-1] == "notice:sent"


def test_a_notice_is_sent_once(units_of_work, mailbox, sender, notice):
    send_due(units_of_work, sender)

    assert send_due(units_of_work, sender) == 0
    assert len(mailbox.mails) == 1


def test_the_oldest_notices_go_first_and_no_more_than_asked(
    units_of_work, mailbox, sender, given, notice
):
    other = given.person("minh")
    write_notice(units_of_work, other)

    assert send_due(units_of_work, sender, limit=1) == 1
    assert [mail["To"] for mail in mailbox.mails] == ["lan@example.org"]


def test_a_failure_waits_before_the_next_attempt(units_of_work, mailbox, sender, notice, clock):
    mailbox.answer_next(UNAVAILABLE)

    assert send_due(units_of_work, sender) == 0
    assert send_due(units_of_work, sender) == 0
    assert stored(units_of_work, notice).attempts == 1
    assert "451" in stored(units_of_work, notice).last_error

    clock.advance(minutes=1)
    assert send_due(units_of_work, sender) == 1
    assert stored(units_of_work, notice).last_error is None


def test_after_the_last_attempt_a_person_has_to_look(units_of_work, mailbox, sender, notice, clock):
    mailbox.answer_next(*[UNAVAILABLE] * MOST_ATTEMPTS)

    for pause in (*PAUSES[:-1], timedelta(hours=24), timedelta(days=28)):
        assert send_due(units_of_work, sender) == 0
        clock.advance(seconds=pause.total_seconds())

    assert send_due(units_of_work, sender) == 0
    assert stored(units_of_work, notice).attempts == MOST_ATTEMPTS
    assert stored(units_of_work, notice).status == MailStatus.FAILED
    assert events(units_of_work).count("notice:failed") == MOST_ATTEMPTS
    assert mailbox.mails == []


def test_an_address_that_does_not_exist_is_not_tried_again(
    units_of_work, mailbox, sender, notice, clock
):
    mailbox.answer_next(NO_SUCH_ADDRESS)

    send_due(units_of_work, sender)
    clock.advance(days=28)

    assert send_due(units_of_work, sender) == 0
    assert mailbox.mails == []


def test_a_mail_server_that_is_down_is_tried_again(units_of_work, notice, mailbox, sender, clock):
    send_due(units_of_work, SmtpSender("127.0.0.1", 1, "thidua@so.example"))

    clock.advance(minutes=1)

    assert send_due(units_of_work, sender) == 1


class PowerCut(Exception):
    pass


def test_a_mail_sent_but_not_noted_goes_again_under_the_same_name(
    units_of_work, mailbox, sender, notice, clock
):
    class DyingSender:
        def send(self, letter):
            sender.send(letter)
            raise PowerCut

    with pytest.raises(PowerCut):
        send_due(units_of_work, DyingSender())
    clock.advance(minutes=5)
    send_due(units_of_work, sender)

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_two_processes_do_not_send_the_same_mail(units_of_work, mailbox, sender, notice):
    class SlowSender:
        def send(self, letter):
            send_due(units_of_work, sender)
            sender.send(letter)

    send_due(units_of_work, SlowSender())

    assert len(mailbox.mails) == 1


def test_different_notices_are_different_mails():
    assert message_id("1/a", "thidua@so.example") != message_id("1/b", "thidua@so.example")
    assert message_id("1/a", "thidua@so.example").endswith("@so.example>")


def test_a_subject_cannot_begin_another_header(mailbox, sender):
    sender.send(Letter("lan@example.org", "Nhắc\r\nBcc: minh@example.org", "…", "1/a"))

    assert mailbox.mails[0]["Bcc"] is None
    assert mailbox.mails[0]["Subject"] == "Nhắc Bcc: minh@example.org"


def test_a_person_without_an_address_gets_no_mail(sender):
    with pytest.raises(NotSent) as refused:
        sender.send(Letter("", "Nhắc", "…", "1/a"))

    assert refused.value.is_final


def test_the_console_shows_the_mail():
    shown = io.StringIO()

    ConsoleSender(shown).send(Letter("lan@example.org", "Nhắc", "Còn 5 ngày.", "1/a"))

    assert shown.getvalue() == "✉ lan@example.org · Nhắc · Còn 5 ngày.\n"


def test_a_long_mail_takes_one_line_of_the_console_too():
    shown = io.StringIO()

    ConsoleSender(shown).send(Letter("lan@example.org", "Nhắc", "Còn 5 ngày. " * 50, "1/a"))

    assert shown.getvalue().count("Còn 5 ngày.") == 6
    assert shown.getvalue().endswith(" …\n")


def test_the_settings_name_the_sender():
    assert isinstance(sender_for(Config()), ConsoleSender)
    assert sender_for(Config(mail="smtp://mail.example:2525")) == SmtpSender(
        "mail.example", 2525, "thidua@localhost"
    )
