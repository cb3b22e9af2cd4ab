"""Where an inbox reads from: what indexes hold of the open tasks a person may see, in order.

Every stream is cut short, so that no page takes longer because there is more work in the house.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, false, or_, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import literal_column

from service.models import Group, TaskCandidate, Unit, UserTask
from service.permissions import Stead
from service.queries.inbox_asked import Due, Sort, Tab, Wanted, last_moment
from service.queries.viewers import Viewer, goes_over, memberships_of, ways_besides_units

#: As the indexes of open tasks say it: a bound value would keep the databases from using them.
IS_OPEN: ColumnElement[bool] = UserTask.status == literal_column("'open'")


@dataclass(frozen=True, slots=True)
class Stream:
    """The first ``size`` tasks of an order, as a table of ``id`` and ``due_at``."""

    table: Subquery
    size: int
    sort: Sort

    @property
    def order(self) -> tuple[ColumnElement[Any], ...]:
        """The order the tasks are read in; what has no due date comes last."""
        if self.sort is Sort.NEWEST:
            return (self.table.c.id.desc(),)
        return self.table.c.due_at.asc().nulls_last(), self.table.c.id.asc()


def stream_of(viewer: Viewer, wanted: Wanted, size: int) -> Stream:
    """The first tasks of a tab; those of the newest order still have to be asked whose they are."""
    if wanted.sort is Sort.NEWEST:
        return Stream(_newest(wanted, size).subquery(), size, wanted.sort)
    # Whoever is in no group is offered nothing, which is a part too.
    found_in = list(_parts(viewer, wanted, size)) or [_tasks(false()).query]
    parts = [part.subquery() for part in found_in]
    found = union(*(select(part.c.id, part.c.due_at) for part in parts)).subquery()
    first = select(found).where(*_asked_of(found, wanted)).limit(size)
    first = first.order_by(found.c.due_at.asc().nulls_last(), found.c.id)
    return Stream(first.subquery(), size, wanted.sort)


@dataclass(frozen=True, slots=True)
class _Scan:
    """An index in the order of due dates, and the part of it to read.

    Of few cases all open tasks are read: asked for the first in order, a database would go
    through everybody's to find them.
    """

    query: Select[*tuple[Any, ...]]
    due_at: InstrumentedAttribute[datetime | None]
    id: InstrumentedAttribute[int]
    is_of_few_cases: bool = False


def _newest(wanted: Wanted, size: int) -> Select[*tuple[Any, ...]]:
    query = select(UserTask.id, UserTask.due_at).order_by(UserTask.id.desc()).limit(size)
    return query.where(UserTask.id < wanted.after.id) if wanted.after else query


def _parts(viewer: Viewer, wanted: Wanted, size: int) -> Iterator[Select[*tuple[Any, ...]]]:
    for scan in _scans(viewer, wanted):
        if scan.is_of_few_cases:
            yield scan.query
        else:
            yield from (part.limit(size) for part in _dated_and_undated(scan, wanted))


def _asked_of(found: Subquery, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What the parts that are read whole do not say by themselves."""
    after, due_at = wanted.after, found.c.due_at
    if until := last_moment(wanted):
        yield due_at < until
    elif wanted.filters.due is Due.NONE:
        yield due_at.is_(None)
    if after is not None and after.due_at is None:
        yield and_(due_at.is_(None), found.c.id > after.id)
    elif after is not None:
        later = tuple_(due_at, found.c.id) > (after.due_at, after.id)
        yield or_(due_at.is_(None), later)


def _dated_and_undated(scan: _Scan, wanted: Wanted) -> Iterator[Select[*tuple[Any, ...]]]:
    after = wanted.after
    if wanted.filters.due is not Due.NONE and (after is None or after.due_at is not None):
        dated = scan.query.where(scan.due_at.is_not(None)).order_by(scan.due_at, scan.id)
        if until := last_moment(wanted):
            dated = dated.where(scan.due_at < until)
        if after is not None:
            dated = dated.where(tuple_(scan.due_at, scan.id) > (after.due_at, after.id))
        yield dated
    if wanted.filters.due in (None, Due.NONE):
        undated = scan.query.where(scan.due_at.is_(None)).order_by(scan.id)
        is_among_them = after is not None and after.due_at is None
        yield undated.where(scan.id > after.id) if after and is_among_them else undated


def _scans(viewer: Viewer, wanted: Wanted) -> Iterator[_Scan]:
    if wanted.tab is Tab.MINE:
        yield _tasks(UserTask.assignee_id == viewer.person_id)
    elif wanted.tab is Tab.GROUPS:
        yield from _offers(memberships_of(viewer), is_free=True)
        yield from map(_in_stead, viewer.steads)
    elif viewer.sees_all:
        yield _tasks(_of_unit(wanted))
    else:
        yield from _all_of(viewer)


def _all_of(viewer: Viewer) -> Iterator[_Scan]:
    yield _tasks(UserTask.assignee_id == viewer.person_id)
    yield from _offers(memberships_of(viewer), is_free=False)
    for unit_id in sorted(viewer.unit_ids):
        yield _tasks(UserTask.case_unit_id == unit_id)
    for way in ways_besides_units(viewer):
        query = select(UserTask.id, UserTask.due_at).join(UserTask.instance).where(IS_OPEN, way)
        yield _Scan(query, UserTask.due_at, UserTask.id, is_of_few_cases=True)


def _of_unit(wanted: Wanted) -> ColumnElement[bool] | None:
    if not wanted.filters.unit:
        return None
    unit = select(Unit.id).where(Unit.code == wanted.filters.unit).scalar_subquery()
    return UserTask.case_unit_id == unit


def _tasks(which: ColumnElement[bool] | None) -> _Scan:
    query = select(UserTask.id, UserTask.due_at).where(IS_OPEN)
    return _Scan(query if which is None else query.where(which), UserTask.due_at, UserTask.id)


def _in_stead(stead: Stead) -> _Scan:
    """What reaches somebody in another one's stead: few people do so at a time."""
    return _tasks(goes_over(stead))


def _offers(memberships: Iterable[tuple[Group, int | None]], *, is_free: bool) -> Iterator[_Scan]:
    """The offers to each of these groups; one that is taken is no offer to the others."""
    for group, unit_id in memberships:
        query = select(TaskCandidate.task_id.label("id"), TaskCandidate.due_at).where(
            TaskCandidate.group == group, TaskCandidate.unit_id == unit_id
        )
        if is_free:
            query = query.join(TaskCandidate.task).where(UserTask.assignee_id.is_(None))
        yield _Scan(query, TaskCandidate.due_at, TaskCandidate.task_id)
