"""Whom an open task waits for: the one answer for notices, reminders and calendars."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from service.errors import NotAllowed
from service.models import Membership, Person, TaskStatus, UserTask
from service.permissions import all_steads, check_may_complete, day_of, people_away


def candidates_for(session: Session, task: UserTask, now: datetime) -> list[Person]:
    """List who may do an open task now: whom it names, else those of its groups.

    For whoever is away it is their substitute. Nobody is among them who would be refused: a
    nominee, or who prepared what is to be approved.
    """
    if task.status != TaskStatus.OPEN:
        return []
    asked = [*_asked(session, task)]
    asked += _substitutes(session, {one.id for one in asked}, now)
    able = [one for one in asked if _may_complete(session, one, task, now)]
    away = people_away(session, day_of(now))
    # Where nobody is there at all, those who are away are better than no one.
    return [one for one in able if one.id not in away] or able


def _substitutes(session: Session, asked: set[int], now: datetime) -> Sequence[Person]:
    """Those who stand in for somebody who is asked."""
    standing_in = {
        by
        for by, steads in all_steads(session, day_of(now)).items()
        if by not in asked and any(one.person_id in asked for one in steads)
    }
    if not standing_in:
        return ()
    people = select(Person).where(Person.id.in_(standing_in), Person.is_active)
    return session.scalars(people.order_by(Person.id)).all()


def _asked(session: Session, task: UserTask) -> Sequence[Person]:
    wanted = Person.id == task.assignee_id if task.assignee_id else Person.id.in_(_members(task))
    people = select(Person).where(wanted, Person.is_active).order_by(Person.id)
    return session.scalars(people).all()


def _members(task: UserTask) -> Select[int]:
    offers = [
        and_(
            Membership.group == one.group,
            Membership.unit_id == one.unit_id if one.unit_id else true(),
        )
        for one in task.candidates
    ]
    return select(Membership.person_id).where(or_(false(), *offers))


def _may_complete(session: Session, person: Person, task: UserTask, now: datetime) -> bool:
    try:
        check_may_complete(session, person.id, task, task.instance, now)
    except NotAllowed:
        return False
    return True
