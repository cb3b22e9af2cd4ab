"""How a mail leaves the house: over SMTP, or onto the console of whoever runs the service."""

import hashlib
import smtplib
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol, TextIO
from urllib.parse import urlsplit

from service.config import Config
from service.errors import SettingRefused


class NotSent(Exception):
    """The mail did not leave; ``is_final`` says that trying again would not help."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        self.is_final = is_final
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person; the key is the same however often it is sent."""

    to: str
    subject: str
    body: str
    key: str


class Sender(Protocol):
    """Whatever takes mails."""

    def send(self, mail: Mail) -> None:
        """Hand a mail over, or raise ``NotSent``."""


def sender_for(config: Config) -> Sender:
    """Return the sender the settings name."""
    if config.mail == "console":
        return ConsoleSender(sys.stdout, config.mail_from)
    address = urlsplit(config.mail)
    if address.scheme != "smtp" or not address.hostname:
        raise SettingRefused("setting.mail", value=config.mail)
    return SmtpSender(address.hostname, address.port or 25, config.mail_from)


@dataclass(frozen=True, slots=True)
class ConsoleSender:
    """Shows each mail on a stream instead of sending it."""

    stream: TextIO
    mail_from: str = "thidua@localhost"

    def send(self, mail: Mail) -> None:
        """Write the mail down, on one line: a console is read at a glance."""
        text = " ".join(mail.body.split())
        self.stream.write(f"✉ {mail.to or '—'} · {mail.subject} · {text}\n")


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """Hands mails to a mail server."""

    host: str
    port: int
    mail_from: str
    patience_seconds: float = 10

    def send(self, mail: Mail) -> None:
        """Hand the mail to the server; only a refusal of the address itself is final."""
        if "@" not in mail.to:
            raise NotSent("no address", is_final=True)
        try:
            message = compose(mail, self.mail_from)
            with smtplib.SMTP(self.host, self.port, timeout=self.patience_seconds) as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotSent(f"refused: {codes}", is_final=min(codes) >= 500) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise NotSent(f"{type(error).__name__}: {error}") from error


def compose(mail: Mail, mail_from: str) -> EmailMessage:
    """Write the mail as the standards want it; a repeated one carries the same Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail_from
    message["To"] = mail.to
    # A line break in a subject would begin a header of somebody else's choosing.
    message["Subject"] = " ".join(mail.subject.split())
    message["Message-ID"] = message_id(mail.key, mail_from)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def message_id(key: str, mail_from: str) -> str:
    """Return the Message-ID by which a receiver knows a mail it already has."""
    domain = mail_from.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"
