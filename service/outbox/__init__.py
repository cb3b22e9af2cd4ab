"""Sending people, by mail, what they were told: what is due together goes together."""

from service.outbox.gathering import gather_mails
from service.outbox.letters import Letter
from service.outbox.senders import (
    ConsoleSender,
    NobodyThere,
    NotSent,
    Sender,
    SmtpSender,
    sender_for,
)
from service.outbox.sending import send_due, try_again
from service.outbox.writing import Stationery

__all__ = [
    "ConsoleSender",
    "Letter",
    "NobodyThere",
    "NotSent",
    "Sender",
    "SmtpSender",
    "Stationery",
    "gather_mails",
    "send_due",
    "sender_for",
    "try_again",
]
