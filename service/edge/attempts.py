"""Slowing down whoever guesses passwords: a few failures, then a pause."""

from collections import defaultdict, deque
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
