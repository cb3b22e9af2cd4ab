"""A letter: a mail written out for one person, and its form as the standards of mail want it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one person; the key is the same however often it is sent."""

    to: str
    subject: str
    text: str
    key: str
    html: str = ""
    locale: str = "vi"
    written_at: datetime | None = None
    #: Where its reader chooses to get no more of these.
    settings_address: str = ""


def compose(letter: Letter, mail_from: str) -> EmailMessage:
    """Put a letter into MIME; a repeated one carries the same Message-ID and date."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail_from
    message["To"] = letter.to
    # A line break in a subject would begin a header of somebody else's choosing.
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = message_id(letter.key, mail_from)
    if letter.written_at is not None:
        message["Date"] = format_datetime(letter.written_at)
    # No robot answers a robot: RFC 3834, and what Exchange heeds instead.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.settings_address:
        message["List-Unsubscribe"] = f"<{letter.settings_address}>"
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    # Setting a content takes away every header that begins so.
    message["Content-Language"] = letter.locale
    return message


def message_id(key: str, mail_from: str) -> str:
    """Return the Message-ID by which a receiver knows a mail it already has."""
    domain = mail_from.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"
