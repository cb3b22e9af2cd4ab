"""Working days: which they are, and counting them."""

from service.calendar.days import LOCAL_ZONE, WorkingCalendar
from service.calendar.versions import SpecialDay, load_calendar, shipped_days

__all__ = ["LOCAL_ZONE", "SpecialDay", "WorkingCalendar", "load_calendar", "shipped_days"]
