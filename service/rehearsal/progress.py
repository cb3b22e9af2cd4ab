"""A progress bar on a terminal; silent everywhere else."""

import sys
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

from service.rehearsal.people import ZONE

WIDTH = 30


@dataclass(slots=True)
class ProgressBar:
    """Shows the day of the season and how much of the expected work is done."""

    expected: int
    wanted: bool = True
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0

    def step(self, moment: datetime) -> None:
        """Note that somebody completed something."""
        self.done += 1
        if self._is_shown() and self.done % 5 == 0:
            self._draw(moment, min(self.done / self.expected, 0.99))

    def finish(self, moment: datetime) -> None:
        """Fill the bar and leave it standing."""
        if self._is_shown():
            self._draw(moment, 1)
            self.stream.write("\n")

    def _is_shown(self) -> bool:
        return self.wanted and self.stream.isatty()

    def _draw(self, moment: datetime, share: float) -> None:
        filled = int(share * WIDTH)
        bar = "█" * filled + "░" * (WIDTH - filled)
        day = moment.astimezone(ZONE).strftime("%d/%m/%Y")
        self.stream.write(f"\r{bar} {share:4.0%}  {day}  {self.done} việc")
        self.stream.flush()
