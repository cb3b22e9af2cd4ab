"""APScheduler as an alarm clock: it ticks, and knows no diagrams.

Timers are rows; the job store is memory and holds one job. The wall clock may be set back,
which stops APScheduler's ticks for as long: a watchdog on the monotonic clock goes on.
"""

import logging
import threading
import time
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)

#: Seconds between two ticks.
INTERVAL = 2.0


class Alarm:
    """Calls ``tick`` at every interval, after ``wake``, and never twice at once."""

    def __init__(self, tick: Callable[[], object], interval: float = INTERVAL) -> None:
        self._tick = tick
        self._interval = interval
        self._busy = threading.Lock()
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._last_tick = time.monotonic()
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._watchdog = threading.Thread(target=self._watch, name="alarm-watchdog", daemon=True)

    def start(self) -> None:
        """Begin to tick, at once."""
        self._scheduler.add_job(
            self._ring,
            "interval",
            seconds=self._interval,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        self._watchdog.start()
        self.wake()

    def stop(self) -> None:
        """Stop ticking; a tick under way is finished first."""
        self._stopped.set()
        self._woken.set()
        self._scheduler.shutdown(wait=True)
        self._watchdog.join()

    def wake(self) -> None:
        """Tick now: somebody has just done something that others may be waiting for."""
        self._woken.set()

    @property
    def silence(self) -> float:
        """Seconds since the last tick ended."""
        return time.monotonic() - self._last_tick

    def _watch(self) -> None:
        while not self._stopped.is_set():
            woken = self._woken.wait(timeout=self._interval)
            self._woken.clear()
            if not self._stopped.is_set() and (woken or self.silence > 3 * self._interval):
                self._ring()

    def _ring(self) -> None:
        with self._busy:
            try:
                self._tick()
            # A tick that fails must not be the last one.
            except Exception:
                log.exception("tick_failed")
            self._last_tick = time.monotonic()
