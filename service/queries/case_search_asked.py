"""What somebody asks the search of cases: filters, an order, and from where on."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from service.errors import Invalid
from service.models import Award, InstanceStatus, NominationStatus


class Deviation(enum.StrEnum):
    """How somebody interfered with the way a case goes by its diagram."""

    WENT_BACK = "went_back"
    FORCED = "forced"
    DATA_CHANGED = "data_changed"
    MIGRATED = "migrated"
    SUSPENDED = "suspended"
    REASSIGNED = "reassigned"
    STOPPED = "stopped"


#: Asked for in place of one deviation: a case that had any.
ANY = "any"


class Order(enum.StrEnum):
    """In which order cases are read."""

    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """What the search is narrowed to."""

    term: str = ""
    process: str = ""
    campaign: str = ""
    unit: str = ""
    award: Award | None = None
    state: InstanceStatus | NominationStatus | None = None
    #: The code of a rule that applied.
    rule: str = ""
    #: The name of somebody who did something.
    actor: str = ""
    #: The days between which a case was under way, both included.
    begins: date | None = None
    ends: date | None = None
    deviations: tuple[Deviation, ...] = ()
    is_late: bool = False

    def __bool__(self) -> bool:
        return self != CaseFilters()


@dataclass(frozen=True, slots=True)
class CasesWanted:
    """What somebody asked the search of cases."""

    now: datetime
    filters: CaseFilters = field(default_factory=CaseFilters)
    order: Order = Order.NEWEST
    #: The last case of the page before.
    after: int | None = None
    limit: int = 25


#: Longer than anything somebody looks for.
_LONGEST = 100
#: The largest number a case can have in either database.
_HIGHEST = 2**31 - 1


def read_cases_wanted(asked: Mapping[str, str], now: datetime) -> CasesWanted:
    """What an address asks for; a filter it gets wrong is ``Invalid`` and never left out."""
    said = {name: text.strip()[:_LONGEST] for name, text in asked.items()}
    found: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for name, read in _READING.items():
        if text := said.get(name, ""):
            try:
                found[name] = read(text)
            except ValueError:
                wrong[name] = ["not_a_date" if read is _day else "not_an_option"]
    if wrong:
        raise Invalid(wrong)
    return CasesWanted(
        now=now,
        filters=CaseFilters(**{_FIELDS[name]: one for name, one in found.items()}),
        order=Order(said["sort"]) if said.get("sort") in set(Order) else Order.NEWEST,
        after=read_case_number(said.get("after", "")),
    )


def written(wanted: CasesWanted) -> dict[str, str]:
    """What was asked, as it stands in an address; what says nothing is left out."""
    asked = {name: getattr(wanted.filters, one) for name, one in _FIELDS.items()}
    whole = {**asked, "sort": "" if wanted.order is Order.NEWEST else wanted.order}
    return {name: _text(value) for name, value in whole.items() if value}


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple):
        return str(value[0]) if len(value) == 1 else ANY
    return "1" if value is True else str(value)


def _day(text: str) -> date:
    day, month, year = (int(part) if part.isdecimal() else 0 for part in text.split("/"))
    if not 1900 <= year < 3000:
        raise ValueError(text)
    return date(year, month, day)


def read_state(text: str) -> InstanceStatus | NominationStatus:
    """The state of a case or of its nomination that has this name."""
    return InstanceStatus(text) if text in set(InstanceStatus) else NominationStatus(text)


def read_deviations(text: str) -> tuple[Deviation, ...]:
    """The deviation of this name; of ``any``, all of them."""
    return tuple(Deviation) if text == ANY else (Deviation(text),)


def read_case_number(text: str) -> int | None:
    """The number of a case, if the text is one."""
    return int(text) if text.isdecimal() and int(text) <= _HIGHEST else None


_READING: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("q", "process", "campaign", "unit"), str),
    "award": Award,
    "state": read_state,
    "rule": str,
    "actor": str,
    "from": _day,
    "to": _day,
    "deviation": read_deviations,
    "late": bool,
}
#: The filters by the names they have in an address.
_FIELDS = {
    **{name: name for name in _READING},
    "q": "term",
    "from": "begins",
    "to": "ends",
    "deviation": "deviations",
    "late": "is_late",
}
