"""What a person may see: the one condition every list and page passes through."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import Session

from service.db.statements import fetch
from service.models import (
    UNIT_GROUPS,
    Group,
    Membership,
    Nomination,
    NominationStatus,
    Person,
    ProcessInstance,
    TaskCandidate,
    TaskStatus,
    UserTask,
)
from service.permissions import Stead, all_steads, steads_of

#: Members of these see every case of the department.
_SEE_ALL = frozenset(Group) - UNIT_GROUPS - {Group.COUNCIL_MEMBER}
#: Processes that concern the whole department and name no nominee.
_COMMON = ("campaign", "council_session")
#: Where a nomination stands from the council's list on.
_COUNCIL_SAW = (
    NominationStatus.COUNCIL,
    NominationStatus.FORWARDED,
    NominationStatus.AWARDED,
    NominationStatus.DOWNGRADED,
    NominationStatus.NOT_PASSED,
    NominationStatus.OVER_QUOTA,
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person, with the groups and units they act for."""

    person_id: int
    name: str
    username: str
    locale: str
    groups: frozenset[Group]
    #: Pairs of group and unit, for the groups that belong to a unit.
    unit_groups: frozenset[tuple[Group, int]]
    #: Those whose tasks reach this person today.
    steads: tuple[Stead, ...] = ()

    @property
    def sees_all(self) -> bool:
        """Whether every case of the department is open to this person."""
        return bool(self.groups & _SEE_ALL)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units whose cases this person sees."""
        return frozenset(unit for _, unit in self.unit_groups)


def find_viewer(session: Session, person_id: int, day: date | None = None) -> Viewer | None:
    """The person with the memberships of this moment, unless the account is closed.

    Without a day nobody is known to stand in for anybody.
    """
    person = session.get(Person, person_id)
    if person is None or not person.is_active:
        return None
    rows = fetch(session.connection(), _MEMBERSHIPS, {"person": person_id})
    return Viewer(
        person_id=person.id,
        name=person.name,
        username=person.username,
        locale=person.locale,
        groups=frozenset(row.group for row in rows),
        unit_groups=frozenset(
            (row.group, row.unit_id)
            for row in rows
            if row.group in UNIT_GROUPS and row.unit_id is not None
        ),
        steads=steads_of(session, person_id, day) if day is not None else (),
    )


_MEMBERSHIPS = select(Membership.group, Membership.unit_id).where(
    Membership.person_id == bindparam("person")
)


def onlooker(viewer: Viewer | None, person: Person) -> Viewer:
    """Somebody who looks at a rehearsal: as themselves if they play in it, and at everything."""
    if viewer is not None:
        return replace(viewer, groups=viewer.groups | {Group.AUDITOR})
    nobody = 0
    return Viewer(
        nobody, person.name, person.username, person.locale, frozenset({Group.AUDITOR}), frozenset()
    )


def sees_instance(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on ``ProcessInstance`` that it is open to the viewer."""
    if viewer.sees_all:
        return true()
    return or_(ProcessInstance.unit_id.in_(viewer.unit_ids), *ways_besides_units(viewer))


def people_who_see(session: Session, instance: ProcessInstance, day: date) -> Sequence[Person]:
    """The same asked the other way round: everybody to whom a case is open, by name."""
    seen_by = [
        Membership.group.in_(_groups_that_see(session, instance)),
        and_(Membership.group.in_(UNIT_GROUPS), Membership.unit_id == instance.unit_id),
    ]
    members = select(Membership.person_id).where(or_(*seen_by))
    ways = [Person.id.in_(members), *_has_had_task(instance)]
    if instance.nomination_id is not None:
        own = select(Nomination.person_id).where(Nomination.id == instance.nomination_id)
        ways.append(Person.id.in_(own))
    ways.append(Person.id.in_(_substitutes_who_see(session, instance, day)))
    people = select(Person).where(Person.is_active, or_(*ways))
    return session.scalars(people.order_by(Person.name, Person.id)).all()


def _groups_that_see(session: Session, instance: ProcessInstance) -> set[Group]:
    groups = set(_SEE_ALL)
    if instance.process_key == "campaign":
        groups |= UNIT_GROUPS
    before = _before_the_council().where(Nomination.id == instance.nomination_id)
    if instance.process_key in _COMMON or session.scalar(before) is not None:
        groups.add(Group.COUNCIL_MEMBER)
    return groups


