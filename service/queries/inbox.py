"""The inbox: open user tasks of a person, of their groups, and all they may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from service.models import (
    Award,
    Campaign,
    Group,
    Nomination,
    Person,
    ProcessInstance,
    TaskCandidate,
    Unit,
    UserTask,
)
from service.queries.cursors import Cursor
from service.queries.folding import mentions
from service.queries.inbox_asked import Due, Filters, Holding, Sort, Tab, Wanted, last_moment
from service.queries.inbox_streams import IS_OPEN, Stream, stream_of
from service.queries.viewers import Viewer, offered_to, sees_instance, stands_in

#: So many tasks are looked through for what a search or a filter asks; the next page goes on.
REACH = 5_000
#: Up to so many are counted: nobody does more than that today.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One open task with what its case is about."""

    id: int
    name: str
    element_id: str
    form_key: str | None
    instance_id: int
    process_key: str
    business_key: str
    campaign: str
    campaign_name: str
    unit: str | None
    nominee: str | None
    award: Award | None
    assignee_id: int | None
    assignee: str | None
    revision: int
    opened_at: datetime
    due_at: datetime | None
    suspended_at: datetime | None
    acting_for_id: int | None = None
    groups: tuple[Group, ...] = ()
    #: In whose stead the viewer has this task, or may take it.
    in_stead_of: str | None = None

    @property
    def cursor(self) -> Cursor:
        """Where a page that ends with this row ends."""
        return Cursor(self.due_at, self.id)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some rows, and where the next ones begin; ``is_cut`` if that is as far as was looked."""

    rows: tuple[InboxRow, ...]
    next: Cursor | None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many tasks there are, or at least how many."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.is_more else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0 or self.is_more


def list_tasks(session: Session, viewer: Viewer, wanted: Wanted) -> InboxPage:
    """Open tasks in the order that was asked for."""
    conditions = _conditions(viewer, wanted)
    stream = stream_of(viewer, wanted, REACH if conditions else wanted.limit + 1)
    query = _rows(stream).where(*conditions).order_by(*stream.order).limit(wanted.limit + 1)
    found = [InboxRow(**row) for row in session.execute(query).mappings()]
    rows = _with_steads(session, viewer, _with_groups(session, found[: wanted.limit]))
    if len(found) > wanted.limit:
        return InboxPage(rows, rows[-1].cursor)
    end = _end_of(session, stream) if conditions else None
    return InboxPage(rows, end, is_cut=end is not None)


def count_tasks(session: Session, viewer: Viewer, wanted: Wanted) -> dict[Tab, Count]:
    """How many tasks each tab would show with the same search."""
    asked = replace(wanted, after=None)
    return {tab: count_tab(session, viewer, replace(asked, tab=tab)) for tab in Tab}


def count_tab(session: Session, viewer: Viewer, wanted: Wanted, reach: int = REACH) -> Count:
    """How many tasks a tab shows, as far as one looks."""
    conditions = _conditions(viewer, wanted)
    reach = reach if conditions else COUNTED
    stream = stream_of(viewer, wanted, reach + 1)
    counted = select(func.count()).select_from(stream.table)
    looked_at = session.scalar(counted) or 0
    if not conditions:
        return Count(min(looked_at, reach), is_more=looked_at > reach)
    number = session.scalar(_joined(counted, stream).where(*conditions)) or 0
    return Count(number, is_more=looked_at > reach)


def waiting_for(session: Session, viewer: Viewer, now: datetime, limit: int) -> list[InboxRow]:
    """What waits for a person next: their own tasks first, then those of their groups."""
    tabs = (Wanted(tab, now, limit=limit) for tab in (Tab.MINE, Tab.GROUPS))
    return [row for wanted in tabs for row in list_tasks(session, viewer, wanted).rows][:limit]


def find_rows(session: Session, viewer: Viewer, ids: Sequence[int]) -> list[InboxRow]:
    """These open tasks, as far as the viewer may see them, in the order they were asked for."""
    wanted = select(UserTask.id, UserTask.due_at).where(UserTask.id.in_(ids)).subquery()
    stream = Stream(wanted, len(ids), Sort.DUE)
    query = _rows(stream).where(IS_OPEN, _whose(viewer, Tab.ALL))
    found = [InboxRow(**row) for row in session.execute(query).mappings()]
    return sorted(_with_groups(session, found), key=lambda row: ids.index(row.id))


def units_with_cases(session: Session, viewer: Viewer) -> Sequence[Unit]:
    """The units a list can be narrowed to."""
    query = select(Unit).order_by(Unit.name)
    if not viewer.sees_all and Group.COUNCIL_MEMBER not in viewer.groups:
        of_cases = select(ProcessInstance.unit_id).where(sees_instance(viewer))
        query = query.where(Unit.id.in_(of_cases))
    return session.scalars(query).all()


def is_offered(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on ``UserTask`` that one of the viewer's groups may do it."""
    return exists().where(TaskCandidate.task_id == UserTask.id, offered_to(viewer))


