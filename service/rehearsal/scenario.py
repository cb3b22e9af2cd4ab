"""A scenario: the units, people, nominations, answers and mishaps of one season, as data."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

from service.models import Award, Content, Group, Subject
from service.rehearsal.reading import read_record
from service.rehearsal.wording import ScenarioInvalid

SCENARIOS = Path(__file__).parent / "scenarios"

#: Answers to one form: its fields, and under the key of a list one table of fields per row.
Answers = dict[str, Any]


class EventKind(StrEnum):
    """What happens outside the diagrams, because a person or the world decides so."""

    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    CONCLUDE_SUSPENSION = "conclude_suspension"
    MOVE_DEADLINE = "move_deadline"
    COMPLAIN = "complain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting of the campaign with the reason for its value."""

    value: Any
    basis: str
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDeadline:
    """A named deadline of the campaign with the reason for its date."""

    name: str
    due_at: datetime
    basis: str
    is_assumption: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQuota:
    """At most so many awards of one form for one kind of subject."""

    award: Award
    subject: Subject
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCampaign:
    """The campaign a scenario plays."""

    code: str
    name: str
    legal_regime: str
    starts_on: date
    ends_on: date
    created_by: str
    deadlines: tuple[PlannedDeadline, ...]
    quotas: tuple[PlannedQuota, ...] = ()
    settings: dict[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedUnit:
    """A unit of the department; none of them exists."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time somebody is away and completes nothing."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """Somebody who acts in the season; none of them exists."""

    username: str
    name: str
    position: str
    groups: tuple[Group, ...]
    unit: str | None = None
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A nomination somebody will propose, and how it will fare where that is not the usual way.

    ``answers`` and ``rows`` go by element id: answers given once for each round, in order, the
    last one repeated; and what is answered in this nomination's row of a list. ``against``
    names the council members who vote no.
    """

    ref: str
    unit: str
    nominee: str
    subject: Subject
    award: Award
    content: Content
    achievement: str
    position: str = ""
    is_woman: bool = False
    is_leader: bool = False
    person: str | None = None
    rank: int | None = None
    answers: dict[str, tuple[Answers, ...]] = field(default_factory=dict)
    rows: dict[str, Answers] = field(default_factory=dict)
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """How a task is answered when nothing else is said, and after how many working hours.

    ``rows`` goes by the key of a list and is answered in every row of it.
    """

    hours: float = 1.0
    answers: Answers = field(default_factory=dict)
    rows: dict[str, Answers] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A departure from the default for the tasks it matches; a later one wins.

    ``rows`` goes by list key, then by the row: a nomination's ref, a username or the row's key.
    ``leave`` keeps the task untouched for good.
    """

    element: str
    unit: str | None = None
    nomination: str | None = None
    person: str | None = None
    round: int | None = None
    not_before: datetime | None = None
    hours: float | None = None
    leave: bool = False
    answers: Answers = field(default_factory=dict)
    rows: dict[str, dict[str, Answers]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEvent:
    """Something somebody does at a given moment without a task asking for it."""

    at: datetime
    kind: EventKind
    by: str
    nomination: str | None = None
    deadline: str | None = None
    due_at: datetime | None = None
    cleared: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downtime:
    """A time in which the service is not running: nobody acts and no timer fires."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Everything a rehearsal needs to know; see docs/how-to/rehearse.md."""

    title: str
    starts_at: datetime
    campaign: PlannedCampaign
    units: tuple[InventedUnit, ...]
    people: tuple[InventedPerson, ...]
    nominations: tuple[Proposal, ...]
    tasks: dict[str, Default]
    opens: time = time(8)
    closes: time = time(17)
    #: Minutes a person needs for one task, so that nobody does sixty at once.
    pace: int = 5
    expected_routes: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    events: tuple[PlannedEvent, ...] = ()
    downtimes: tuple[Downtime, ...] = ()

    def elements(self) -> set[str]:
        """The elements of diagrams the scenario says something about."""
        return {
            *self.tasks,
            *(one.element for one in self.overrides),
            *(name for one in self.nominations for name in (*one.answers, *one.rows)),
        }


def find_scenario(name: str | Path) -> Path:
    """The file a name stands for: a path, or a scenario that comes with the product."""
    shipped = SCENARIOS / f"{name}.toml"
    if shipped.is_file():
        return shipped
    if Path(name).is_file():
        return Path(name)
    known = ", ".join(sorted(path.stem for path in SCENARIOS.glob("*.toml")))
    raise ScenarioInvalid("no_scenario", where=name, known=known)


def load_scenario(path: Path) -> Scenario:
    """Read and check a scenario file, with the files it includes."""
    scenario = read_record(Scenario, read_table(path), path.stem)
    _check_names(scenario, path.stem)
    return scenario


def read_table(path: Path) -> dict[str, Any]:
    """Read a file and put in what it includes; what the file says itself wins."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioInvalid("not_toml", where=path.name, cause=error) from error
    for name in table.pop("include", ()):
        part = path.parent / name
        if not part.is_file():
            raise ScenarioInvalid("no_file", where=f"{path.name}.include", name=name)
        for key, value in read_table(part).items():
            if isinstance(value, dict):
                table[key] = value | table.get(key, {})
            else:
                table.setdefault(key, value)
    return table


def _check_names(scenario: Scenario, where: str) -> None:
    """Refuse names that stand for nothing, which would otherwise be answers nobody gives."""
    units = _unique([unit.code for unit in scenario.units], f"{where}.units")
    people = _unique([person.username for person in scenario.people], f"{where}.people")
    refs = _unique([one.ref for one in scenario.nominations], f"{where}.nominations")
    _unique([f"{one.nominee}, {one.award}" for one in scenario.nominations], f"{where}.nominations")
    _require(units, where, "unit", [*scenario.people, *scenario.nominations, *scenario.overrides])
    _require(people, where, "person", [*scenario.nominations, *scenario.overrides])
    _require(people, where, "by", scenario.events)
    _require(people, where, "created_by", [scenario.campaign])
    _require(refs, where, "nomination", [*scenario.overrides, *scenario.events])
    for proposal in scenario.nominations:
        for username in proposal.against:
            if username not in people:
                place = f"{where}.nominations.{proposal.ref}.against"
                raise ScenarioInvalid("unknown_name", where=place, name=username)


def _unique(names: list[str], where: str) -> set[str]:
    for name in names:
        if names.count(name) > 1:
            raise ScenarioInvalid("twice", where=where, name=name)
    return set(names)


def _require(known: set[str], where: str, attribute: str, records: Any) -> None:
    for record in records:
        name = getattr(record, attribute)
        if name is not None and name not in known:
            place = f"{where}.{type(record).__name__}.{attribute}"
            raise ScenarioInvalid("unknown_name", where=place, name=name)
