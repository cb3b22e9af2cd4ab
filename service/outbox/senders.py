"""How a mail leaves the house: over SMTP, or onto the console of whoever runs the service."""

import smtplib
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten
from typing import Protocol, TextIO
from urllib.parse import SplitResult, unquote, urlsplit

from service.config import Config
from service.errors import SettingRefused
from service.outbox.letters import Letter, compose

_ONE_LINE = 80


class Security(StrEnum):
    """How the way to a mail server is kept from being overheard (RFC 3207, RFC 8314)."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class Login:
    """As whom the service signs in at a mail server."""

    username: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.username!r})"


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
    if address.password:
        raise SettingRefused("setting.mail_password_shown", file=config.mail_password_file)
    if address.scheme not in set(Security) or not address.hostname:
        raise SettingRefused("setting.mail", value=config.mail)
    security = Security(address.scheme)
    return SmtpSender(
        address.hostname,
        address.port or _PORTS[security],
        config.mail_from,
        security,
        _login(address, security, config),
    )


def _login(address: SplitResult, security: Security, config: Config) -> Login | None:
    if not address.username:
        return None
    if security is Security.NONE:
        raise SettingRefused("setting.mail_overheard", value=config.mail)
    try:
        password = config.mail_password_file.read_text("utf-8").strip()
    except (OSError, ValueError):
        raise SettingRefused("setting.mail_password", file=config.mail_password_file) from None
    if not password.isascii():
        # Neither is the library able to send others, nor are servers agreed on how to read them.
        raise SettingRefused("setting.mail_password_accents", file=config.mail_password_file)
    return Login(unquote(address.username), password)


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
    """Hands mails to a mail server; whose certificate is checked, if it has to have one."""

    host: str
    port: int
    mail_from: str
    security: Security = Security.NONE
    login: Login | None = None
    patience_seconds: float = 10

    def send(self, letter: Letter) -> None:
        """Hand the mail to the server; only a refusal of the address itself is final."""
        if "@" not in letter.to:
            raise NotSent("no address", is_final=True)
        try:
            message = compose(letter, self.mail_from)
            with self._connection() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotSent(f"refused: {codes}", is_final=min(codes) >= 500) from error
        except _NO_CONVERSATION as error:
            raise NobodyThere(f"{type(error).__name__}: {error}") from error
        except (smtplib.SMTPException, ValueError) as error:
            raise NotSent(f"{type(error).__name__}: {error}") from error
        # Names that cannot be resolved, certificates nobody vouches for, time that ran out.
        except OSError as error:
            raise NobodyThere(f"{type(error).__name__}: {error}") from error

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        with self._opened() as server:
            if self.security is Security.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if self.login is not None:
                server.login(self.login.username, self.login.password)
            yield server

    def _opened(self) -> smtplib.SMTP:
        where, patience = (self.host, self.port), self.patience_seconds
        if self.security is Security.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(*where, timeout=patience, context=context)
        return smtplib.SMTP(*where, timeout=patience)


#: No mail is at fault when it comes to none: they all wait until somebody has seen to it.
_NO_CONVERSATION = (
    smtplib.SMTPConnectError,
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    ssl.SSLError,
    ConnectionError,
)
