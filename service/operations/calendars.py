"""What an administrator does with the working calendar."""

from collections.abc import Sequence

from sqlalchemy import select

from service.audit.events import Event
from service.calendar.versions import SpecialDay
from service.errors import Conflict
from service.models import CalendarDay, CalendarVersion
from service.unit_of_work import UnitOfWork


def publish_calendar(uow: UnitOfWork, name: str, days: Sequence[SpecialDay]) -> CalendarVersion:
    """Publish a version of the working calendar; timers armed from now on count by it."""
    if uow.session.scalar(select(CalendarVersion.id).where(CalendarVersion.name == name)):
        raise Conflict("calendar.name_taken", name=name)
    version = CalendarVersion(name=name, published_at=uow.now)
    version.days = [
        CalendarDay(
            day=special.day,
            kind=special.kind,
            name=special.name,
            source=special.source,
            is_verified=special.is_verified,
        )
        for special in days
    ]
    uow.session.add(version)
    uow.flush()
    uow.record(
        Event.CALENDAR_PUBLISHED,
        detail={"calendar": version.id, "days": len(days)},
        values={"name": name, "days": {day.day.isoformat(): day.kind for day in days}},
    )
    return version
