"""Handing messages to the instances they are for, each exactly once."""

from datetime import datetime

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from service.audit.events import Event
from service.models import (
    InstanceStatus,
    Message,
    MessageKind,
    MessageState,
    Nomination,
    ProcessInstance,
    Subscription,
)
from service.operations import advance
from service.operations.incidents import close_started
from service.operations.instances import (
    Subject,
    find_instance,
    instance_sources,
    is_held,
    start_instance,
)
from service.operations.surroundings import InstanceSurroundings, surroundings_of
from service.unit_of_work import UnitOfWork
from workflows import Engine

#: What reaches a nomination although a legal ground holds it still.
UNHELD = ("suspension_lifted", "suspension_upheld", "withdrawn")


def deliverable_messages(session: Session, now: datetime, limit: int = 100) -> list[int]:
    """The ids of the messages whose instance can take them now, oldest first.

    What was sent to an instance after a message that is to be tried again waits its turn.
    """
    return list(session.scalars(_deliverable(now).limit(limit)))


def deliver_message(uow: UnitOfWork, engine: Engine, message_id: int) -> bool:
    """Hand one message over; says whether it was, or expired because its instance had ended."""
    message = uow.session.get(
        Message, message_id, with_for_update={"skip_locked": True}, populate_existing=True
    )
    if message is None or message.state != MessageState.WAITING:
        return False
    if message.kind == MessageKind.START:
        return _start(uow, engine, message)
    instance = find_instance(
        uow, message.process_key, message.business_key, lock=True, skip_locked=True
    )
    if instance is None or instance.suspended_at is not None:
        return False
    if instance.status != InstanceStatus.RUNNING:
        return _expire(uow, message, instance)
    if message.kind == MessageKind.RETIME:
        return _retime(uow, engine, message, instance)
    return _catch(uow, engine, message, instance)


def waiting_subscription(
    uow: UnitOfWork, instance: ProcessInstance, message: Message
) -> Subscription | None:
    """The element of an instance that takes a message, if one waits for it."""
    return uow.session.scalars(
        select(Subscription)
        .where(Subscription.instance_id == instance.id, Subscription.message == message.name)
        .order_by(Subscription.id)
    ).first()


def _deliverable(now: datetime) -> Select[int]:
    same_instance = and_(
        ProcessInstance.process_key == Message.process_key,
        ProcessInstance.business_key == Message.business_key,
    )
    earlier = aliased(Message)
    is_behind = exists().where(
        earlier.process_key == Message.process_key,
        earlier.business_key == Message.business_key,
        earlier.state == MessageState.WAITING,
        earlier.not_before > now,
        earlier.id < Message.id,
    )
    is_held = exists().where(
        Nomination.id == ProcessInstance.nomination_id, Nomination.suspended_at.is_not(None)
    )
    waits = exists().where(
        Subscription.instance_id == ProcessInstance.id, Subscription.message == Message.name
    )
    ready = or_(
        ProcessInstance.status != InstanceStatus.RUNNING,
        Message.kind == MessageKind.RETIME,
        and_(waits, or_(~is_held, Message.name.in_(UNHELD))),
    )
    return (
        select(Message.id)
        .outerjoin(ProcessInstance, same_instance)
        .where(
            Message.state == MessageState.WAITING,
            or_(Message.not_before.is_(None), Message.not_before <= now),
            or_(Message.kind == MessageKind.START, ready),
            ProcessInstance.suspended_at.is_(None),
            ~is_behind,
        )
        .order_by(Message.id)
    )


def _start(uow: UnitOfWork, engine: Engine, message: Message) -> bool:
    instance = find_instance(uow, message.process_key, message.business_key)
    if instance is None:
        subject = Subject(
            campaign_id=message.campaign_id,
            unit_id=message.subject.get("unit_id"),
            nomination_id=message.subject.get("nomination_id"),
        )
        instance = start_instance(
            uow, engine, message.process_key, message.business_key, subject, message.variables
        )
    _mark_delivered(uow, message, instance)
    return True


def _catch(uow: UnitOfWork, engine: Engine, message: Message, instance: ProcessInstance) -> bool:
    if is_held(uow, instance) and message.name not in UNHELD:
        return False
    waiting = waiting_subscription(uow, instance, message)
    if waiting is None:
        return False
    state = engine.deliver_message(
        instance_sources(uow, engine, instance),
        instance.document,
        waiting.engine_task_id,
        message.variables,
        surroundings_of(uow, instance),
    )
    _mark_delivered(uow, message, instance)
    advance.store(
        uow,
        instance,
        state,
        Event.MESSAGE_DELIVERED,
        {"message": message.id, "element": waiting.element_id},
        {"variables": message.variables},
    )
    return True


def _retime(uow: UnitOfWork, engine: Engine, message: Message, instance: ProcessInstance) -> bool:
    state = engine.retime(
        instance_sources(uow, engine, instance),
        instance.document,
        InstanceSurroundings(uow, instance),
    )
    _mark_delivered(uow, message, instance)
    advance.store(uow, instance, state, Event.MESSAGE_DELIVERED, {"message": message.id})
    return True


def _mark_delivered(uow: UnitOfWork, message: Message, instance: ProcessInstance) -> None:
    message.state = MessageState.DELIVERED
    message.delivered_at = uow.now
    message.delivered_to_id = instance.id
    if message.attempts and message.kind == MessageKind.START:
        close_started(uow, message)


def _expire(uow: UnitOfWork, message: Message, instance: ProcessInstance) -> bool:
    message.state = MessageState.EXPIRED
    uow.record(Event.MESSAGE_EXPIRED, instance_id=instance.id, detail={"message": message.id})
    return True
