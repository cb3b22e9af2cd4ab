"""Cursors of keyset pages: where a page ended, as a word a caller hands back unread."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page: when it was due, and its id."""

    due_at: datetime | None
    id: int

    def __str__(self) -> str:
        due = self.due_at.isoformat() if self.due_at else None
        packed = json.dumps([due, self.id]).encode()
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(text: str | None) -> Cursor | None:
    """The cursor a caller handed back; a mangled one starts from the beginning."""
    if not text:
        return None
    try:
        due, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        moment = datetime.fromisoformat(due) if due else None
        if moment is not None and moment.tzinfo is None:
            return None
        return Cursor(moment, int(number))
    except (ValueError, TypeError, binascii.Error):
        return None
