"""A real mail server in this process, which keeps what it accepts and refuses on demand."""

import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

#: What a guarded mail server wants to hear.
USERNAME, MAIL_PASSWORD = "thidua", "mot mat khau cua may chu thu"


class Mailbox:
    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.port = 0

    def answer_next(self, *answers: str) -> None:
        """Answer the next recipients so, instead of accepting them."""
        self.answers += answers

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"


@contextmanager
def running_mail_server(**options: Any) -> Iterator[Mailbox]:
    mailbox = Mailbox()
    mailbox.port = _free_port()
    controller = Controller(mailbox, hostname="localhost", port=mailbox.port, **options)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@contextmanager
def guarded_mail_server(certificate: Path, *, at_once: bool) -> Iterator[Mailbox]:
    """A server with TLS from the beginning or by STARTTLS, that wants to know who comes."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    way: dict[str, Any] = {"ssl_context": context}
    if not at_once:
        way = {"tls_context": context, "require_starttls": True}
    with running_mail_server(
        authenticator=_knows, auth_required=True, auth_require_tls=not at_once, **way
    ) as mailbox:
        yield mailbox


def _knows(_server: Any, _session: Any, _envelope: Any, _way: str, given: Any) -> AuthResult:
    known = (given.login.decode(), given.password.decode()) == (USERNAME, MAIL_PASSWORD)
    return AuthResult(success=known, handled=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
