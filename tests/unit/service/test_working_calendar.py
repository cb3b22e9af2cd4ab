from datetime import UTC, date, datetime

import pytest

from service.calendar import LOCAL_ZONE, WorkingCalendar, shipped_days
from service.models import DayKind


@pytest.fixture(scope="module")
def calendar():
    return WorkingCalendar("shipped", {special.day: special.kind for special in shipped_days()})


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("2025-12-15", True),
        ("2025-12-13", False),
        ("2025-12-14", False),
        ("2025-01-01", False),
        ("2025-01-24", True),
        ("2025-01-27", False),
        ("2025-01-31", False),
        ("2025-02-03", True),
        ("2025-04-07", False),
        ("2025-04-26", True),
        ("2025-05-02", False),
        ("2025-09-01", False),
        ("2025-09-02", False),
        ("2026-01-01", False),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-02-13", True),
        ("2026-02-16", False),
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2026-04-27", False),
        ("2026-08-22", True),
        ("2026-08-31", False),
        ("2026-09-02", False),
        ("2027-02-05", False),
        ("2027-02-08", False),
        ("2027-02-11", False),
        ("2027-02-12", True),
        ("2027-04-16", False),
        ("2027-05-03", False),
    ],
)
def test_which_days_people_work(calendar, day, is_working):
    assert calendar.is_working(date.fromisoformat(day)) is is_working


@pytest.mark.parametrize(
    ("moment", "count", "end"),
    [
        ("2025-12-16T10:00", 0, "2025-12-17T00:00"),
        ("2025-12-16T10:00", 2, "2025-12-19T00:00"),
        ("2025-12-16T00:00", 2, "2025-12-19T00:00"),
        ("2025-12-16T23:59", 2, "2025-12-19T00:00"),
        ("2025-12-19T10:00", 1, "2025-12-23T00:00"),
        ("2025-12-20T10:00", 1, "2025-12-23T00:00"),
        ("2025-12-31T10:00", 1, "2026-01-06T00:00"),
        ("2026-01-05T10:00", 5, "2026-01-11T00:00"),
        ("2026-02-13T10:00", 1, "2026-02-24T00:00"),
        ("2025-04-25T10:00", 1, "2025-04-27T00:00"),
        ("2025-12-29T09:00", 5, "2026-01-08T00:00"),
        ("2025-12-29T09:00", 20, "2026-01-28T00:00"),
    ],
)
def test_a_period_ends_with_its_last_working_day(calendar, moment, count, end):
    assert calendar.after(local(moment), count) == local(end)


@pytest.mark.parametrize(
    ("deadline", "count", "reminder"),
    [
        ("2025-12-15T17:00", 5, "2025-12-08T17:00"),
        ("2025-12-15T17:00", 1, "2025-12-12T17:00"),
        ("2026-01-05T17:00", 1, "2025-12-31T17:00"),
        ("2026-02-24T08:30", 2, "2026-02-13T08:30"),
        ("2026-01-12T17:00", 1, "2026-01-10T17:00"),
        ("2026-01-01T00:00", 1, "2025-12-31T00:00"),
    ],
)
def test_a_reminder_comes_so_many_working_days_before(calendar, deadline, count, reminder):
    assert calendar.before(local(deadline), count) == local(reminder)


def test_the_day_is_the_local_one_whatever_the_zone(calendar):
    evening_in_utc = datetime(2025, 12, 16, 18, 30, tzinfo=UTC)

    assert calendar.after(evening_in_utc, 1) == local("2025-12-19T00:00")
    assert calendar.after(evening_in_utc, 1).tzinfo is LOCAL_ZONE


def test_working_days_between_two_moments_are_counted(calendar):
    assert calendar.between(local("2025-12-31T10:00"), local("2026-01-12T09:00")) == 7
    assert calendar.between(local("2026-01-12T09:00"), local("2026-01-12T17:00")) == 0


def test_working_days_are_not_counted_backwards(calendar):
    with pytest.raises(ValueError, match="-1"):
        calendar.after(local("2025-12-16T10:00"), -1)


def test_a_moment_without_a_zone_is_refused(calendar):
    with pytest.raises(ValueError, match="naive"):
        calendar.after(datetime.fromisoformat("2025-12-16T10:00"), 1)


def test_no_day_is_shipped_twice_and_each_names_its_source():
    days = shipped_days()

    assert len({special.day for special in days}) == len(days)
    assert all(special.source and special.name for special in days)


def test_every_swapped_day_off_is_worked_elsewhere():
    kinds = [special.kind for special in shipped_days()]

    assert kinds.count(DayKind.SWAPPED_OFF) == kinds.count(DayKind.SWAPPED_WORK) == 3


def test_what_nobody_could_verify_says_so():
    assert not any(special.is_verified for special in shipped_days())
