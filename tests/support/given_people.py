"""Builders of units and people, through the operations an administrator uses."""

from sqlalchemy import select

from service.models import UNIT_GROUPS, AuditEntry, Group, Person, Unit
from service.operations.credentials import set_password
from service.operations.people import NewPerson, create_person
from service.operations.units import create_unit
from service.queries.viewers import find_viewer
from service.unit_of_work import Actor, UnitsOfWork

PASSWORD = "một mật khẩu dài"


class GivenPeople:
    units_of_work: UnitsOfWork

    def unit(self, code: str = "VP") -> Unit:
        with self.units_of_work.open(Actor.system()) as uow:
            return create_unit(uow, code, f"Đơn vị {code}")

    def person(
        self, username: str, *groups: Group, unit: Unit | None = None, name: str = ""
    ) -> Person:
        """Create somebody with these groups; those of a unit are of the given one."""
        memberships = tuple(
            (group, unit.id if unit and group in UNIT_GROUPS else None) for group in groups
        )
        new = NewPerson(
            username=username,
            name=name or f"Người {username}",
            email=f"{username}@example.org",
            is_demo=True,
            memberships=memberships,
        )
        with self.units_of_work.open(Actor.system()) as uow:
            person = create_person(uow, new)
            uow.session.refresh(person, ["memberships"])
            return person

    def member(self, username: str, *groups: Group, unit: Unit | None = None) -> Person:
        """Create somebody who can sign in with ``PASSWORD``."""
        person = self.person(username, *groups, unit=unit)
        with self.units_of_work.open(Actor.system()) as uow:
            set_password(uow, person.id, PASSWORD)
        return person

    def recorded(self):
        """The events of the ledger, in order."""
        with self.units_of_work.read() as session:
            return session.scalars(select(AuditEntry.event).order_by(AuditEntry.sequence)).all()

    def groups_of(self, person):
        """The groups a person acts for at this moment."""
        with self.units_of_work.read() as session:
            viewer = find_viewer(session, person.id)
            return viewer.groups if viewer is not None else None