def _rows(stream: Stream) -> Select[*tuple[Any, ...]]:
    columns = select(
        UserTask.id,
        UserTask.name,
        UserTask.element_id,
        UserTask.form_key,
        UserTask.instance_id,
        ProcessInstance.process_key,
        ProcessInstance.business_key,
        Campaign.code.label("campaign"),
        Campaign.name.label("campaign_name"),
        Unit.name.label("unit"),
        Nomination.nominee,
        Nomination.award,
        UserTask.assignee_id,
        Person.name.label("assignee"),
        UserTask.revision,
        UserTask.opened_at,
        UserTask.due_at,
        func.coalesce(Nomination.suspended_at, ProcessInstance.suspended_at).label("suspended_at"),
        UserTask.acting_for_id,
    )
    return _joined(columns.select_from(stream.table), stream)


def _joined(query: Select[*tuple[Any, ...]], stream: Stream) -> Select[*tuple[Any, ...]]:
    return (
        query.join(UserTask, UserTask.id == stream.table.c.id)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .join(Campaign, Campaign.id == ProcessInstance.campaign_id)
        .outerjoin(Nomination, Nomination.id == ProcessInstance.nomination_id)
        .outerjoin(Unit, Unit.id == ProcessInstance.unit_id)
        .outerjoin(Person, Person.id == UserTask.assignee_id)
    )


def _conditions(viewer: Viewer, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What a stream does not say by itself."""
    found = _narrowing(wanted.filters)
    if wanted.sort is Sort.NEWEST:
        found += [IS_OPEN, _whose(viewer, wanted.tab), *_due(wanted)]
    return found


def _narrowing(filters: Filters) -> list[ColumnElement[bool]]:
    asked = (
        (ProcessInstance.process_key, filters.process),
        (Campaign.code, filters.campaign),
        (Unit.code, filters.unit),
        (UserTask.element_id, filters.step),
    )
    found = [column == value for column, value in asked if value]
    if filters.state is not None:
        found.append(_HOLDING[filters.state])
    return [*found, *map(_about, filters.term.split())]


_IS_HELD = or_(Nomination.suspended_at.is_not(None), ProcessInstance.suspended_at.is_not(None))
_HOLDING = {
    Holding.FREE: UserTask.assignee_id.is_(None),
    Holding.TAKEN: UserTask.assignee_id.is_not(None),
    Holding.HELD: _IS_HELD,
}


def _due(wanted: Wanted) -> list[ColumnElement[bool]]:
    until = last_moment(wanted)
    if until is not None:
        return [UserTask.due_at < until]
    return [UserTask.due_at.is_(None)] if wanted.filters.due is Due.NONE else []


def _whose(viewer: Viewer, tab: Tab) -> ColumnElement[bool]:
    if tab is Tab.MINE:
        return UserTask.assignee_id == viewer.person_id
    if tab is Tab.GROUPS:
        return or_(and_(UserTask.assignee_id.is_(None), is_offered(viewer)), stands_in(viewer))
    return or_(
        sees_instance(viewer),
        is_offered(viewer),
        UserTask.assignee_id == viewer.person_id,
        stands_in(viewer),
    )


def _about(word: str) -> ColumnElement[bool]:
    return mentions(
        word,
        UserTask.name,
        Nomination.nominee,
        Unit.name,
        ProcessInstance.business_key,
        Person.name,
    )


def _end_of(session: Session, stream: Stream) -> Cursor | None:
    """Where a stream was cut, unless it ended before."""
    query = select(stream.table.c.due_at, stream.table.c.id).order_by(*stream.order)
    last = session.execute(query.offset(stream.size - 1).limit(1)).first()
    return Cursor(last.due_at, last.id) if last is not None else None


def _with_groups(session: Session, rows: list[InboxRow]) -> tuple[InboxRow, ...]:
    query = select(TaskCandidate.task_id, TaskCandidate.group).where(
        TaskCandidate.task_id.in_([row.id for row in rows])
    )
    groups: dict[int, list[Group]] = {}
    for task_id, group in session.execute(query.order_by(TaskCandidate.id)):
        groups.setdefault(task_id, []).append(group)
    return tuple(replace(row, groups=tuple(groups.get(row.id, ()))) for row in rows)


def _with_steads(
    session: Session, viewer: Viewer, rows: tuple[InboxRow, ...]
) -> tuple[InboxRow, ...]:
    """Say of each row in whose stead the viewer has it, or may take it."""
    reached = _reached(session, viewer, [row.id for row in rows if row.acting_for_id is None])
    for row in rows:
        if row.acting_for_id is not None and row.assignee_id == viewer.person_id:
            reached[row.id] = row.acting_for_id
    if not reached:
        return rows
    found = select(Person.id, Person.name).where(Person.id.in_(set(reached.values())))
    names = {row.id: row.name for row in session.execute(found)}
    return tuple(replace(row, in_stead_of=names.get(reached.get(row.id, 0))) for row in rows)


def _reached(session: Session, viewer: Viewer, task_ids: list[int]) -> dict[int, int]:
    """Which tasks the viewer may do only in somebody's stead, and in whose."""
    found: dict[int, int] = {}
    for stead in reversed(viewer.steads):
        reaches = stands_in(replace(viewer, steads=(stead,)))
        own = and_(UserTask.assignee_id.is_(None), is_offered(viewer))
        wanted = select(UserTask.id).where(UserTask.id.in_(task_ids), reaches, ~own)
        found |= dict.fromkeys(session.scalars(wanted), stead.person_id)
    return found
