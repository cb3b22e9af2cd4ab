"""Slowing down whoever guesses passwords: a few failures, then a pause."""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from service.errors import NotAllowed

ALLOWED = 5
WITHIN = timedelta(minutes=5)
#: So many names at most, or whoever invents names would fill the memory.
REMEMBERED = 10_000

_failures: dict[str, deque[datetime]] = defaultdict(deque)
_turn = Lock()


def check_attempts(name: str, now: datetime) -> None:
    """Refuse when this name failed too often in the last minutes; memory of one process."""
    with _turn:
        failed = _failures[name]
        while failed and now - failed[0] > WITHIN:
            failed.popleft()
        if len(failed) >= ALLOWED:
            raise NotAllowed("people.too_many_attempts")
        if not failed:
            del _failures[name]


def note_failure(name: str, now: datetime) -> None:
    """Remember that a sign-in with this name failed."""
    with _turn:
        if len(_failures) >= REMEMBERED:
            _failures.clear()
        _failures[name].append(now)


def forget_failures(name: str) -> None:
    """Start afresh after a sign-in that worked."""
    with _turn:
        _failures.pop(name, None)


@dataclass(frozen=True, slots=True)
class SlowedDown:
    """Somebody whose sign-ins failed lately: name and address, how often, and the end of it."""

    username: str
    address: str
    failures: int
    #: Until when nothing is tried any more; none while some tries are left.
    until: datetime | None


def slowed_down(now: datetime) -> list[SlowedDown]:
    """List whose sign-ins failed in the last minutes, in this process, the most often first."""
    with _turn:
        found = [
            (name, [at for at in failed if now - at <= WITHIN])
            for name, failed in _failures.items()
        ]
    told = [_told(name, recent) for name, recent in found if recent]
    return sorted(told, key=lambda one: (-one.failures, one.username))


def _told(name: str, failed: list[datetime]) -> SlowedDown:
    username, _at, address = name.rpartition("@")
    until = failed[-ALLOWED] + WITHIN if len(failed) >= ALLOWED else None
    return SlowedDown(username, address, len(failed), until)
