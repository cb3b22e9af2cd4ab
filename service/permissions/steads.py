"""Who stands in for whom on a day, and who is there at all."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, null, or_, select, true, union_all
from sqlalchemy.orm import Session

from service.calendar import LOCAL_ZONE
from service.db.statements import fetch
from service.models import Absence, Group, Membership, Person, StandingDelegation
from service.permissions.rules import Stead

_DAY = bindparam("day", type_=Absence.__table__.c.starts_on.type)
_IS_AWAY = (Absence.starts_on <= _DAY, Absence.ends_on >= _DAY, Absence.ended_at.is_(None))
_HAS_DELEGATED = (
    StandingDelegation.starts_on <= _DAY,
    or_(StandingDelegation.ends_on.is_(None), StandingDelegation.ends_on >= _DAY),
    StandingDelegation.ended_at.is_(None),
)
#: Each membership that reaches somebody else, and within which process.
_REACHES = union_all(
    select(
        Absence.substitute_id.label("by_id"),
        Absence.person_id,
        Membership.group,
        Membership.unit_id,
        cast(null(), String).label("process_key"),
        true().label("is_whole"),
    )
    .join(Membership, Membership.person_id == Absence.person_id)
    .join(Person, Person.id == Absence.person_id)
    .where(*_IS_AWAY, Person.is_active),
    select(
        StandingDelegation.delegate_id,
        StandingDelegation.person_id,
        Membership.group,
        Membership.unit_id,
        StandingDelegation.process_key,
        StandingDelegation.group.is_(None),
    )
    .join(Membership, Membership.person_id == StandingDelegation.person_id)
    .join(Person, Person.id == StandingDelegation.person_id)
    .where(
        *_HAS_DELEGATED,
        Person.is_active,
        or_(StandingDelegation.group.is_(None), StandingDelegation.group == Membership.group),
    ),
).subquery()
_REACHES_PERSON = select(_REACHES).where(_REACHES.c.by_id == bindparam("person"))
_ALL_REACHES = select(_REACHES).where(_REACHES.c.by_id.is_not(None))
_PEOPLE_AWAY = select(Absence.person_id).where(*_IS_AWAY)


def day_of(moment: datetime) -> date:
    """The day it is here at a moment: absences are counted in days of this place."""
    return moment.astimezone(LOCAL_ZONE).date()


def steads_of(session: Session, person_id: int, day: date) -> tuple[Stead, ...]:
    """Those whose tasks a person may do in their stead on a day."""
    wanted = {"person": person_id, "day": day}
    return _steads(fetch(session.connection(), _REACHES_PERSON, wanted))


def all_steads(session: Session, day: date) -> Mapping[int, tuple[Stead, ...]]:
    """The same for everybody who stands in for anybody."""
    by: dict[int, list[Any]] = {}
    for row in fetch(session.connection(), _ALL_REACHES, {"day": day}):
        by.setdefault(row.by_id, []).append(row)
    return {person: _steads(rows) for person, rows in by.items()}


def people_away(session: Session, day: date) -> frozenset[int]:
    """Everybody who is away on a day."""
    rows = fetch(session.connection(), _PEOPLE_AWAY, {"day": day})
    return frozenset(row.person_id for row in rows)


def _steads(rows: Iterable[Any]) -> tuple[Stead, ...]:
    found: dict[tuple[int, str | None, bool], set[tuple[Group, int | None]]] = {}
    for row in rows:
        key = (row.person_id, row.process_key, bool(row.is_whole))
        found.setdefault(key, set()).add((row.group, row.unit_id))
    return tuple(
        Stead(person, frozenset(memberships), process, is_whole)
        for (person, process, is_whole), memberships in sorted(found.items(), key=_in_order)
    )


def _in_order(found: tuple[tuple[int, str | None, bool], object]) -> tuple[int, str, bool]:
    person, process, is_whole = found[0]
    return person, process or "", is_whole
