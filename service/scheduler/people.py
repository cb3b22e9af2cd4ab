"""Looking after people at every tick: tasks left to nobody, substitutes whose time is over.

Whatever can change who may do a task is an entry of the ledger, or the beginning of a day. So a
tick looks only at what the entries since the last one name, and at everything once a day, after a
start and after a change about people.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from service.errors import Conflict
from service.models import (
    AuditEntry,
    AuditHead,
    Incident,
    IncidentKind,
    InstanceStatus,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from service.operations.staffing import tasks_without_anybody
from service.operations.unstaffed import (
    close_report,
    end_standing_in,
    report_task_left_to_nobody,
)
from service.permissions import LIST_PROCESSES, day_of
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork

#: Events about people, who may then be away, or there, or tied to any case.
_ABOUT_PEOPLE = ("person:", "unit:", "absence:", "delegation:", "interest:", "campaign:")
#: They come and go many times a day and change nothing about anybody's tasks.
_SAY_NOTHING = frozenset({"person:signed_in", "person:signed_out", "person:credentials_set"})


@dataclass(slots=True)
class Watch:
    """How far the ledger has been looked at, and on which day."""

    sequence: int | None = None
    day: date | None = None


def look_after_people(units_of_work: UnitsOfWork, watch: Watch) -> int:
    """Report tasks left to nobody and end standing in; say how many tasks that was about."""
    day = day_of(units_of_work.now())
    with units_of_work.read() as session:
        sequence = session.scalars(select(AuditHead.sequence)).one()
        if (sequence, day) == (watch.sequence, watch.day):
            return 0
        instances = _named_since(session, watch.sequence) if day == watch.day else None
        held, known = _held_in_stead(session), _known(session)
    done = _each(units_of_work, end_standing_in, held)
    with units_of_work.read() as session:
        left = [one.id for one in tasks_without_anybody(session, day, instances)]
    done += _each(units_of_work, report_task_left_to_nobody, set(left) - known)
    done += _each(units_of_work, close_report, known)
    if None not in done:
        watch.sequence, watch.day = sequence, day
    return sum(map(bool, done))


def _named_since(session: Session, sequence: int | None) -> Sequence[int] | None:
    """The instances to look at since an entry of the ledger; None stands for all."""
    if sequence is None:
        return None
    since = select(AuditEntry.event, AuditEntry.instance_id).where(AuditEntry.sequence > sequence)
    entries = session.execute(since.distinct()).all()
    if any(one.event.startswith(_ABOUT_PEOPLE) for one in entries if one.event not in _SAY_NOTHING):
        return None
    named = {one.instance_id for one in entries} - {None}
    return _touched_by(session, named) if named else ()


def _touched_by(session: Session, named: Iterable[int]) -> Sequence[int]:
    """These instances, those of the same unit, and those in which a list is signed."""
    changed = aliased(ProcessInstance)
    of_same_unit = select(changed.unit_id).where(changed.id.in_(named))
    return session.scalars(
        select(ProcessInstance.id).where(
            ProcessInstance.status == InstanceStatus.RUNNING,
            or_(
                ProcessInstance.id.in_(named),
                ProcessInstance.unit_id.in_(of_same_unit),
                ProcessInstance.process_key.in_(LIST_PROCESSES),
            ),
        )
    ).all()


def _held_in_stead(session: Session) -> Sequence[int]:
    return session.scalars(
        select(UserTask.id).where(
            UserTask.status == TaskStatus.OPEN,
            UserTask.acting_for_id.is_not(None),
            UserTask.delegated_at.is_(None),
        )
    ).all()


def _known(session: Session) -> set[int]:
    wanted = select(Incident.task_id).where(
        Incident.kind == IncidentKind.NOBODY, Incident.resolved_at.is_(None)
    )
    return {one for one in session.scalars(wanted) if one is not None}


def _each(
    units_of_work: UnitsOfWork, act: Callable[[UnitOfWork, int], bool], task_ids: Iterable[int]
) -> list[bool | None]:
    """Do something about each task; None where somebody else is at work on its case."""
    return [_try(units_of_work, act, one) for one in sorted(task_ids)]


def _try(
    units_of_work: UnitsOfWork, act: Callable[[UnitOfWork, int], bool], task_id: int
) -> bool | None:
    try:
        with units_of_work.open(Actor.clock()) as uow:
            return act(uow, task_id)
    except Conflict:
        return None
