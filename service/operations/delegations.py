"""Standing delegations: tasks of a process or a group reach another person as well."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotFound
from service.models import (
    Definition,
    DefinitionKind,
    Group,
    Membership,
    StandingDelegation,
)
from service.operations.receivers import require_person
from service.operations.staffing import refuse_to_leave_nobody
from service.permissions import check_may_arrange, day_of
from service.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlannedDelegation:
    """Whose tasks are to reach whom: of one process or group, or all; until a day, or further."""

    person_id: int
    delegate_id: int
    starts_on: date
    ends_on: date | None = None
    process_key: str | None = None
    group: Group | None = None


def make_delegation(uow: UnitOfWork, planned: PlannedDelegation) -> StandingDelegation:
    """Let a person's tasks reach a delegate, who does them in that person's stead."""
    check_may_arrange(uow.session, uow.actor.person_id, planned.person_id)
    _check(uow, planned)
    delegation = StandingDelegation(
        person_id=planned.person_id,
        delegate_id=planned.delegate_id,
        process_key=planned.process_key,
        group=planned.group,
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
        made_by_id=uow.actor.person_id,
        made_at=uow.now,
    )
    uow.session.add(delegation)
    uow.flush()
    _record(uow, Event.DELEGATION_MADE, delegation)
    return delegation


def end_delegation(
    uow: UnitOfWork, delegation_id: int, *, is_confirmed: bool = False
) -> StandingDelegation:
    """End a standing delegation; where a task would have nobody left, that is confirmed first."""
    delegation = uow.session.get(StandingDelegation, delegation_id, with_for_update=True)
    if delegation is None:
        raise NotFound("delegation.not_found", id=delegation_id)
    check_may_arrange(uow.session, uow.actor.person_id, delegation.person_id)
    today = day_of(uow.now)
    is_past = delegation.ends_on is not None and delegation.ends_on < today
    if delegation.ended_at is not None or is_past:
        raise Conflict("delegation.over")
    with refuse_to_leave_nobody(uow, [today], is_confirmed=is_confirmed):
        delegation.ended_at = uow.now
        uow.flush()
    _record(uow, Event.DELEGATION_ENDED, delegation)
    return delegation


def _check(uow: UnitOfWork, planned: PlannedDelegation) -> None:
    require_person(uow, planned.person_id, "person")
    require_person(uow, planned.delegate_id, "delegate")
    if planned.delegate_id == planned.person_id:
        raise Invalid({"delegate": ["oneself"]})
    if planned.ends_on is not None and planned.ends_on < planned.starts_on:
        raise Invalid({"ends_on": ["before_start"]})
    if planned.ends_on is not None and planned.ends_on < day_of(uow.now):
        raise Invalid({"ends_on": ["past"]})
    if planned.process_key is not None and not _is_process(uow, planned.process_key):
        raise Invalid({"process": ["not_an_option"]})
    if planned.group is not None and not _is_in(uow, planned.person_id, planned.group):
        raise Invalid({"group": ["not_an_option"]})


def _is_process(uow: UnitOfWork, key: str) -> bool:
    known = select(Definition.id).where(
        Definition.kind == DefinitionKind.PROCESS, Definition.key == key
    )
    return uow.session.scalars(known.limit(1)).first() is not None


def _is_in(uow: UnitOfWork, person_id: int, group: Group) -> bool:
    known = select(Membership.id).where(
        Membership.person_id == person_id, Membership.group == group
    )
    return uow.session.scalars(known.limit(1)).first() is not None


def _record(uow: UnitOfWork, event: Event, delegation: StandingDelegation) -> None:
    uow.record(
        event,
        detail={
            "delegation": delegation.id,
            "person": delegation.person_id,
            "delegate": delegation.delegate_id,
            "process": delegation.process_key or "",
            "group": delegation.group or "",
        },
    )
