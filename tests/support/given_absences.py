"""Builders of people away, standing delegations and declared interests."""

from datetime import date

from service.models import InterestKind
from service.operations.absences import PlannedAbsence, announce_absence
from service.operations.delegating import delegate_task, take_back_task
from service.operations.delegations import PlannedDelegation, make_delegation
from service.operations.interests import Declared, declare_interest
from service.operations.reassigning import reassign_task
from service.operations.tasks import claim_task, release_task
from service.unit_of_work import Actor, UnitsOfWork


class GivenAbsences:
    units_of_work: UnitsOfWork

    def absence(self, person, starts_on, ends_on, substitute=None, **settings):
        """Let a person say that they are away, from one ISO day to another."""
        planned = PlannedAbsence(
            person.id,
            date.fromisoformat(starts_on),
            date.fromisoformat(ends_on),
            substitute.id if substitute else None,
        )
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return announce_absence(uow, planned, **settings)

    def delegation(self, person, delegate, starts_on, ends_on=None, **scope):
        planned = PlannedDelegation(
            person.id,
            delegate.id,
            date.fromisoformat(starts_on),
            date.fromisoformat(ends_on) if ends_on else None,
            **scope,
        )
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return make_delegation(uow, planned)

    def interest(self, person, kind=InterestKind.OTHER, by=None, **about):
        declared = Declared(person.id, kind, **about)
        with self.units_of_work.open(Actor.person((by or person).id)) as uow:
            return declare_interest(uow, declared)

    def claims(self, person, task):
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return claim_task(uow, task.id)

    def releases(self, person, task):
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return release_task(uow, task.id)

    def delegates(self, person, task, to):
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return delegate_task(uow, task.id, to.id)

    def takes_back(self, person, task):
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return take_back_task(uow, task.id)

    def reassigns(self, person, task, to, reason="nghỉ ốm"):
        with self.units_of_work.open(Actor.person(person.id)) as uow:
            return reassign_task(uow, task.id, to.id, reason)
