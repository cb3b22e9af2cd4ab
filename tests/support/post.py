"""The clock and the post of an installation, one look at a time."""

from sqlalchemy import select

from service.models import Mail, Notice
from service.outbox import SmtpSender, Stationery, send_due
from service.scheduler.telling import tell_people
from service.scheduler.work import work_off

HOME = "https://thidua.so.example"


class Post:
    """Lets the scheduler tell people and the post leave, and keeps what arrived."""

    def __init__(self, given, clock, mailbox):
        self.given, self.clock, self.mailbox = given, clock, mailbox
        self.sender = SmtpSender("127.0.0.1", mailbox.port, "Thi Đua <thidua@so.example>")

    def goes(self, moment=None):
        """Do everything that is due, at a moment if one is given; return what arrived by it."""
        if moment:
            self.clock.move_to(moment)
        already = len(self.mailbox.mails)
        work_off(self.given.units_of_work, self.given.engine)
        tell_people(self.given.units_of_work)
        send_due(self.given.units_of_work, self.sender, Stationery(HOME))
        return self.mailbox.mails[already:]

    def settles(self):
        """Let the people be told, and the pause before a mail go by."""
        self.goes()
        self.clock.advance(minutes=10)

    def notices(self, **wanted):
        return self._rows(Notice, wanted)

    def mails(self, **wanted):
        return self._rows(Mail, wanted)

    def _rows(self, model, wanted):
        with self.given.units_of_work.read() as session:
            return session.scalars(select(model).filter_by(**wanted).order_by(model.id)).all()


def plain(mail):
    """The text part of a mail."""
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html(mail):
    """The HTML part of a mail."""
    return mail.get_body(("html",)).get_content()
