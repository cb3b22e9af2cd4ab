"""Finding cases, for those who look into them: by whom, what, when, and how they went.

Every page looks through so many cases at most, each by indexes, so that no search takes longer
because the house has a long history; the next page goes on from there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.models import (
    AuditEntry,
    Award,
    Campaign,
    Definition,
    InstanceStatus,
    Nomination,
    NominationStatus,
    Person,
    ProcessInstance,
    RuleResult,
    TaskStatus,
    Unit,
    UserTask,
)
from service.queries.case_search_asked import (
    CaseFilters,
    CasesWanted,
    Deviation,
    Order,
    read_case_number,
)
from service.queries.folding import mentions
from service.queries.inbox import Count
from service.queries.viewers import Viewer, sees_instance

#: So many cases are looked through for one page.
REACH = 5_000
#: The column of the decision tables under which a rule has the code people call it by.
_CODE = "Mã"
_EVENTS: dict[Deviation, tuple[Event, ...]] = {
    Deviation.WENT_BACK: (Event.INSTANCE_WENT_BACK,),
    Deviation.FORCED: (Event.INCIDENT_SKIP_CONFIRMED,),
    Deviation.DATA_CHANGED: (Event.INSTANCE_VARIABLES_CHANGED, Event.INCIDENT_DATA_CHANGED),
    Deviation.MIGRATED: (Event.INSTANCE_MIGRATED,),
    Deviation.SUSPENDED: (Event.INSTANCE_SUSPENDED, Event.NOMINATION_SUSPENDED),
    Deviation.REASSIGNED: (Event.TASK_REASSIGNED,),
    Deviation.STOPPED: (Event.INSTANCE_CANCELLED,),
}
_DEVIATION_OF = {event: one for one, events in _EVENTS.items() for event in events}


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One case of a search, with what an auditor wants to know before opening it."""

    id: int
    process_key: str
    version: int
    business_key: str
    campaign: str
    unit: str | None
    nominee: str | None
    award: Award | None
    status: InstanceStatus
    nomination_status: NominationStatus | None
    started_at: datetime
    ended_at: datetime | None
    deviations: tuple[Deviation, ...] = ()
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases, and after which the next ones come; ``is_cut`` if no more were looked at."""

    cases: tuple[FoundCase, ...]
    next: int | None
    is_cut: bool = False


def find_cases(session: Session, viewer: Viewer, wanted: CasesWanted) -> CasePage:
    """One page of the cases that fit, in the order of their beginning."""
    conditions = _conditions(session, wanted)
    stream = _stream(viewer, wanted, REACH if conditions else wanted.limit + 1)
    query = _joined(_COLUMNS, stream).where(*conditions).order_by(_order(stream, wanted))
    rows = session.execute(query.limit(wanted.limit + 1)).mappings().all()
    found = _with_deviations(session, [FoundCase(**row) for row in rows[: wanted.limit]])
    cases = _with_lateness(session, found, wanted.now)
    if len(rows) > wanted.limit:
        return CasePage(cases, cases[-1].id)
    end = _end_of(session, stream, wanted) if conditions else None
    return CasePage(cases, end, is_cut=end is not None)


def count_cases(session: Session, viewer: Viewer, wanted: CasesWanted) -> Count:
    """How many cases fit, as far as one looks."""
    stream = _stream(viewer, replace(wanted, after=None), REACH + 1)
    counted = select(func.count())
    looked_at = session.scalar(counted.select_from(stream)) or 0
    conditions = _conditions(session, wanted)
    fitting = session.scalar(_joined(counted, stream).where(*conditions)) if conditions else None
    number = looked_at if fitting is None else fitting
    return Count(min(number, REACH), is_more=looked_at > REACH)


def every_case(session: Session, viewer: Viewer, wanted: CasesWanted) -> Iterator[FoundCase]:
    """Every case that fits, page after page."""
    asked = replace(wanted, after=None, limit=500)
    while True:
        page = find_cases(session, viewer, asked)
        yield from page.cases
        if page.next is None:
            return
        asked = replace(asked, after=page.next)


_COLUMNS = select(
    ProcessInstance.id,
    ProcessInstance.process_key,
    Definition.version,
    ProcessInstance.business_key,
    Campaign.code.label("campaign"),
    Unit.name.label("unit"),
    Nomination.nominee,
    Nomination.award,
    ProcessInstance.status,
    Nomination.status.label("nomination_status"),
    ProcessInstance.started_at,
    ProcessInstance.ended_at,
)


def _stream(viewer: Viewer, wanted: CasesWanted, size: int) -> Subquery:
    """The next cases of the order, of the campaign and the unit that were asked for."""
    filters, number = wanted.filters, ProcessInstance.id
    query = select(number).where(sees_instance(viewer))
    if filters.campaign:
        campaign = select(Campaign.id).where(Campaign.code == filters.campaign)
        query = query.where(ProcessInstance.campaign_id == campaign.scalar_subquery())
    if filters.unit:
        unit = select(Unit.id).where(Unit.code == filters.unit)
        query = query.where(ProcessInstance.unit_id == unit.scalar_subquery())
    is_newest = wanted.order is Order.NEWEST
    if wanted.after is not None:
        query = query.where(number < wanted.after if is_newest else number > wanted.after)
    return query.order_by(number.desc() if is_newest else number.asc()).limit(size).subquery()


def _order(stream: Subquery, wanted: CasesWanted) -> ColumnElement[Any]:
    return stream.c.id.desc() if wanted.order is Order.NEWEST else stream.c.id.asc()


def _joined(query: Select[*tuple[Any, ...]], stream: Subquery) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(stream)
        .join(ProcessInstance, ProcessInstance.id == stream.c.id)
        .join(Definition, Definition.id == ProcessInstance.definition_id)
        .join(Campaign, Campaign.id == ProcessInstance.campaign_id)
        .outerjoin(Nomination, Nomination.id == ProcessInstance.nomination_id)
        .outerjoin(Unit, Unit.id == ProcessInstance.unit_id)
    )


def _end_of(session: Session, stream: Subquery, wanted: CasesWanted) -> int | None:
    """Where looking stopped, unless there was nothing left to look at."""
    query = select(stream.c.id).order_by(_order(stream, wanted))
    return session.scalar(query.offset(REACH - 1).limit(1))


def _conditions(session: Session, wanted: CasesWanted) -> list[ColumnElement[bool]]:
    filters = wanted.filters
    found = [*_plain(filters), *_period(filters), *map(_about, filters.term.split())]
    if filters.rule:
        found.append(_rule_applied(filters.rule))
    if filters.actor:
        found.append(_entries(AuditEntry.actor.in_(_actors(session, filters.actor))))
    if filters.deviations:
        events = [event for one in filters.deviations for event in _EVENTS[one]]
        found.append(_entries(AuditEntry.event.in_(events)))
    if filters.is_late:
        found.append(_was_late(wanted.now))
    return found


def _plain(filters: CaseFilters) -> Iterator[ColumnElement[bool]]:
    if filters.process:
        yield ProcessInstance.process_key == filters.process
    if filters.award is not None:
        yield Nomination.award == filters.award
    if isinstance(filters.state, InstanceStatus):
        yield ProcessInstance.status == filters.state
    elif filters.state is not None:
        yield Nomination.status == filters.state


def _period(filters: CaseFilters) -> Iterator[ColumnElement[bool]]:
    """A case was under way between two days if it began before the end and ended after."""
    if filters.begins is not None:
        begins = datetime.combine(filters.begins, time.min, LOCAL_ZONE)
        yield or_(ProcessInstance.ended_at.is_(None), ProcessInstance.ended_at >= begins)
    if filters.ends is not None:
        ends = datetime.combine(filters.ends, time.min, LOCAL_ZONE) + timedelta(days=1)
        yield ProcessInstance.started_at < ends


def _about(word: str) -> ColumnElement[bool]:
    is_named = mentions(word, Nomination.nominee, ProcessInstance.business_key)
    number = read_case_number(word)
    return is_named if number is None else or_(is_named, ProcessInstance.id == number)


def _rule_applied(code: str) -> ColumnElement[bool]:
    wanted, called = code.lower(), RuleResult.annotations[_CODE].as_string()
    of_code = or_(func.lower(RuleResult.rule_id) == wanted, func.lower(called) == wanted)
    return exists().where(RuleResult.instance_id == ProcessInstance.id, of_code)


def _entries(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the ledger holds such an entry of the case."""
    return exists().where(AuditEntry.instance_id == ProcessInstance.id, condition)


