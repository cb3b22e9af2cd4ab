"""When a task is reminded of: five working days before its last one, and one, across holidays."""

from datetime import datetime

import pytest

from service.calendar import WorkingCalendar, shipped_days
from service.models import UserTask
from service.operations.notices import stage_of

CALENDAR = WorkingCalendar("vietnam", {one.day: one.kind for one in shipped_days()})


def moment(text):
    return datetime.fromisoformat(f"{text}+07:00")


def stage(due, now, told="2025-11-03T08:00"):
    task = UserTask(due_at=moment(due), told_at=moment(told))
    return stage_of(task, CALENDAR, moment(now))


@pytest.mark.parametrize(
    ("due", "fifth", "last"),
    [
        # A Friday: the whole week is its own.
        ("2025-12-12T17:00", "2025-12-05", "2025-12-11"),
        # A Monday: the weekend before does not count.
        ("2025-12-15T17:00", "2025-12-08", "2025-12-12"),
        # Midnight: the last day is the one before.
        ("2025-12-16T00:00", "2025-12-08", "2025-12-12"),
        # After New Year, of which the second is off as well.
        ("2026-01-06T17:00", "2025-12-29", "2026-01-05"),
        # The Saturday that is worked for it counts.
        ("2026-01-12T17:00", "2026-01-06", "2026-01-10"),
        # After the nine days of Tết.
        ("2026-02-24T17:00", "2026-02-10", "2026-02-23"),
        # A Sunday: the Friday before is one working day before.
        ("2026-01-25T17:00", "2026-01-19", "2026-01-23"),
    ],
)
def test_working_days_are_counted_back_across_weekends_and_holidays(due, fifth, last):
    assert stage(due, f"{fifth}T07:30") == "task_due_in_5"
    assert stage(due, f"{last}T07:30") == "task_due_in_1"


def test_nothing_is_said_before_the_fifth_day():
    assert stage("2025-12-15T17:00", "2025-12-05T07:30") is None


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2025-12-09T07:30", "task_due_in_5"),
        ("2025-12-11T07:30", "task_due_in_5"),
        ("2025-12-12T07:30", "task_due_in_1"),
        ("2025-12-15T07:30", "task_due_in_1"),
        ("2025-12-16T07:30", "task_overdue"),
    ],
)
def test_who_comes_late_is_told_the_latest_only(now, said):
    assert stage("2025-12-15T17:00", now) == said


def test_a_task_told_of_within_the_five_days_is_reminded_of_on_the_last_one():
    told = "2025-12-09T10:00"

    assert stage("2025-12-15T17:00", "2025-12-10T07:30", told) is None
    assert stage("2025-12-15T17:00", "2025-12-12T07:30", told) == "task_due_in_1"


def test_a_task_told_of_on_the_last_day_is_not_reminded_of():
    assert stage("2025-12-15T17:00", "2025-12-15T07:30", "2025-12-12T10:00") is None


def test_a_task_without_a_due_date_is_never_reminded_of():
    task = UserTask(due_at=None, told_at=moment("2025-11-03T08:00"))

    assert stage_of(task, CALENDAR, moment("2025-12-15T07:30")) is None
