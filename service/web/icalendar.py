"""A calendar as text, as RFC 5545 wants it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from service.calendar import LOCAL_ZONE

_ZONE = str(LOCAL_ZONE)
#: Longer lines are folded: section 3.1 counts octets, and not letters.
_LONGEST_LINE = 75
# Viet Nam has had one offset and no summer time since 1975.
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Thi Dua//Deadlines//VI",
    "CALSCALE:GREGORIAN",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    f"X-WR-TIMEZONE:{_ZONE}",
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A moment by which something is due; ``uid`` is the same for ever."""

    uid: str
    title: str
    about: str
    due_at: datetime
    address: str


def write_calendar(name: str, appointments: Iterable[Appointment], now: datetime) -> str:
    """Write a calendar of deadlines."""
    named = (f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}")
    events = (line for one in appointments for line in _event(one, now))
    lines = (*_HEAD[:4], *named, *_HEAD[4:], *events, "END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(appointment: Appointment, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{appointment.uid}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield _start(appointment.due_at)
    yield f"SUMMARY:{_escaped(appointment.title)}"
    yield f"DESCRIPTION:{_escaped(appointment.about)}"
    yield f"URL:{appointment.address}"
    # A deadline is nothing one is busy with.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _start(due_at: datetime) -> str:
    """Due at midnight is the whole day before; any other moment has no duration."""
    local = due_at.astimezone(LOCAL_ZONE)
    if local.time() == time():
        return f"DTSTART;VALUE=DATE:{local - timedelta(days=1):%Y%m%d}"
    return f"DTSTART;TZID={_ZONE}:{local:%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    for special in "\\;,":
        text = text.replace(special, f"\\{special}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Break a line so that no part is too long and no letter is cut in two."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST_LINE:
            parts.append(part)
            # The blank that marks a continuation counts.
            part, size = "", 1
        part, size = part + letter, size + width
    return "\r\n ".join([*parts, part])
