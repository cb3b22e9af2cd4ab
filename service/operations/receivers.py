"""Whoever is to get a task: somebody with an account, who is there today."""

from service.errors import Invalid
from service.models import Person
from service.permissions import day_of, people_away
from service.unit_of_work import UnitOfWork


def require_person(uow: UnitOfWork, person_id: int, field: str) -> Person:
    """Return somebody who can sign in, or say in which field there is nobody."""
    person = uow.session.get(Person, person_id)
    if person is None or not person.is_active:
        raise Invalid({field: ["no_such_account"]})
    return person


def require_present(uow: UnitOfWork, person_id: int, field: str) -> Person:
    """Return somebody who is there today, or say that they are away."""
    person = require_person(uow, person_id, field)
    if person_id in people_away(uow.session, day_of(uow.now)):
        raise Invalid({field: ["away"]}, "task.receiver_away", name=person.name)
    return person
