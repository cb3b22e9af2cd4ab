"""How a mail leaves the house: over SMTP, or onto the console of whoever runs the service."""

import smtplib
import sys
from dataclasses import dataclass
from textwrap import shorten
from typing import Protocol, TextIO
from urllib.parse import urlsplit

from service.config import Config
from service.errors import SettingRefused
from service.outbox.letters import Letter, compose

_ONE_LINE = 80


class NotSent(Exception):
    """The mail did not leave; ``is_final`` says that trying again would not help."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        self.is_final = is_final
        super().__init__(reason)


class NobodyThere(NotSent):
    """The mail server does not answer: the mail has nothing to do with it."""


class Sender(Protocol):
    """Whatever takes letters."""

    def send(self, letter: Letter) -> None:
        """Hand a letter over, or raise ``NotSent``."""


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

    def send(self, letter: Letter) -> None:
        """Write down what the mail begins with, on one line: a console is read at a glance."""
        text = shorten(letter.text, _ONE_LINE, placeholder=" …")
        self.stream.write(f"✉ {letter.to or '—'} · {letter.subject} · {text}\n")


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """Hands mails to a mail server."""

    host: str
    port: int
    mail_from: str
    patience_seconds: float = 10

    def send(self, letter: Letter) -> None:
        """Hand the mail to the server; only a refusal of the address itself is final."""
        if "@" not in letter.to:
            raise NotSent("no address", is_final=True)
        try:
            message = compose(letter, self.mail_from)
            with smtplib.SMTP(self.host, self.port, timeout=self.patience_seconds) as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotSent(f"refused: {codes}", is_final=min(codes) >= 500) from error
        except (smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected, ConnectionError) as error:
            raise NobodyThere(f"{type(error).__name__}: {error}") from error
        except (smtplib.SMTPException, ValueError) as error:
            raise NotSent(f"{type(error).__name__}: {error}") from error
        # Names that cannot be resolved and time that ran out.
        except OSError as error:
            raise NobodyThere(f"{type(error).__name__}: {error}") from error
