"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

#: The 2025 campaign is open and no deadline is near.
BEFORE_DEADLINES = "2025-12-04T08:00:00+07:00"


class MovableClock:
    def __init__(self, moment: str = BEFORE_DEADLINES) -> None:
        self._moment = datetime.fromisoformat(moment)

    def __call__(self) -> datetime:
        return self._moment.astimezone(UTC)

    def move_to(self, moment: str) -> None:
        self._moment = datetime.fromisoformat(moment)

    def advance(self, **step: float) -> None:
        self._moment += timedelta(**step)
