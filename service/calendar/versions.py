"""Versions of the working calendar: the one that ships, and the newest that was published."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from service.calendar.days import WorkingCalendar
from service.errors import NotFound
from service.models.calendars import CalendarDay, CalendarVersion, DayKind

_VIETNAM = Path(__file__).parent / "vietnam.json"

# A version never changes once published, so each is read once from each database.
_read: WeakKeyDictionary[Engine | Connection, dict[tuple[int, str], WorkingCalendar]] = (
    WeakKeyDictionary()
)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that departs from the ordinary week, with where that is written."""

    day: date
    kind: DayKind
    name: str
    source: str
    is_verified: bool


@cache
def shipped_days() -> tuple[SpecialDay, ...]:
    """Read the Vietnamese calendar of 2025 to 2027 that ships with the software."""
    content = json.loads(_VIETNAM.read_text(encoding="utf-8"))
    return tuple(
        SpecialDay(
            day=date.fromisoformat(row["day"]),
            kind=DayKind(row["kind"]),
            name=row["name"],
            source=content["sources"][row["source"]]["text"],
            is_verified=content["sources"][row["source"]]["is_verified"],
        )
        for row in content["days"]
    )


def load_calendar(session: Session) -> WorkingCalendar:
    """Return the newest published version of the working calendar."""
    newest = select(CalendarVersion.id, CalendarVersion.name).order_by(CalendarVersion.id.desc())
    version = session.execute(newest.limit(1)).first()
    if version is None:
        raise NotFound("calendar.not_published")
    known = _read.setdefault(session.get_bind(), {})
    key = (version.id, version.name)
    if key not in known:
        known[key] = _load(session, *key)
    return known[key]


def _load(session: Session, version_id: int, name: str) -> WorkingCalendar:
    days = select(CalendarDay.day, CalendarDay.kind).where(CalendarDay.version_id == version_id)
    return WorkingCalendar(name, {row.day: row.kind for row in session.execute(days)})
