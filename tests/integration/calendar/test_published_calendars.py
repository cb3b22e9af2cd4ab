from datetime import date

import pytest
from sqlalchemy import select

from service.calendar import SpecialDay, load_calendar
from service.errors import Conflict, NotFound
from service.models import AuditEntry, DayKind
from service.operations.calendars import publish_calendar
from service.unit_of_work import Actor

EXTRA_HOLIDAY = SpecialDay(date(2025, 12, 16), DayKind.HOLIDAY, "Nghỉ", "Quyết định thử", True)


def in_force(units_of_work):
    with units_of_work.read() as session:
        return load_calendar(session)


def test_without_a_published_calendar_nothing_can_be_counted(units_of_work):
    with pytest.raises(NotFound) as refused:
        in_force(units_of_work)

    assert refused.value.code == "calendar.not_published"


def test_a_published_calendar_is_in_force(units_of_work, given):
    given.calendar("first")

    calendar = in_force(units_of_work)

    assert calendar.version == "first"
    assert not calendar.is_working(date(2026, 2, 16))
    assert calendar.is_working(date(2026, 1, 10))


def test_the_newest_calendar_replaces_the_one_before(units_of_work, given):
    given.calendar("first")
    assert in_force(units_of_work).is_working(date(2025, 12, 16))

    with units_of_work.open(Actor.system()) as uow:
        publish_calendar(uow, "second", [EXTRA_HOLIDAY])

    assert in_force(units_of_work).version == "second"
    assert not in_force(units_of_work).is_working(date(2025, 12, 16))


def test_a_calendar_is_in_force_at_once_for_whoever_published_it(units_of_work):
    with units_of_work.open(Actor.system()) as uow:
        publish_calendar(uow, "first", [EXTRA_HOLIDAY])

        assert load_calendar(uow.session).version == "first"


def test_a_name_is_used_once(units_of_work, given):
    given.calendar("first")

    with pytest.raises(Conflict, match="first"):
        given.calendar("first")


def test_publishing_is_recorded(units_of_work, given):
    given.calendar()

    with units_of_work.read() as session:
        assert session.scalars(select(AuditEntry.event)).all() == ["calendar:published"]
