"""Saying when somebody is away, and who stands in meanwhile."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotFound
from service.models import Absence
from service.operations.receivers import require_person
from service.operations.staffing import refuse_to_leave_nobody
from service.permissions import check_may_arrange, day_of
from service.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlannedAbsence:
    """Who is to be away, from the first day to the last, and who stands in."""

    person_id: int
    starts_on: date
    ends_on: date
    substitute_id: int | None = None


def announce_absence(
    uow: UnitOfWork, planned: PlannedAbsence, *, is_confirmed: bool = False
) -> Absence:
    """Say that somebody is away; it ends by itself after the last day.

    Where a task would have nobody left, nothing happens until that is confirmed.
    """
    check_may_arrange(uow.session, uow.actor.person_id, planned.person_id)
    _check(uow, planned)
    absence = Absence(
        person_id=planned.person_id,
        substitute_id=planned.substitute_id,
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
        made_by_id=uow.actor.person_id,
        made_at=uow.now,
    )
    with refuse_to_leave_nobody(uow, _days(uow, planned), is_confirmed=is_confirmed):
        uow.session.add(absence)
        uow.flush()
    _record(uow, Event.ABSENCE_ANNOUNCED, absence)
    return absence


def end_absence(uow: UnitOfWork, absence_id: int) -> Absence:
    """Call an absence off: who was away is back, and nobody stands in any more."""
    absence = uow.session.get(Absence, absence_id, with_for_update=True)
    if absence is None:
        raise NotFound("absence.not_found", id=absence_id)
    check_may_arrange(uow.session, uow.actor.person_id, absence.person_id)
    if absence.ended_at is not None or absence.ends_on < day_of(uow.now):
        raise Conflict("absence.over")
    absence.ended_at = uow.now
    _record(uow, Event.ABSENCE_ENDED, absence)
    return absence


def _check(uow: UnitOfWork, planned: PlannedAbsence) -> None:
    require_person(uow, planned.person_id, "person")
    if planned.ends_on < planned.starts_on:
        raise Invalid({"ends_on": ["before_start"]})
    if planned.ends_on < day_of(uow.now):
        raise Invalid({"ends_on": ["past"]})
    if _meets_another(uow, planned.person_id, planned):
        raise Conflict("absence.overlaps")
    if planned.substitute_id is not None:
        _check_substitute(uow, planned, planned.substitute_id)


def _check_substitute(uow: UnitOfWork, planned: PlannedAbsence, substitute_id: int) -> None:
    """Nobody stands in for themselves, or while away: that would be a chain without an end."""
    substitute = require_person(uow, substitute_id, "substitute")
    if substitute_id == planned.person_id:
        raise Invalid({"substitute": ["oneself"]})
    if _meets_another(uow, substitute_id, planned):
        raise Invalid({"substitute": ["away"]}, "task.receiver_away", name=substitute.name)


def _meets_another(uow: UnitOfWork, person_id: int, planned: PlannedAbsence) -> bool:
    others = select(Absence.id).where(
        Absence.person_id == person_id,
        Absence.ended_at.is_(None),
        Absence.starts_on <= planned.ends_on,
        Absence.ends_on >= planned.starts_on,
    )
    return uow.session.scalars(others.limit(1)).first() is not None


def _days(uow: UnitOfWork, planned: PlannedAbsence) -> list[date]:
    """The days on which fewer people are there than the day before, within the absence."""
    first = max(planned.starts_on, day_of(uow.now))
    others = select(Absence.starts_on).where(
        Absence.ended_at.is_(None), Absence.starts_on > first, Absence.starts_on <= planned.ends_on
    )
    return sorted({first, *uow.session.scalars(others)})


def _record(uow: UnitOfWork, event: Event, absence: Absence) -> None:
    substitute = {"substitute": absence.substitute_id} if absence.substitute_id else {}
    uow.record(
        event,
        detail={"absence": absence.id, "person": absence.person_id, **substitute},
        values={
            "starts_on": absence.starts_on.isoformat(),
            "ends_on": absence.ends_on.isoformat(),
        },
    )
