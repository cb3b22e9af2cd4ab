"""Everything that is waiting to be done by nobody in particular: messages and due timers."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from service.errors import Conflict
from service.models import TimerJob, TimerState
from service.operations.failures import put_off_message, put_off_timer
from service.operations.groups import due_terms, turn_terms
from service.operations.messages import deliver_message, deliverable_messages
from service.operations.timers import due_timers, fire_timer
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork
from workflows import Engine

log = logging.getLogger(__name__)

PutOff = Callable[[UnitOfWork, Engine, int, Exception], None]


def work_off(units_of_work: UnitsOfWork, engine: Engine) -> int:
    """Deliver messages and fire due timers until nothing is left; say how many steps it took.

    Messages go first, so that a timer sees what was said before it fell due. Each step is a
    unit of work of its own: one that fails is put off and holds up nobody else.
    """
    steps = _turn_terms(units_of_work)
    while done := _deliver_all(units_of_work, engine) + _fire_next(units_of_work, engine):
        steps += done
    return steps


def next_due_at(units_of_work: UnitsOfWork) -> datetime | None:
    """When the next timer falls due."""
    with units_of_work.read() as session:
        return session.scalar(
            select(TimerJob.due_at)
            .where(TimerJob.state == TimerState.WAITING)
            .order_by(TimerJob.due_at)
            .limit(1)
        )


def _turn_terms(units_of_work: UnitsOfWork) -> int:
    """Begin and end what has come due in groups, before anybody is looked for in them."""
    with units_of_work.read() as session:
        if not due_terms(session, units_of_work.now()):
            return 0
    with units_of_work.open(Actor.clock()) as uow:
        return turn_terms(uow)


def _deliver_all(units_of_work: UnitsOfWork, engine: Engine) -> int:
    with units_of_work.read() as session:
        waiting = deliverable_messages(session, units_of_work.now())
    return sum(
        _attempt(units_of_work, engine, message_id, deliver_message, put_off_message)
        for message_id in waiting
    )


def _fire_next(units_of_work: UnitsOfWork, engine: Engine) -> int:
    """Fire the timers due now up to the first that does something: it may have said something."""
    with units_of_work.read() as session:
        due = due_timers(session, units_of_work.now())
    for timer_id in due:
        if _attempt(units_of_work, engine, timer_id, fire_timer, put_off_timer):
            return 1
    return 0


def _attempt(
    units_of_work: UnitsOfWork,
    engine: Engine,
    row_id: int,
    step: Callable[[UnitOfWork, Engine, int], bool],
    put_off: PutOff,
) -> bool:
    try:
        with units_of_work.open(Actor.clock()) as uow:
            return step(uow, engine, row_id)
    # Whatever goes wrong in one instance must not stop the clock for the others.
    except Exception as error:
        if _is_contention(error):
            return False
        log.exception("step_failed")
        return _put_off(units_of_work, engine, row_id, put_off, error)


def _put_off(
    units_of_work: UnitsOfWork, engine: Engine, row_id: int, put_off: PutOff, error: Exception
) -> bool:
    try:
        with units_of_work.open(Actor.clock()) as uow:
            put_off(uow, engine, row_id, error)
    except Conflict:
        # Somebody is at work on the same instance: the next tick tries, and counts, again.
        return False
    return True


def _is_contention(error: Exception) -> bool:
    """Whether only a lock was in the way, which uses up no try."""
    return isinstance(error, Conflict) and error.code == "conflict.busy"
