"""What the clock does: firing the timers of instances, each once, in due order."""

from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from service.audit.events import Event
from service.calendar import load_calendar
from service.models import InstanceStatus, Nomination, ProcessInstance, TimerJob, TimerState
from service.operations import advance
from service.operations.incidents import close_passed_incidents
from service.operations.instances import instance_sources, is_held
from service.operations.surroundings import surroundings_of
from service.unit_of_work import UnitOfWork
from workflows import Engine, LatePolicy

#: A firing later than this after its due moment is marked late.
LATE_AFTER = timedelta(seconds=60)


def due_timers(session: Session, now: datetime, limit: int = 100) -> list[int]:
    """The ids of the timers that may fire now, in the order they fell due.

    Those of an instance that is suspended, or of a nomination that a legal ground holds still,
    wait with it; and what fell due after a step that is to be tried again waits its turn.
    """
    earlier = aliased(TimerJob)
    is_held = exists().where(
        ProcessInstance.id == TimerJob.instance_id,
        Nomination.id == ProcessInstance.nomination_id,
        Nomination.suspended_at.is_not(None),
    )
    is_suspended = exists().where(
        ProcessInstance.id == TimerJob.instance_id, ProcessInstance.suspended_at.is_not(None)
    )
    is_behind = exists().where(
        earlier.instance_id == TimerJob.instance_id,
        earlier.state == TimerState.WAITING,
        earlier.not_before > now,
        tuple_(earlier.due_at, earlier.id) < tuple_(TimerJob.due_at, TimerJob.id),
    )
    return list(
        session.scalars(
            select(TimerJob.id)
            .where(
                TimerJob.state == TimerState.WAITING,
                TimerJob.due_at <= now,
                or_(TimerJob.not_before.is_(None), TimerJob.not_before <= now),
                ~or_(is_held, is_suspended, is_behind),
            )
            .order_by(TimerJob.due_at, TimerJob.id)
            .limit(limit)
        )
    )


def fire_timer(uow: UnitOfWork, engine: Engine, timer_id: int) -> bool:
    """Let one due timer take effect; says whether it did or was folded into a later one."""
    job = uow.session.get_one(TimerJob, timer_id)
    # The instance is locked before its timer everywhere, so that nobody waits in a ring.
    instance = uow.session.get(
        ProcessInstance,
        job.instance_id,
        with_for_update={"skip_locked": True},
        populate_existing=True,
    )
    if instance is None or instance.status != InstanceStatus.RUNNING:
        return False
    uow.session.refresh(job)
    if job.state != TimerState.WAITING or job.due_at > uow.now or _stands_still(uow, instance):
        return False
    _mark(uow, job, load_calendar(uow.session).version)
    if _is_overtaken(uow, job):
        return _set_aside(uow, instance, job, TimerState.COALESCED, Event.TIMER_COALESCED)
    if _is_skipped(job):
        return _set_aside(uow, instance, job, TimerState.SKIPPED, Event.TIMER_SKIPPED)
    job.state = TimerState.FIRED
    state = engine.fire_timer(
        instance_sources(uow, engine, instance),
        instance.document,
        job.engine_task_id,
        surroundings_of(uow, instance),
    )
    advance.store(uow, instance, state, Event.TIMER_FIRED, _detail(job))
    return True


def _stands_still(uow: UnitOfWork, instance: ProcessInstance) -> bool:
    return instance.suspended_at is not None or is_held(uow, instance)


def _is_skipped(job: TimerJob) -> bool:
    """Whether the diagram wants nothing of a late timer; a failed try makes nobody late."""
    return job.late_policy == LatePolicy.SKIP and job.late_by is not None and not job.attempts


def _mark(uow: UnitOfWork, job: TimerJob, calendar_version: str) -> None:
    late_by = uow.now - max(job.due_at, job.armed_at)
    job.fired_at = uow.now
    job.late_by = int(late_by.total_seconds()) if late_by > LATE_AFTER else None
    job.calendar_version = calendar_version


def _is_overtaken(uow: UnitOfWork, job: TimerJob) -> bool:
    """Whether a later reminder of the same instance is due as well: one is enough."""
    if job.late_policy != LatePolicy.COALESCE:
        return False
    later = select(TimerJob.id).where(
        TimerJob.instance_id == job.instance_id,
        TimerJob.state == TimerState.WAITING,
        TimerJob.late_policy == LatePolicy.COALESCE.value,
        TimerJob.due_at > job.due_at,
        TimerJob.due_at <= uow.now,
    )
    return uow.session.scalars(later.limit(1)).first() is not None


def _set_aside(
    uow: UnitOfWork, instance: ProcessInstance, job: TimerJob, state: TimerState, event: Event
) -> bool:
    job.state = state
    uow.record(event, instance_id=job.instance_id, detail=_detail(job))
    close_passed_incidents(uow, instance)
    return True


def _detail(job: TimerJob) -> dict[str, str | int | bool]:
    return {
        "timer": job.id,
        "element": job.element_id,
        "due": job.due_at.isoformat(),
        "late_by": job.late_by or 0,
        "calendar": job.calendar_version or "",
    }
