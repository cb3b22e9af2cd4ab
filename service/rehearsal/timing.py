"""Where the wall-clock time of a rehearsal goes."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stopwatch:
    """Adds up seconds and occasions by name."""

    seconds: dict[str, float] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Count the time of a block to a name."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - began
            self.times[name] += 1
