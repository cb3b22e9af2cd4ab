"""What becomes of a timer or message whose step failed: another try later, then an incident."""

from datetime import timedelta

from service.audit.events import Event
from service.models import Incident, Message, MessageState, TimerJob, TimerState
from service.unit_of_work import UnitOfWork

#: How long to wait after the first, second … failure; then a person has to look.
PAUSES = (timedelta(seconds=30), timedelta(minutes=5))


def put_off_timer(uow: UnitOfWork, timer_id: int, cause: str) -> None:
    """Note that a timer's step failed; it is tried again later, or becomes an incident."""
    job = uow.session.get_one(TimerJob, timer_id)
    if _put_off(uow, job, cause):
        job.state = TimerState.FAILED
        _open(uow, Incident(timer_id=job.id, instance_id=job.instance_id, cause=cause))
    uow.record(Event.TIMER_FAILED, instance_id=job.instance_id, detail={"timer": job.id})


def put_off_message(uow: UnitOfWork, message_id: int, cause: str) -> None:
    """Note that a message's step failed; it is tried again later, or becomes an incident."""
    message = uow.session.get_one(Message, message_id)
    if _put_off(uow, message, cause):
        message.state = MessageState.FAILED
        _open(uow, Incident(message_id=message.id, cause=cause))
    uow.record(Event.MESSAGE_FAILED, detail={"message": message.id})


def _put_off(uow: UnitOfWork, job: TimerJob | Message, cause: str) -> bool:
    """Say whether the tries are used up."""
    job.last_error = cause
    job.attempts += 1
    if job.attempts > len(PAUSES):
        return True
    job.not_before = uow.now + PAUSES[job.attempts - 1]
    return False


def _open(uow: UnitOfWork, incident: Incident) -> None:
    incident.opened_at = uow.now
    uow.session.add(incident)
    uow.session.flush()
    uow.record(
        Event.INCIDENT_OPENED, instance_id=incident.instance_id, detail={"incident": incident.id}
    )