def _has_had_task(instance: ProcessInstance) -> Iterator[ColumnElement[bool]]:
    for whose in (UserTask.assignee_id, UserTask.completed_by_id, UserTask.acting_for_id):
        had = select(whose).where(UserTask.instance_id == instance.id, whose.is_not(None))
        yield Person.id.in_(had)


def _substitutes_who_see(session: Session, instance: ProcessInstance, day: date) -> list[int]:
    waiting = select(UserTask.id).where(
        UserTask.instance_id == instance.id, UserTask.status == TaskStatus.OPEN
    )
    return [
        person
        for person, steads in all_steads(session, day).items()
        if session.scalar(waiting.where(or_(*map(goes_over, steads))).limit(1)) is not None
    ]


def ways_besides_units(viewer: Viewer) -> list[ColumnElement[bool]]:
    """The conditions on ``ProcessInstance`` that open a case of any unit to the viewer.

    Each alone can be answered from an index; together, in one list, they cannot.
    """
    own = ProcessInstance.nomination_id.in_(
        select(Nomination.id).where(Nomination.person_id == viewer.person_id)
    )
    ways = [own, *_has_task(viewer)]
    if Group.COUNCIL_MEMBER in viewer.groups:
        ways.append(ProcessInstance.process_key.in_(_COMMON))
        ways.append(ProcessInstance.nomination_id.in_(_before_the_council()))
    if viewer.unit_groups:
        ways.append(ProcessInstance.process_key == "campaign")
    return ways


def memberships_of(viewer: Viewer) -> list[tuple[Group, int | None]]:
    """The groups a viewer acts for, each with its unit if it is one of a unit."""
    everywhere = sorted(viewer.groups - UNIT_GROUPS)
    return [*((group, None) for group in everywhere), *sorted(viewer.unit_groups)]


def offered_to(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on ``TaskCandidate`` that the offer includes the viewer."""
    return _offered_among(memberships_of(viewer))


def stands_in(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on ``UserTask`` that it reaches the viewer in somebody's stead."""
    return or_(false(), *map(goes_over, viewer.steads))


def goes_over(stead: Stead) -> ColumnElement[bool]:
    """The condition on ``UserTask`` that it reaches whoever stands in."""
    offers = exists().where(TaskCandidate.task_id == UserTask.id)
    offered = offers.where(_offered_among(stead.memberships))
    theirs = and_(UserTask.assignee_id == stead.person_id, UserTask.acting_for_id.is_(None))
    reached = or_(
        and_(UserTask.assignee_id.is_(None), offered),
        and_(theirs, offers if stead.is_whole else offered),
    )
    if stead.process_key is None:
        return reached
    of_process = select(ProcessInstance.id).where(ProcessInstance.process_key == stead.process_key)
    return and_(reached, UserTask.instance_id.in_(of_process))


def _offered_among(memberships: Iterable[tuple[Group, int | None]]) -> ColumnElement[bool]:
    everywhere = [group for group, unit in memberships if unit is None]
    choices: list[ColumnElement[bool]] = [TaskCandidate.group.in_(everywhere)]
    choices += [
        and_(TaskCandidate.group == group, TaskCandidate.unit_id == unit)
        for group, unit in sorted(memberships, key=str)
        if unit is not None
    ]
    return or_(false(), *choices)


def _has_task(viewer: Viewer) -> list[ColumnElement[bool]]:
    mine = (UserTask.assignee_id, UserTask.completed_by_id, UserTask.acting_for_id)
    ways = [whose == viewer.person_id for whose in mine]
    if viewer.steads:
        ways.append(and_(UserTask.status == TaskStatus.OPEN, stands_in(viewer)))
    return [ProcessInstance.id.in_(select(UserTask.instance_id).where(way)) for way in ways]


def has_or_did(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on ``UserTask`` that the viewer has it or did it, or somebody for them."""
    return or_(
        UserTask.assignee_id == viewer.person_id,
        UserTask.completed_by_id == viewer.person_id,
        UserTask.acting_for_id == viewer.person_id,
    )


def _before_the_council() -> Select[int]:
    return select(Nomination.id).where(Nomination.status.in_(_COUNCIL_SAW))


def find_person_id(session: Session, username: str) -> int | None:
    """The person with this username in this database."""
    return session.scalar(select(Person.id).where(Person.username == username))
