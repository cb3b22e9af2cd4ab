"""What an administrator does to an instance: suspend, resume, cancel, take back."""

from sqlalchemy import func, select

from service.actions import Step
from service.actions.cancelling import tell_cancelled
from service.audit.events import Event
from service.errors import Conflict
from service.models import (
    PENDING,
    InstanceStatus,
    ProcessInstance,
    Subscription,
    TaskStatus,
    TimerJob,
    TimerState,
    UserTask,
)
from service.operations import advance
from service.operations.incidents import close_passed_incidents
from service.operations.instances import instance_sources, lock_instance
from service.operations.reasons import said
from service.operations.surroundings import InstanceSurroundings
from service.permissions import check_may_administer
from service.unit_of_work import UnitOfWork
from workflows import Engine, NoWayBack


def suspend_instance(
    uow: UnitOfWork, instance_id: int, reason: str, revision: int | None = None
) -> ProcessInstance:
    """Hold an instance still: nobody claims or completes, timers and messages wait.

    It is the administrator's means, not the legal suspension of a nomination.
    """
    instance = _running(uow, instance_id, revision)
    reason = said("reason", reason)
    if instance.suspended_at is not None:
        raise Conflict("instance.suspended", reason=instance.suspension_reason)
    instance.suspended_at, instance.suspension_reason = uow.now, reason
    _record(uow, Event.INSTANCE_SUSPENDED, instance, reason)
    return instance


def resume_instance(
    uow: UnitOfWork, instance_id: int, reason: str, revision: int | None = None
) -> ProcessInstance:
    """Let an instance go on; what fell due meanwhile does what its timers say of being late."""
    instance = _running(uow, instance_id, revision)
    reason = said("reason", reason)
    if instance.suspended_at is None:
        raise Conflict("instance.not_suspended")
    instance.suspended_at = instance.suspension_reason = None
    _record(uow, Event.INSTANCE_RESUMED, instance, reason)
    return instance


def cancel_instance(
    uow: UnitOfWork, instance_id: int, reason: str, revision: int | None = None
) -> ProcessInstance:
    """End an instance where it stands; its state and history stay, what it is about is told."""
    instance = _running(uow, instance_id, revision)
    reason = said("reason", reason)
    _refuse_while_others_run(uow, instance)
    instance.status = InstanceStatus.CANCELLED
    instance.ended_at = uow.now
    instance.suspended_at = instance.suspension_reason = None
    _drop_what_waits(uow, instance)
    tell_cancelled(Step(uow, instance, {}, ""), reason)
    close_passed_incidents(uow, instance)
    _record(uow, Event.INSTANCE_CANCELLED, instance, reason)
    return instance


def take_back(
    uow: UnitOfWork,
    engine: Engine,
    instance_id: int,
    element_id: str,
    reason: str,
    revision: int | None = None,
) -> ProcessInstance:
    """Reach an earlier element anew; what was done before stays done and on record."""
    instance = _running(uow, instance_id, revision)
    reason = said("reason", reason)
    try:
        state = engine.go_back(
            instance_sources(uow, engine, instance),
            instance.document,
            element_id,
            InstanceSurroundings(uow, instance),
        )
    except NoWayBack as error:
        raise Conflict("instance.no_way_back", element=element_id) from error
    advance.store(
        uow,
        instance,
        state,
        Event.INSTANCE_WENT_BACK,
        {"element": element_id},
        {"reason": reason},
    )
    return instance


def _running(uow: UnitOfWork, instance_id: int, revision: int | None) -> ProcessInstance:
    instance = lock_instance(uow, instance_id)
    check_may_administer(uow.session, uow.actor.person_id, instance)
    if instance.status != InstanceStatus.RUNNING:
        raise Conflict("instance.ended")
    if revision is not None and revision != instance.revision:
        raise Conflict("instance.changed")
    return instance


def _refuse_while_others_run(uow: UnitOfWork, instance: ProcessInstance) -> None:
    """A campaign is what everything in it waits for, so it goes last."""
    if instance.process_key != "campaign":
        return
    others = uow.session.scalar(
        select(func.count(ProcessInstance.id)).where(
            ProcessInstance.campaign_id == instance.campaign_id,
            ProcessInstance.id != instance.id,
            ProcessInstance.status == InstanceStatus.RUNNING,
        )
    )
    if others:
        raise Conflict("instance.others_run", number=others)


def _drop_what_waits(uow: UnitOfWork, instance: ProcessInstance) -> None:
    session = uow.session
    of_instance = {"instance_id": instance.id}
    for task in session.scalars(select(UserTask).filter_by(**of_instance, status=TaskStatus.OPEN)):
        advance.close_task(uow, task, TaskStatus.CANCELLED)
        detail = {"task": task.id, "element": task.element_id}
        uow.record(Event.TASK_CANCELLED, instance_id=instance.id, detail=detail)
    timers = select(TimerJob).filter_by(**of_instance).where(TimerJob.state.in_(PENDING))
    for timer in session.scalars(timers):
        timer.state = TimerState.CANCELLED
    for waiting in session.scalars(select(Subscription).filter_by(**of_instance)):
        session.delete(waiting)


def _record(uow: UnitOfWork, event: Event, instance: ProcessInstance, reason: str) -> None:
    instance.revision += 1
    uow.record(
        event,
        instance_id=instance.id,
        nomination_id=instance.nomination_id,
        values={"reason": reason},
    )
