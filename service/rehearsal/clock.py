"""The virtual clock: it stands still until it is moved, and never goes back."""

from datetime import UTC, datetime


class VirtualClock:
    """A clock for units of work that shows the moment it was last moved to."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def __call__(self) -> datetime:
        """Tell the moment."""
        return self._moment

    def move_to(self, moment: datetime) -> None:
        """Go forward to a moment."""
        if moment < self._moment:
            raise ValueError(f"the clock shows {self._moment}, which is after {moment}")
        self._moment = moment.astimezone(UTC)
