"""The inbox: open user tasks of a person, of their groups, and all they may see."""

import enum
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
    TaskStatus,
    Unit,
    UserTask,
)
from service.queries.cursors import Cursor
from service.queries.folding import mentions
from service.queries.viewers import Viewer, offered_to, sees_instance


class Tab(enum.StrEnum):
    """Whose work an inbox shows."""

    MINE = "mine"
    GROUPS = "groups"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked the inbox for."""

    tab: Tab
    now: datetime
    term: str = ""
    unit: str = ""
    late_only: bool = False
    after: Cursor | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One open task with what its case is about."""

    id: int
    name: str
    element_id: str
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
    groups: tuple[Group, ...] = ()

    @property
    def cursor(self) -> Cursor:
        """Where a page that ends with this row ends."""
        return Cursor(self.due_at, self.id)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some rows, and where the next ones begin."""

    rows: tuple[InboxRow, ...]
    next: Cursor | None


def list_tasks(session: Session, viewer: Viewer, wanted: Wanted) -> InboxPage:
    """Open tasks by due date, those without one last."""
    query = _rows().where(*_conditions(viewer, wanted)).limit(wanted.limit + 1)
    found = [InboxRow(**row) for row in session.execute(query).mappings()]
    rows = _with_groups(session, found[: wanted.limit])
    more = len(found) > wanted.limit
    return InboxPage(rows, rows[-1].cursor if more else None)


def count_tasks(session: Session, viewer: Viewer, wanted: Wanted) -> dict[Tab, int]:
    """How many tasks each tab would show with the same search."""
    return {tab: _count(session, viewer, wanted, tab) for tab in Tab}


def waiting_for(session: Session, viewer: Viewer, now: datetime, limit: int) -> list[InboxRow]:
    """What waits for a person next: their own tasks first, then those of their groups."""
    tabs = (Wanted(tab, now, limit=limit) for tab in (Tab.MINE, Tab.GROUPS))
    return [row for wanted in tabs for row in list_tasks(session, viewer, wanted).rows][:limit]


def units_with_cases(session: Session, viewer: Viewer) -> Sequence[Unit]:
    """The units a list can be narrowed to."""
    of_cases = select(ProcessInstance.unit_id).where(sees_instance(viewer))
    return session.scalars(select(Unit).where(Unit.id.in_(of_cases)).order_by(Unit.name)).all()


def _count(session: Session, viewer: Viewer, wanted: Wanted, tab: Tab) -> int:
    asked = Wanted(tab, wanted.now, wanted.term, wanted.unit, wanted.late_only)
    query = _joined(select(func.count(UserTask.id))).where(*_conditions(viewer, asked))
    return session.scalar(query) or 0


def _rows() -> Select[*tuple[Any, ...]]:
    columns = select(
        UserTask.id,
        UserTask.name,
        UserTask.element_id,
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
        Nomination.suspended_at,
    )
    return _joined(columns).order_by(UserTask.due_at.is_(None), UserTask.due_at, UserTask.id)


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .join(Campaign, Campaign.id == ProcessInstance.campaign_id)
        .outerjoin(Nomination, Nomination.id == ProcessInstance.nomination_id)
        .outerjoin(Unit, Unit.id == ProcessInstance.unit_id)
        .outerjoin(Person, Person.id == UserTask.assignee_id)
    )


def _conditions(viewer: Viewer, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [UserTask.status == TaskStatus.OPEN, _whose(viewer, wanted.tab)]
    if wanted.term.strip():
        found.append(_about(wanted.term))
    if wanted.unit:
        found.append(Unit.code == wanted.unit)
    if wanted.late_only:
        found.append(UserTask.due_at < wanted.now)
    if wanted.after:
        found.append(_after(wanted.after))
    return found


def _whose(viewer: Viewer, tab: Tab) -> ColumnElement[bool]:
    if tab is Tab.MINE:
        return UserTask.assignee_id == viewer.person_id
    if tab is Tab.GROUPS:
        return and_(UserTask.assignee_id.is_(None), is_offered(viewer))
    return or_(sees_instance(viewer), is_offered(viewer), UserTask.assignee_id == viewer.person_id)


def is_offered(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on ``UserTask`` that one of the viewer's groups may do it."""
    return exists().where(TaskCandidate.task_id == UserTask.id, offered_to(viewer))


def _about(term: str) -> ColumnElement[bool]:
    columns = (
        UserTask.name,
        Nomination.nominee,
        Unit.name,
        ProcessInstance.business_key,
        Person.name,
    )
    return and_(*(mentions(word, *columns) for word in term.split()))


def _after(cursor: Cursor) -> ColumnElement[bool]:
    further = UserTask.id > cursor.id
    if cursor.due_at is None:
        return and_(UserTask.due_at.is_(None), further)
    same_day = and_(UserTask.due_at == cursor.due_at, further)
    return or_(UserTask.due_at.is_(None), UserTask.due_at > cursor.due_at, same_day)


def _with_groups(session: Session, rows: list[InboxRow]) -> tuple[InboxRow, ...]:
    query = select(TaskCandidate.task_id, TaskCandidate.group).where(
        TaskCandidate.task_id.in_([row.id for row in rows])
    )
    groups: dict[int, list[Group]] = {}
    for task_id, group in session.execute(query.order_by(TaskCandidate.id)):
        groups.setdefault(task_id, []).append(group)
    return tuple(replace(row, groups=tuple(groups.get(row.id, ()))) for row in rows)
