"""People, units and groups as an administrator looks at them."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import joinedload, selectinload

from service.models import Group, Membership, Person, Session, Term, TermState, Unit
from service.queries.folding import Folded, fold, mentions


class Standing(enum.StrEnum):
    """Which accounts a list shows."""

    ACTIVE = "active"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class PeopleWanted:
    """What an administrator asked the list of people for."""

    term: str = ""
    standing: Standing = Standing.ACTIVE
    group: Group | None = None
    unit: str = ""
    #: The last person of the page before.
    after: int | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some people by name, and after whom the next ones come."""

    people: tuple[Person, ...]
    next: int | None


def list_people(session: DatabaseSession, wanted: PeopleWanted) -> PeoplePage:
    """People by name, with what they act for; a page begins after the last of the one before."""
    query = (
        select(Person)
        .where(*_conditions(wanted), *_after(session, wanted.after))
        .order_by(Folded(Person.name), Person.id)
        .limit(wanted.limit + 1)
        .options(selectinload(Person.memberships).joinedload(Membership.unit))
    )
    found = session.scalars(query).all()
    shown = tuple(found[: wanted.limit])
    return PeoplePage(shown, shown[-1].id if len(found) > wanted.limit else None)


def count_people(session: DatabaseSession, wanted: PeopleWanted) -> int:
    """How many people the whole list has."""
    query = select(func.count(Person.id)).where(*_conditions(wanted))
    return session.scalars(query).one()


def find_person(session: DatabaseSession, person_id: int) -> Person | None:
    """A person with the groups of this moment."""
    return session.scalar(
        select(Person)
        .where(Person.id == person_id)
        .options(selectinload(Person.memberships).joinedload(Membership.unit))
    )


def terms_of(session: DatabaseSession, person_id: int) -> Sequence[Term]:
    """Every group of a person from when to when: the running ones first, then the latest."""
    return session.scalars(
        select(Term)
        .where(Term.person_id == person_id)
        .options(joinedload(Term.unit))
        .order_by(_by_state(), Term.id.desc())
    ).all()


def terms_in(session: DatabaseSession, group: Group, *, over: bool = False) -> Sequence[Term]:
    """Who is in a group or will be, by unit and name; or who was."""
    state = Term.state == TermState.OVER if over else Term.state != TermState.OVER
    return session.scalars(
        select(Term)
        .join(Term.person)
        .outerjoin(Term.unit)
        .where(Term.group == group, state)
        .options(joinedload(Term.unit), joinedload(Term.person))
        .order_by(func.coalesce(Unit.name, ""), Folded(Person.name), Term.id)
    ).all()


def count_members(session: DatabaseSession) -> dict[Group, int]:
    """How many people with an open account each group has."""
    rows = session.execute(
        select(Membership.group, func.count(Membership.person_id.distinct()))
        .join(Membership.person)
        .where(Person.is_active)
        .group_by(Membership.group)
    )
    return dict.fromkeys(Group, 0) | {row[0]: row[1] for row in rows}


def list_units(session: DatabaseSession) -> Sequence[tuple[Unit, int]]:
    """Every unit by name, with how many people act for it."""
    acting = (
        select(func.count(Membership.person_id.distinct()))
        .join(Membership.person)
        .where(Membership.unit_id == Unit.id, Person.is_active)
        .scalar_subquery()
    )
    rows = session.execute(select(Unit, acting).order_by(Unit.status, Folded(Unit.name), Unit.id))
    return [(unit, number) for unit, number in rows]


def find_unit(session: DatabaseSession, unit_id: int) -> Unit | None:
    """A unit."""
    return session.get(Unit, unit_id)


def last_seen(session: DatabaseSession, person_id: int) -> datetime | None:
    """When somebody was last here, if ever."""
    return session.scalar(select(func.max(Session.seen_at)).where(Session.person_id == person_id))


def _conditions(wanted: PeopleWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.term.strip():
        found.append(mentions(wanted.term, Person.name, Person.username, Person.position))
    if wanted.standing is not Standing.ALL:
        found.append(Person.is_active.is_(wanted.standing is Standing.ACTIVE))
    if wanted.group or wanted.unit:
        found.append(Person.id.in_(_members(wanted)))
    return found


def _members(wanted: PeopleWanted) -> Select[int]:
    members = select(Membership.person_id)
    if wanted.group:
        members = members.where(Membership.group == wanted.group)
    if wanted.unit:
        members = members.join(Membership.unit).where(Unit.code == wanted.unit)
    return members


def _after(session: DatabaseSession, person_id: int | None) -> list[ColumnElement[bool]]:
    last = session.get(Person, person_id) if person_id is not None else None
    if last is None:
        return []
    name = Folded(Person.name)
    return [or_(name > fold(last.name), and_(name == fold(last.name), Person.id > last.id))]


def _by_state() -> ColumnElement[int]:
    order = {TermState.RUNNING: 0, TermState.PLANNED: 1, TermState.OVER: 2}
    return case(order, value=Term.state)
