"""Sending the notices that steps have left behind."""

from service.outbox.senders import ConsoleSender, Mail, NotSent, Sender, SmtpSender, sender_for
from service.outbox.sending import send_due

__all__ = [
    "ConsoleSender",
    "Mail",
    "NotSent",
    "Sender",
    "SmtpSender",
    "send_due",
    "sender_for",
]
