"""What a person asks an inbox for: a tab, filters, an order, and from where on."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.calendar import LOCAL_ZONE
from service.queries.cursors import Cursor, read_cursor


class Tab(enum.StrEnum):
    """Whose work an inbox shows."""

    MINE = "mine"
    GROUPS = "groups"
    ALL = "all"


class Due(enum.StrEnum):
    """How near a due date has to be."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    NONE = "none"


class Holding(enum.StrEnum):
    """Whether somebody has a task, or its case stands still."""

    FREE = "free"
    TAKEN = "taken"
    HELD = "held"


class Sort(enum.StrEnum):
    """In which order tasks are read."""

    DUE = "due"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to."""

    term: str = ""
    process: str = ""
    campaign: str = ""
    unit: str = ""
    step: str = ""
    due: Due | None = None
    state: Holding | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked the inbox for."""

    tab: Tab
    now: datetime
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.DUE
    after: Cursor | None = None
    limit: int = 25


#: Longer than anything somebody looks for.
_LONGEST = 100


def read_filters(asked: Mapping[str, str]) -> Filters:
    """The filters an address names; what it does not know is no filter."""
    due, state = asked.get("due"), asked.get("state")
    return Filters(
        term=asked.get("q", "").strip()[:_LONGEST],
        **{name: asked.get(name, "")[:_LONGEST] for name in _PLAIN},
        due=Due(due) if due in set(Due) else None,
        state=Holding(state) if state in set(Holding) else None,
    )


def read_wanted(asked: Mapping[str, str], now: datetime) -> Wanted:
    """What an address asks for: one's own tasks, the most urgent first, unless it says more."""
    tab, sort = asked.get("tab"), asked.get("sort")
    return Wanted(
        tab=Tab(tab) if tab in set(Tab) else Tab.MINE,
        now=now,
        filters=read_filters(asked),
        sort=Sort(sort) if sort in set(Sort) else Sort.DUE,
        after=read_cursor(asked.get("after")),
    )


def written(wanted: Wanted) -> dict[str, str]:
    """What was asked, as it stands in an address; what says nothing is left out."""
    asked = wanted.filters
    said = {name: getattr(asked, name) for name in (*_PLAIN, "due", "state")}
    sort = "" if wanted.sort is Sort.DUE else wanted.sort
    whole = {"tab": wanted.tab, "q": asked.term, **said, "sort": sort}
    return {name: str(value) for name, value in whole.items() if value}


_PLAIN = ("process", "campaign", "unit", "step")


def last_moment(wanted: Wanted) -> datetime | None:
    """The moment before which a task must be due; the end of a day is the next midnight."""
    day = wanted.now.astimezone(LOCAL_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = {
        Due.LATE: wanted.now,
        Due.TODAY: day + timedelta(days=1, microseconds=1),
        Due.WEEK: day + timedelta(days=7, microseconds=1),
    }
    return ends.get(wanted.filters.due) if wanted.filters.due else None
