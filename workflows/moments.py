"""Moments, durations and repetitions as ISO 8601 writes them; a moment always has an offset."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from workflows.errors import ExpressionFailed

_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_MAX_YEARS = 100


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; months follow the calendar, so it is added to a moment."""

    months: int
    exact: timedelta

    def after(self, moment: datetime, times: int = 1) -> datetime:
        """The moment this many durations later; the 31st falls back on the month's last day."""
        count = moment.year * 12 + moment.month - 1 + self.months * times
        year, month = divmod(count, 12)
        day = min(moment.day, monthrange(year, month + 1)[1])
        return moment.replace(year=year, month=month + 1, day=day) + self.exact * times


@dataclass(frozen=True, slots=True)
class Repetition:
    """A repeated timer; ``times`` is None when it never ends by itself."""

    times: int | None
    start: datetime | None
    every: Duration


def read_moment(text: str) -> datetime:
    """Read an ISO moment with an offset, in UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ExpressionFailed(
            f"{text!r} is not a moment", f"{text!r} không phải thời điểm"
        ) from None
    return aware(moment)


def aware(moment: datetime) -> datetime:
    """Take a moment in UTC, refusing one that does not say where its clock stands."""
    if moment.tzinfo is None:
        raise ExpressionFailed(
            f"the moment {moment.isoformat()} has no offset, as +07:00",
            f"thời điểm {moment.isoformat()} thiếu múi giờ, ví dụ +07:00",
        )
    return moment.astimezone(UTC)


def read_duration(text: str) -> Duration:
    """Read an ISO duration in whole numbers, as P2D, P1M or PT4H30M."""
    match = _DURATION.fullmatch(text.strip().upper())
    found = {k: int(v) for k, v in match.groupdict().items() if v} if match else {}
    if not found or sum(len(str(value)) for value in found.values()) > 12:
        raise ExpressionFailed(
            f"{text!r} is not a duration", f"{text!r} không phải khoảng thời gian"
        )
    months = found.pop("years", 0) * 12 + found.pop("months", 0)
    exact = timedelta(**found)
    if months > _MAX_YEARS * 12 or exact > timedelta(days=366 * _MAX_YEARS):
        raise ExpressionFailed(
            f"{text!r} is longer than {_MAX_YEARS} years", f"{text!r} dài hơn {_MAX_YEARS} năm"
        )
    return Duration(months, exact)


def read_repetition(text: str) -> Repetition:
    """Read an ISO repetition: R3/P1D, R/PT1H or R3/2026-01-05T08:00:00+07:00/P1D."""
    match text.strip().split("/"):
        case [times, every]:
            start = None
        case [times, begin, every]:
            start = read_moment(begin)
        case _:
            raise _no_repetition(text)
    if not re.fullmatch(r"[Rr]\d{0,4}", times):
        raise _no_repetition(text)
    duration = read_duration(every)
    if duration == Duration(0, timedelta(0)):
        raise ExpressionFailed(
            f"{text!r} repeats without a pause", f"{text!r} lặp lại không có quãng nghỉ"
        )
    return Repetition(int(times[1:]) if times[1:] else None, start, duration)


def _no_repetition(text: str) -> ExpressionFailed:
    return ExpressionFailed(f"{text!r} is not a repetition", f"{text!r} không phải chu kỳ lặp lại")
