"""Whom an open task waits for: the one answer for notices, reminders and calendars."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from service.errors import NotAllowed
from service.models import Membership, Person, TaskStatus, UserTask
from service.permissions import check_may_complete


def candidates_for(session: Session, task: UserTask) -> list[Person]:
    """List who may do an open task now: whom it names, else those of its groups.

    Nobody is among them who would be refused: a nominee, or who prepared what is to be approved.
    """
    if task.status != TaskStatus.OPEN:
        return []
    return [one for one in _asked(session, task) if _may_complete(session, one, task)]


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


def _may_complete(session: Session, person: Person, task: UserTask) -> bool:
    try:
        check_may_complete(session, person.id, task, task.instance)
    except NotAllowed:
        return False
    return True
