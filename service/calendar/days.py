"""The working calendar: counting working days in the local zone, holidays and swaps included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.models.calendars import DayKind

#: A deadline is a local thing; the database keeps UTC.
LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """A published version of the calendar: the days that depart from the ordinary week."""

    version: str
    days: Mapping[date, DayKind]

    def is_working(self, day: date) -> bool:
        """Tell whether people work on this day."""
        kind = self.days.get(day)
        if kind is None:
            return day.weekday() < _SATURDAY
        return kind is DayKind.SWAPPED_WORK

    def after(self, moment: datetime, count: int) -> datetime:
        """Return the end of the count-th working day after a moment; its own day is not counted.

        A day ends when the next begins: the answer is that midnight, and what falls on it is late.
        """
        day = self._step(_local_day(moment), count, _ONE_DAY)
        return datetime.combine(day + _ONE_DAY, time(), LOCAL_ZONE)

    def before(self, moment: datetime, count: int) -> datetime:
        """Return the same time of day on the count-th working day before a moment."""
        local = moment.astimezone(LOCAL_ZONE)
        day = self._step(_local_day(moment), count, -_ONE_DAY)
        return datetime.combine(day, local.time(), LOCAL_ZONE)

    def between(self, start: datetime, end: datetime) -> int:
        """Count the working days after the day of one moment, up to and with that of another."""
        day, last, count = _local_day(start), _local_day(end), 0
        while day < last:
            day += _ONE_DAY
            count += self.is_working(day)
        return count

    def shifted(self, day: date, start: date, other: date) -> date:
        """Return the day that is as many working days from another start as this is from its own.

        Where that is none, the first working day not before the other start.
        """
        moments = [datetime.combine(one, time(), LOCAL_ZONE) for one in (start, day)]
        if day < start:
            return self._step(other, self.between(moments[1], moments[0]), -_ONE_DAY)
        count = self.between(*moments)
        return self._step(other, count, _ONE_DAY) if count else self._working_from(other)

    def _working_from(self, day: date) -> date:
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def _step(self, day: date, count: int, step: timedelta) -> date:
        if count < 0:
            raise ValueError(f"cannot count {count} working days")
        while count:
            day += step
            count -= self.is_working(day)
        return day


def _local_day(moment: datetime) -> date:
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}")
    return moment.astimezone(LOCAL_ZONE).date()
