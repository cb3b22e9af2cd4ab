"""Bringing an installation up to date before it works: tables, calendar, diagrams."""

from sqlalchemy import select

from service.app import Service
from service.calendar import shipped_days
from service.db.migrations import upgrade_database
from service.models import CalendarVersion, Deployment
from service.operations.calendars import publish_calendar
from service.operations.definitions import deploy, shipped_files
from service.unit_of_work import Actor

#: The name of the working calendar that comes with the software.
CALENDAR = "vietnam-2025-2027"


def prepare(service: Service) -> Deployment | None:
    """Upgrade the tables, publish the calendar once, deploy what changed in ``bpmn``."""
    upgrade_database(service.config.database_url)
    with service.units_of_work.open(Actor.system()) as uow:
        if uow.session.scalar(select(CalendarVersion.id).limit(1)) is None:
            publish_calendar(uow, CALENDAR, shipped_days())
    with service.units_of_work.open(Actor.system()) as uow:
        return deploy(uow, service.engine, shipped_files())