def _actors(session: Session, name: str) -> list[str]:
    """The people of a name, as the ledger calls them."""
    about = (mentions(word, Person.name, Person.username) for word in name.split())
    return [f"person:{number}" for number in session.scalars(select(Person.id).where(*about))]


def _was_late(now: datetime) -> ColumnElement[bool]:
    """A task was done after it was due, or taken away because it was, or waits still."""
    missed = or_(
        and_(UserTask.status == TaskStatus.OPEN, UserTask.due_at < now),
        and_(UserTask.status == TaskStatus.COMPLETED, UserTask.due_at < UserTask.closed_at),
        and_(UserTask.status == TaskStatus.CANCELLED, UserTask.due_at <= UserTask.closed_at),
    )
    of_case = exists().where(UserTask.instance_id == ProcessInstance.id, missed)
    return or_(of_case, func.coalesce(Nomination.is_late, False))


def _with_deviations(session: Session, cases: Sequence[FoundCase]) -> list[FoundCase]:
    query = (
        select(AuditEntry.instance_id, AuditEntry.event)
        .where(
            AuditEntry.instance_id.in_([one.id for one in cases]),
            AuditEntry.event.in_(_DEVIATION_OF),
        )
        .distinct()
    )
    had: dict[int | None, set[Deviation]] = {}
    for number, event in session.execute(query):
        had.setdefault(number, set()).add(_DEVIATION_OF[Event(event)])
    return [replace(one, deviations=_in_order(had.get(one.id, ()))) for one in cases]


def _in_order(deviations: Iterable[Deviation]) -> tuple[Deviation, ...]:
    return tuple(sorted(deviations, key=list(Deviation).index))


def _with_lateness(
    session: Session, cases: Sequence[FoundCase], now: datetime
) -> tuple[FoundCase, ...]:
    query = (
        select(ProcessInstance.id)
        .outerjoin(Nomination, Nomination.id == ProcessInstance.nomination_id)
        .where(ProcessInstance.id.in_([one.id for one in cases]), _was_late(now))
    )
    late = set(session.scalars(query))
    return tuple(replace(one, is_late=one.id in late) for one in cases)
