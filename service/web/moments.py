"""Moments on pages: a day in three boxes and a time of day beside it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from service.edge.language import ZONE
from service.web.questions import DAY_PARTS, day_parts, read_day

#: The last minute of a day, which is the first of the next one.
_DAY_END = "24:00"


def read_moment(
    typed: Mapping[str, str], day: str, time: str
) -> tuple[datetime | None, dict[str, list[str]]]:
    """The moment in the boxes of these names, or what is wrong with each of them."""
    date = _parsed("%Y-%m-%d", read_day(day_boxes(typed, day)) or "")
    said = typed.get(time, "").strip().replace("h", ":")
    is_day_end = said == _DAY_END
    clock = _parsed("%H:%M", "00:00" if is_day_end else said)
    wrong: dict[str, list[str]] = {}
    if date is None:
        wrong[day] = ["not_a_date"]
    if clock is None:
        wrong[time] = ["not_a_time"]
    if date is None or clock is None:
        return None, wrong
    return datetime.combine(date + timedelta(days=is_day_end), clock.time(), ZONE), wrong


def moment_boxes(moment: datetime, day: str, time: str) -> dict[str, str]:
    """A moment as a person would type it; midnight is the end of the day before."""
    local = moment.astimezone(ZONE)
    is_day_end = (local.hour, local.minute) == (0, 0)
    date = local - timedelta(days=is_day_end)
    boxes = day_parts(date.date().isoformat())
    said = _DAY_END if is_day_end else local.strftime("%H:%M")
    return {time: said} | {f"{day}-{part}": value for part, value in boxes.items()}


def day_boxes(typed: Mapping[str, str], name: str) -> list[str]:
    """What stands in the three boxes of a day."""
    return [typed.get(f"{name}-{part}", "").strip() for part in DAY_PARTS]


def _parsed(pattern: str, text: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern).replace(tzinfo=ZONE)
    except ValueError:
        return None
