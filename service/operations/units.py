"""Units: which there are, what they are called, and which are dissolved."""

import re

from sqlalchemy import func, select

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotFound
from service.models import Term, TermState, Unit, UnitStatus
from service.operations.reasons import said
from service.permissions import check_may_keep_accounts
from service.unit_of_work import UnitOfWork

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
_LONGEST_NAME = 200


def create_unit(uow: UnitOfWork, code: str, name: str) -> Unit:
    """Add a unit that can propose and be proposed."""
    check_may_keep_accounts(uow.session, uow.actor.person_id)
    code, name = code.strip(), said("name", name, longest=_LONGEST_NAME)
    if not _CODE.fullmatch(code):
        raise Invalid({"code": ["not_a_unit_code"]})
    if uow.session.scalar(select(Unit.id).where(func.lower(Unit.code) == code.lower())):
        raise Conflict("people.unit_taken", unit=code)
    unit = Unit(code=code, name=name)
    uow.session.add(unit)
    uow.flush()
    uow.record(Event.UNIT_CREATED, detail={"unit": unit.id}, values={"code": code, "name": name})
    return unit


def rename_unit(uow: UnitOfWork, unit_id: int, name: str, seen: int | None = None) -> Unit:
    """Change what a unit is called; its code stays, because cases are filed under it."""
    unit = _lock(uow, unit_id, seen)
    name = said("name", name, longest=_LONGEST_NAME)
    if name != unit.name:
        unit.name = name
        _record(uow, Event.UNIT_CHANGED, unit, name=name)
    return unit


def dissolve_unit(uow: UnitOfWork, unit_id: int, seen: int | None = None) -> Unit:
    """Dissolve a unit nobody acts for any more; what it did stays on record."""
    unit = _lock(uow, unit_id, seen)
    if unit.status is UnitStatus.DISSOLVED:
        return unit
    acting = select(func.count(Term.id)).where(
        Term.unit_id == unit_id, Term.state != TermState.OVER
    )
    if number := uow.session.scalar(acting):
        raise Conflict("people.unit_in_use", unit=unit.name, number=number)
    unit.status = UnitStatus.DISSOLVED
    _record(uow, Event.UNIT_DISSOLVED, unit)
    return unit


def restore_unit(uow: UnitOfWork, unit_id: int, seen: int | None = None) -> Unit:
    """Let a dissolved unit propose and be proposed again."""
    unit = _lock(uow, unit_id, seen)
    if unit.status is UnitStatus.DISSOLVED:
        unit.status = UnitStatus.ACTIVE
        _record(uow, Event.UNIT_RESTORED, unit)
    return unit


def _lock(uow: UnitOfWork, unit_id: int, seen: int | None) -> Unit:
    check_may_keep_accounts(uow.session, uow.actor.person_id)
    unit = uow.session.get(Unit, unit_id, with_for_update=True, populate_existing=True)
    if unit is None:
        raise NotFound("people.unit_not_found")
    if seen is not None and seen != unit.revision:
        raise Conflict("unit.changed", unit=unit.name)
    return unit


def _record(uow: UnitOfWork, event: Event, unit: Unit, **values: str) -> None:
    unit.revision += 1
    uow.record(event, detail={"unit": unit.id}, values=values)
