"""When people work: office hours on working days, absences, and one task at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.rehearsal.scenario import Absence, InventedPerson

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of a day in which somebody is at work, on days the calendar works."""

    is_working: Callable[[date], bool]
    opens: time
    closes: time

    def first(self, moment: datetime, absences: tuple[Absence, ...] = ()) -> datetime:
        """The first moment from ``moment`` on at which somebody with these absences is there."""
        local = moment.astimezone(ZONE)
        while (later := self._postponed(local, absences)) > local:
            local = later
        return local

    def after(self, moment: datetime, hours: float, absences: tuple[Absence, ...] = ()) -> datetime:
        """The moment at which so many hours of work have passed since ``moment``."""
        left = timedelta(hours=hours)
        local = self.first(moment, absences)
        while True:
            until_break = self._next_break(local, absences) - local
            if left < until_break:
                return local + left
            left -= until_break
            local = self.first(local + until_break, absences)

    def _next_break(self, local: datetime, absences: tuple[Absence, ...]) -> datetime:
        leaving = [one.starts_at for one in absences if one.starts_at > local]
        return min([_at(local.date(), self.closes), *leaving])

    def _postponed(self, local: datetime, absences: tuple[Absence, ...]) -> datetime:
        for absence in absences:
            if absence.starts_at <= local < absence.ends_at:
                return absence.ends_at.astimezone(ZONE)
        if not self.is_working(local.date()) or local.time() >= self.closes:
            return _at(local.date() + timedelta(days=1), self.opens)
        return max(local, _at(local.date(), self.opens))


@dataclass(slots=True)
class Staff:
    """The people of a scenario with their diaries."""

    hours: OfficeHours
    pace: timedelta
    by_username: dict[str, InventedPerson]
    _taken: set[tuple[str, datetime]] = field(default_factory=set)

    def reserve(self, usernames: list[str], moment: datetime, hours: float) -> tuple[datetime, str]:
        """Give work to whoever of these is free first; ties go to the one named first."""
        free = [(self._free(name, moment, hours), at) for at, name in enumerate(usernames)]
        at, index = min(free)
        self._taken.add((usernames[index], at))
        return at, usernames[index]

    def _free(self, username: str, moment: datetime, hours: float) -> datetime:
        absences = self.by_username[username].absences
        at = _round_up(self.hours.after(moment, hours, absences), self.pace)
        at = self.hours.first(at, absences)
        while (username, at) in self._taken:
            at = self.hours.first(at + self.pace, absences)
        return at


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZONE)


def _round_up(moment: datetime, step: timedelta) -> datetime:
    midnight = _at(moment.date(), time())
    return midnight + -(-(moment - midnight) // step) * step
