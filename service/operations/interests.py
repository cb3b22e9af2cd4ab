"""Declaring what keeps somebody away from a case: a relative, or another interest."""

from dataclasses import dataclass

from sqlalchemy import Select, select

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import Interest, InterestKind, Nomination
from service.operations.receivers import require_person
from service.permissions import check_may_declare
from service.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Declared:
    """Who keeps away from one nomination, or from every nomination of somebody."""

    person_id: int
    kind: InterestKind
    nomination_id: int | None = None
    nominee_id: int | None = None


def declare_interest(uow: UnitOfWork, declared: Declared) -> Interest:
    """Record that somebody keeps away; it holds from now on, whatever they do and for whom."""
    check_may_declare(uow.session, uow.actor.person_id, declared.person_id)
    _check(uow, declared)
    interest = Interest(
        kind=declared.kind,
        person_id=declared.person_id,
        nomination_id=declared.nomination_id,
        nominee_id=declared.nominee_id,
        declared_by_id=uow.actor.person_id,
        declared_at=uow.now,
    )
    uow.session.add(interest)
    uow.flush()
    _record(uow, Event.INTEREST_DECLARED, interest)
    return interest


def end_interest(uow: UnitOfWork, interest_id: int) -> Interest:
    """Take back a declaration made in error; never one about oneself: somebody else has to."""
    interest = uow.session.get(Interest, interest_id, with_for_update=True)
    if interest is None:
        raise NotFound("interest.not_found", id=interest_id)
    check_may_declare(uow.session, uow.actor.person_id, interest.person_id)
    if interest.person_id == uow.actor.person_id:
        raise NotAllowed("interest.own")
    if interest.ended_at is not None:
        raise Conflict("interest.over")
    interest.ended_at = uow.now
    _record(uow, Event.INTEREST_ENDED, interest)
    return interest


def _check(uow: UnitOfWork, declared: Declared) -> None:
    require_person(uow, declared.person_id, "person")
    if (declared.nomination_id is None) == (declared.nominee_id is None):
        raise Invalid({"about": ["required"]})
    if declared.nominee_id is not None:
        require_person(uow, declared.nominee_id, "about")
        if declared.nominee_id == declared.person_id:
            raise Invalid({"about": ["oneself"]})
    elif uow.session.get(Nomination, declared.nomination_id) is None:
        raise NotFound("nomination.not_found", id=declared.nomination_id)
    if uow.session.scalars(_same(declared)).first() is not None:
        raise Conflict("interest.declared_before")


def _same(declared: Declared) -> Select[int]:
    return select(Interest.id).where(
        Interest.person_id == declared.person_id,
        Interest.kind == declared.kind,
        Interest.nomination_id.is_not_distinct_from(declared.nomination_id),
        Interest.nominee_id.is_not_distinct_from(declared.nominee_id),
        Interest.ended_at.is_(None),
    )


def _record(uow: UnitOfWork, event: Event, interest: Interest) -> None:
    # Who is related to whom is personal: the ledger names the row, and who keeps away from what
    # stands in values that can be erased.
    uow.record(
        event,
        detail={"interest": interest.id},
        values={
            "kind": interest.kind.value,
            "person": interest.person_id,
            "nomination": interest.nomination_id,
            "nominee": interest.nominee_id,
        },
    )
