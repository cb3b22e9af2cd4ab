"""Telling people: of new tasks at once, of what is due on the morning of each working day."""

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import date, time
from functools import partial

from service.calendar import LOCAL_ZONE, load_calendar
from service.errors import Conflict
from service.operations.notices import (
    Reminder,
    due_reminders,
    note_round,
    remind,
    tell_of_tasks,
)
from service.queries.notices import (
    active_people,
    instances_with_untold_tasks,
    was_round_held,
)
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork

log = logging.getLogger(__name__)

#: When the round of the day begins, local time.
MORNING = time(7, 30)


def tell_people(units_of_work: UnitsOfWork) -> None:
    """Tell whoever has something to do; each person and case in a unit of work of its own."""
    with units_of_work.read() as session:
        untold = instances_with_untold_tasks(session)
    for instance_id in untold:
        _attempt(units_of_work, partial(tell_of_tasks, instance_id=instance_id))
    day = _day_of_round(units_of_work)
    if day is not None:
        _hold_round(units_of_work, day)


def _day_of_round(units_of_work: UnitsOfWork) -> date | None:
    """The day whose round is to be held now: a morning missed is made up for on the same day."""
    local = units_of_work.now().astimezone(LOCAL_ZONE)
    if local.time() < MORNING:
        return None
    with units_of_work.read() as session:
        day = local.date()
        is_due = load_calendar(session).is_working(day) and not was_round_held(session, day)
    return day if is_due else None


def _hold_round(units_of_work: UnitsOfWork, day: date) -> None:
    with units_of_work.trying(Actor.clock()) as uow:
        people = active_people(uow.session)
        reminders: dict[int, list[Reminder]] = defaultdict(list)
        for reminder in due_reminders(uow):
            reminders[reminder.person_id].append(reminder)
    everybody = True
    for person_id in people:
        theirs = reminders.get(person_id, [])
        everybody &= _attempt(units_of_work, partial(remind, person_id=person_id, reminders=theirs))
    if everybody:
        _attempt(units_of_work, partial(note_round, day=day, people=len(people)))


def _attempt(units_of_work: UnitsOfWork, step: Callable[[UnitOfWork], object]) -> bool:
    """Take a step; False where somebody was in the way and it is to be tried again."""
    try:
        with units_of_work.open(Actor.clock()) as uow:
            step(uow)
    except Conflict:
        # Somebody is at work on the same: the next look finds what is left.
        log.info("telling_put_off")
        return False
    # Whatever goes wrong with one person or case, the others are to be told.
    except Exception:
        log.exception("telling_failed")
    return True
