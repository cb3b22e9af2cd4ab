"""Builders of working calendars."""

from service.calendar import shipped_days
from service.models import CalendarVersion
from service.operations.calendars import publish_calendar
from service.unit_of_work import Actor, UnitsOfWork


class GivenCalendars:
    units_of_work: UnitsOfWork

    def calendar(self, name: str = "vietnam-2025-2027") -> CalendarVersion:
        with self.units_of_work.open(Actor.system()) as uow:
            return publish_calendar(uow, name, shipped_days())
