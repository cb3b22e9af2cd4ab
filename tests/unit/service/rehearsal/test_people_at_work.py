from datetime import date, datetime, time, timedelta

import pytest

from service.rehearsal.people import OfficeHours, Staff
from service.rehearsal.scenario import Absence, InventedPerson


def at(text):
    return datetime.fromisoformat(f"2025-{text}:00+07:00")


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.fixture
def hours():
    return OfficeHours(is_weekday, time(8), time(17))


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("12-03T10:00", "12-03T10:00"),
        ("12-03T06:00", "12-03T08:00"),
        ("12-03T17:00", "12-04T08:00"),
        ("12-05T18:00", "12-08T08:00"),
    ],
)
def test_work_begins_in_office_hours(hours, moment, first):
    assert hours.first(at(moment)) == at(first)


@pytest.mark.parametrize(
    ("moment", "count", "done"),
    [
        ("12-03T10:00", 2, "12-03T12:00"),
        ("12-03T16:00", 2, "12-04T09:00"),
        ("12-05T16:00", 11, "12-09T09:00"),
        ("12-03T08:00", 9, "12-04T08:00"),
    ],
)
def test_hours_of_work_skip_nights_and_weekends(hours, moment, count, done):
    assert hours.after(at(moment), count) == at(done)


def test_somebody_away_takes_the_work_up_on_return(hours):
    away = (Absence(starts_at=at("12-03T09:00"), ends_at=at("12-08T10:00")),)

    assert hours.first(at("12-03T11:00"), away) == at("12-08T10:00")
    assert hours.after(at("12-03T08:00"), 2, away) == at("12-08T11:00")


def test_nobody_does_two_things_at_once(hours):
    staff = _staff(hours, "an")

    moments = [staff.reserve(["an"], at("12-03T08:00"), 1)[0] for _ in range(3)]

    assert moments == [at("12-03T09:00"), at("12-03T09:05"), at("12-03T09:10")]


def test_work_goes_to_whoever_is_free_first(hours):
    staff = _staff(hours, "an", "binh")

    names = [staff.reserve(["an", "binh"], at("12-03T08:00"), 1)[1] for _ in range(3)]

    assert names == ["an", "binh", "an"]


def _staff(hours, *names):
    people = {
        name: InventedPerson(username=name, name=name, position="", groups=()) for name in names
    }
    return Staff(hours, timedelta(minutes=5), people)
