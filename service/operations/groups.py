"""Groups: who belongs to which, from when to when."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.calendar import LOCAL_ZONE
from service.errors import Conflict, Invalid, NotFound
from service.models import (
    UNIT_GROUPS,
    Group,
    Membership,
    Person,
    Term,
    TermState,
    Unit,
    UnitStatus,
)
from service.permissions import check_may_change_groups
from service.unit_of_work import UnitOfWork

_ONE_DAY = timedelta(days=1)


def join_group(
    uow: UnitOfWork,
    person_id: int,
    group: Group,
    unit_id: int | None = None,
    begins_on: date | None = None,
    ends_on: date | None = None,
) -> Term:
    """Put a person in a group, from now or a later day on, to the end of a day or for good."""
    check_may_change_groups(uow.session, uow.actor.person_id, person_id)
    person = uow.session.get(Person, person_id, with_for_update=True)
    if person is None:
        raise NotFound("people.person_not_found")
    unit_id = _check_unit(uow.session, group, unit_id)
    begins_at = max(uow.now, _start_of(begins_on)) if begins_on else uow.now
    ends_at = _end_of(ends_on) if ends_on else None
    if ends_at is not None and ends_at <= begins_at:
        raise Invalid({"ends_on": ["ends_before_it_begins"]})
    if _is_member_or_will_be(uow.session, person_id, group, unit_id):
        raise Conflict("people.already_member", name=person.name)
    term = Term(
        person=person,
        group=group,
        unit_id=unit_id,
        state=TermState.PLANNED,
        begins_at=begins_at,
        ends_at=ends_at,
    )
    uow.session.add(term)
    uow.flush()
    if begins_at <= uow.now:
        _begin(uow, term)
    else:
        _record(uow, Event.PERSON_GROUP_PLANNED, term)
    return term


def leave_group(uow: UnitOfWork, term_id: int, ends_on: date | None = None) -> Term:
    """Let a term end now, or with a day to come; one that has not begun never does."""
    term = uow.session.get(Term, term_id, with_for_update=True, populate_existing=True)
    if term is None:
        raise NotFound("people.term_not_found")
    check_may_change_groups(uow.session, uow.actor.person_id, term.person_id)
    if term.state is TermState.OVER:
        raise Conflict("people.term_over")
    if ends_on is None:
        _check_not_last_administrator(uow.session, term)
        term.ends_at = uow.now
        _end(uow, term)
        return term
    ends_at = _end_of(ends_on)
    if ends_at <= max(uow.now, term.begins_at or uow.now):
        raise Invalid({"ends_on": ["past"]})
    term.ends_at = ends_at
    _record(uow, Event.PERSON_TERM_CHANGED, term)
    return term


def begin(uow: UnitOfWork, person: Person, group: Group, unit_id: int | None) -> Term:
    """Let a term of a new person begin at once."""
    unit_id = _check_unit(uow.session, group, unit_id)
    term = Term(
        person=person, group=group, unit_id=unit_id, state=TermState.RUNNING, begins_at=uow.now
    )
    uow.session.add_all([term, Membership(person=person, group=group, unit_id=unit_id)])
    return term


def turn_terms(uow: UnitOfWork) -> int:
    """Begin and end the terms whose moment has come; say how many."""
    due = due_terms(uow.session, uow.now)
    for term in due:
        if term.state is TermState.RUNNING:
            _end(uow, term)
        else:
            _begin(uow, term)
    return len(due)


def due_terms(session: Session, now: datetime) -> Sequence[Term]:
    """The terms that have to begin or end by now, in the order they were made."""
    begins = (Term.state == TermState.PLANNED) & (Term.begins_at <= now)
    ends = (Term.state == TermState.RUNNING) & (Term.ends_at <= now)
    return session.scalars(select(Term).where(begins | ends).order_by(Term.id)).all()


def record_terms(uow: UnitOfWork) -> int:
    """Give every membership that is older than the records a term without a beginning."""
    known = {
        (one.person_id, one.group, one.unit_id)
        for one in uow.session.scalars(select(Term).where(Term.state == TermState.RUNNING))
    }
    found = [
        Term(person_id=one.person_id, group=one.group, unit_id=one.unit_id, state=TermState.RUNNING)
        for one in uow.session.scalars(select(Membership).order_by(Membership.id))
        if (one.person_id, one.group, one.unit_id) not in known
    ]
    if found:
        uow.session.add_all(found)
        uow.flush()
        uow.record(Event.PERSON_TERMS_RECORDED, detail={"terms": [one.id for one in found]})
    return len(found)


def _check_not_last_administrator(session: Session, term: Term) -> None:
    """Raise where nobody would be left to keep accounts."""
    keeps = term.group is Group.ADMINISTRATOR and term.state is TermState.RUNNING
    if keeps and not has_other(session, term.person_id, Group.ADMINISTRATOR, None):
        raise Conflict("people.last_administrator")


def has_other(session: Session, person_id: int, group: Group, unit_id: int | None) -> bool:
    """Whether somebody else acts for a group, of one unit where the group is one of a unit."""
    others = (
        select(func.count(Membership.id))
        .join(Membership.person)
        .where(
            Membership.group == group,
            Membership.unit_id.is_not_distinct_from(unit_id),
            Membership.person_id != person_id,
            Person.is_active,
        )
    )
    return bool(session.scalar(others))


def _check_unit(session: Session, group: Group, unit_id: int | None) -> int | None:
    """Return the unit a group is of; none for those of the whole department."""
    if group not in UNIT_GROUPS:
        return None
    if unit_id is None:
        raise Invalid({"unit": ["unit_needed"]}, "people.unit_needed", group=group)
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise NotFound("people.unit_not_found")
    if unit.status is UnitStatus.DISSOLVED:
        raise Conflict("people.unit_dissolved", unit=unit.name)
    return unit_id


def _is_member_or_will_be(
    session: Session, person_id: int, group: Group, unit_id: int | None
) -> bool:
    wanted = select(Term.id).where(
        Term.person_id == person_id,
        Term.group == group,
        Term.unit_id.is_not_distinct_from(unit_id),
        Term.state != TermState.OVER,
    )
    return session.scalars(wanted.limit(1)).first() is not None


def _begin(uow: UnitOfWork, term: Term) -> None:
    term.state = TermState.RUNNING
    uow.session.add(Membership(person_id=term.person_id, group=term.group, unit_id=term.unit_id))
    _record(uow, Event.PERSON_JOINED_GROUP, term)


def _end(uow: UnitOfWork, term: Term) -> None:
    term.state = TermState.OVER
    rows = select(Membership).where(
        Membership.person_id == term.person_id,
        Membership.group == term.group,
        Membership.unit_id.is_not_distinct_from(term.unit_id),
    )
    for row in uow.session.scalars(rows):
        uow.session.delete(row)
    uow.flush()
    _record(uow, Event.PERSON_LEFT_GROUP, term)


def _record(uow: UnitOfWork, event: Event, term: Term) -> None:
    unit = {"unit": term.unit_id} if term.unit_id else {}
    until = {"until": term.ends_at.isoformat()} if term.ends_at else {}
    uow.record(
        event,
        detail={"person": term.person_id, "group": term.group, "term": term.id, **unit, **until},
    )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_ZONE)


def _end_of(day: date) -> datetime:
    return _start_of(day + _ONE_DAY)
