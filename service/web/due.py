"""How near a due date is: in working days, in words, and in a colour that says the same."""

from datetime import datetime, timedelta

from flask import g

from service.calendar import WorkingCalendar, load_calendar
from service.edge.context import reading
from service.edge.language import ZONE, say_many
from service.edge.language import say as _
from service.errors import NotFound

#: With so many working days left it is time.
_SOON = 2


def due_words(due_at: datetime | None, moment: datetime) -> tuple[str, str]:
    """How near a due date is, in words and a colour."""
    if due_at is None:
        return _("no due date"), "grey"
    # Due at midnight means: the whole day before.
    last = due_at - timedelta(microseconds=1)
    days = (last.astimezone(ZONE).date() - moment.astimezone(ZONE).date()).days
    if due_at < moment:
        return _late(-days), "red"
    if days == 0:
        return _("due today"), "orange"
    left = _calendar().between(moment, last)
    return _left(left), "orange" if left <= _SOON else "green"


def _late(days: int) -> str:
    if days == 0:
        return _("late since today")
    return say_many("%(num)d day late", "%(num)d days late", days)


def _left(days: int) -> str:
    if days == 0:
        return _("no working day left")
    return say_many("%(num)d working day left", "%(num)d working days left", days)


def _calendar() -> WorkingCalendar:
    """The calendar in force, read once a request; without one, weeks are ordinary."""
    if "calendar" not in g:
        try:
            g.calendar = load_calendar(reading())
        except NotFound:
            g.calendar = WorkingCalendar("", {})
    calendar: WorkingCalendar = g.calendar
    return calendar
