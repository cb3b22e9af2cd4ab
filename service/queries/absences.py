"""Who is away, who stands in, and what keeps whom away from which case."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from service.models import (
    OUTCOMES,
    Absence,
    Group,
    Interest,
    Membership,
    Nomination,
    Person,
    ProcessInstance,
    StandingDelegation,
    UserTask,
)
from service.permissions import Away, away_from, people_away
from service.queries.viewers import Viewer, sees_instance


def list_absences(session: Session, viewer: Viewer, day: date) -> Sequence[Absence]:
    """Absences that are not over: one's own, those one arranges, those one stands in for."""
    wanted = select(Absence).where(
        Absence.ended_at.is_(None),
        Absence.ends_on >= day,
        or_(_arranged(viewer, Absence.person_id), Absence.substitute_id == viewer.person_id),
    )
    wanted = wanted.options(joinedload(Absence.person), joinedload(Absence.substitute))
    return session.scalars(wanted.order_by(Absence.starts_on, Absence.id)).all()


def list_delegations(session: Session, viewer: Viewer, day: date) -> Sequence[StandingDelegation]:
    """Standing delegations that are not over, of the same people."""
    given = StandingDelegation
    wanted = select(given).where(
        given.ended_at.is_(None),
        or_(given.ends_on.is_(None), given.ends_on >= day),
        or_(_arranged(viewer, given.person_id), given.delegate_id == viewer.person_id),
    )
    wanted = wanted.options(joinedload(given.person), joinedload(given.delegate))
    return session.scalars(wanted.order_by(given.starts_on, given.id)).all()


def list_interests(session: Session, viewer: Viewer) -> Sequence[Interest]:
    """What keeps people away: of oneself, or of everybody for the standing body, nobody else."""
    is_office = Group.STANDING_BODY in viewer.groups
    whose = true() if is_office else Interest.person_id == viewer.person_id
    wanted = select(Interest).where(Interest.ended_at.is_(None), whose)
    wanted = wanted.options(
        joinedload(Interest.person),
        joinedload(Interest.nominee),
        joinedload(Interest.nomination).joinedload(Nomination.campaign),
    )
    return session.scalars(wanted.order_by(Interest.id)).all()


def open_nominations(session: Session, viewer: Viewer) -> Sequence[Nomination]:
    """The nominations under way whose cases the viewer sees."""
    seen = select(ProcessInstance.nomination_id).where(sees_instance(viewer))
    wanted = select(Nomination).where(
        Nomination.status.not_in(OUTCOMES),
        Nomination.id.in_(seen.where(ProcessInstance.nomination_id.is_not(None))),
    )
    wanted = wanted.options(joinedload(Nomination.campaign))
    return session.scalars(wanted.order_by(Nomination.campaign_id, Nomination.number)).all()


def arranged_people(session: Session, viewer: Viewer) -> Sequence[Person]:
    """Whose absences the viewer records: oneself, the own unit for its head, or everybody."""
    return session.scalars(_people().where(_arranged(viewer, Person.id))).all()


def everybody(session: Session) -> Sequence[Person]:
    """Everybody who can sign in, by name."""
    return session.scalars(_people()).all()


def possible_receivers(
    session: Session, viewer: Viewer, task: UserTask, day: date
) -> Sequence[Person]:
    """Whom the viewer may give a task to: those who are there and need not keep away."""
    away: Away = away_from(session, task, task.instance)
    out = {*away, *people_away(session, day), viewer.person_id}
    return [one for one in everybody(session) if one.id not in out]


def _people() -> Select[Person]:
    return select(Person).where(Person.is_active).order_by(Person.name, Person.id)


def _arranged(viewer: Viewer, person: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    if Group.ADMINISTRATOR in viewer.groups:
        return true()
    headed = [unit for group, unit in viewer.unit_groups if group is Group.UNIT_HEAD]
    colleagues = select(Membership.person_id).where(Membership.unit_id.in_(headed))
    return or_(person == viewer.person_id, person.in_(colleagues))
