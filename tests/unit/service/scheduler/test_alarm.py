import threading
from contextlib import contextmanager

import pytest

from service.scheduler.alarm import Alarm
from service.scheduler.guard import SchedulerRunning, hold

PATIENCE = 5.0


@contextmanager
def ringing(tick, interval=60.0):
    alarm = Alarm(tick, interval)
    alarm.start()
    try:
        yield alarm
    finally:
        alarm.stop()


class Bell:
    """Counts its rings and lets a test wait for the next one."""

    def __init__(self, fails_first=False):
        self.rings = threading.Semaphore(0)
        self.fails = fails_first
        self.inside = 0
        self.most_inside = 0

    def __call__(self):
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        self.inside -= 1
        self.rings.release()
        if self.fails:
            self.fails = False
            raise RuntimeError("the first tick fails")

    def heard(self):
        return self.rings.acquire(timeout=PATIENCE)


def test_the_alarm_rings_as_soon_as_it_starts():
    bell = Bell()

    with ringing(bell):
        assert bell.heard()


def test_the_alarm_rings_when_somebody_wakes_it():
    bell = Bell()

    with ringing(bell) as alarm:
        assert bell.heard()
        alarm.wake()

        assert bell.heard()


def test_a_tick_that_fails_is_not_the_last_one(caplog):
    bell = Bell(fails_first=True)

    with ringing(bell) as alarm:
        assert bell.heard()
        alarm.wake()

        assert bell.heard()
    assert "tick_failed" in caplog.text


def test_the_alarm_rings_again_by_itself():
    bell = Bell()

    with ringing(bell, interval=0.02):
        assert all(bell.heard() for _ in range(5))


def test_the_alarm_goes_on_when_the_scheduler_has_lost_the_clock():
    bell = Bell()

    with ringing(bell, interval=0.02) as alarm:
        # What a wall clock set back does: the scheduler's next moment is far away.
        alarm._scheduler.pause()

        assert all(bell.heard() for _ in range(5))


def test_two_wakers_never_make_it_ring_twice_at_once():
    bell = Bell()

    with ringing(bell, interval=0.01) as alarm:
        for _ in range(50):
            alarm.wake()
        assert bell.heard()

    assert bell.most_inside == 1


def test_a_second_scheduler_on_the_same_database_is_refused(tmp_path):
    with hold(tmp_path / "lock"), pytest.raises(SchedulerRunning):
        hold(tmp_path / "lock")


def test_the_lock_is_free_again_when_its_holder_has_gone(tmp_path):
    hold(tmp_path / "lock").close()

    with hold(tmp_path / "lock"):
        pass
