"""What becomes of a step that failed: another try later, then an incident a person looks at."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import DBAPIError

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotAllowed, ServiceError
from service.models import (
    IncidentKind,
    Message,
    MessageKind,
    MessageState,
    ProcessInstance,
    TaskStatus,
    TimerJob,
    TimerState,
    UserTask,
)
from service.operations.drafts import save_draft
from service.operations.incidents import FailedStep, note_incident, reason_of
from service.operations.instances import find_instance, instance_sources, lock_instance
from service.operations.messages import waiting_subscription
from service.texts import sentence
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork
from workflows import Engine, Variables, WorkflowError

log = logging.getLogger(__name__)

#: How long to wait after the first, second … failure; then a person has to look.
PAUSES = (timedelta(seconds=30), timedelta(minutes=5))
#: What a step says to whoever took it: their answers, their rights, or their haste.
_SAID_TO_THE_PERSON = (Invalid, NotAllowed, Conflict, DBAPIError)


class StepBroken(Conflict):
    """A step a person took failed inside the process; nothing of it was kept."""

    def __init__(self, kind: IncidentKind, row_id: int, given: dict[str, Any], name: str) -> None:
        self.kind, self.row_id, self.given = kind, row_id, given
        super().__init__("step.failed", name=name)


class StartBroken(Conflict):
    """A process a person began failed at once; ``keep`` writes the message that begins it later."""

    def __init__(self, name: str, keep: Callable[[UnitOfWork], Message], error: Exception) -> None:
        self.keep = keep
        self._reason = reason_of(error)
        super().__init__("instance.not_started", name=name)

    def sentence(self, locale: str = "vi") -> str:
        """Say what has not begun, and why."""
        code, params = self._reason
        return f"{super().sentence(locale)} {sentence(code, locale, **params)}"


@contextmanager
def begun_later_when_failing(name: str, keep: Callable[[UnitOfWork], Message]) -> Iterator[None]:
    """Tell a process that fails at once from what is wrong with what the person asked for."""
    try:
        yield
    except (ServiceError, DBAPIError):
        raise
    # Whatever else went wrong is not the person's doing.
    except Exception as error:
        raise StartBroken(name, keep, error) from error


@contextmanager
def broken_when_failing(
    kind: IncidentKind, row_id: int, name: str, given: dict[str, Any] | None = None
) -> Iterator[None]:
    """Tell a failure of the process from what a step says to the person who takes it."""
    try:
        yield
    except _SAID_TO_THE_PERSON:
        raise
    # Whatever else went wrong is not the person's doing.
    except Exception as error:
        raise StepBroken(kind, row_id, given or {}, name) from error


@contextmanager
def noting_failures(
    units_of_work: UnitsOfWork, engine: Engine, actor: Actor
) -> Iterator[UnitOfWork]:
    """Open a unit of work; of a step that fails in it nothing is kept but an incident."""
    try:
        with units_of_work.open(actor) as uow:
            yield uow
    except StepBroken as broken:
        log.warning("step_failed", exc_info=broken.__cause__)
        with units_of_work.open(actor) as uow:
            note_broken_step(uow, engine, broken)
        raise
    except StartBroken as broken:
        log.warning("start_failed", exc_info=broken.__cause__)
        with units_of_work.open(actor) as uow:
            _note_start(uow, engine, broken)
        raise


def note_broken_step(uow: UnitOfWork, engine: Engine, broken: StepBroken) -> None:
    """Open the incident of a step a person took, and keep what they filled in."""
    error = broken.__cause__
    assert isinstance(error, Exception)
    if broken.kind == IncidentKind.TASK:
        _note_task(uow, engine, broken, error)
    elif broken.kind == IncidentKind.TIMER:
        job = uow.session.get_one(TimerJob, broken.row_id)
        _note_timer(uow, engine, job, error)
    else:
        _note_message(uow, engine, uow.session.get_one(Message, broken.row_id), error)


def _note_start(uow: UnitOfWork, engine: Engine, broken: StartBroken) -> None:
    """Keep what a person began as a message that could not be delivered yet."""
    error = broken.__cause__
    assert isinstance(error, Exception)
    message = broken.keep(uow)
    message.state, message.attempts = MessageState.FAILED, 1
    uow.session.add(message)
    uow.flush()
    _note_message(uow, engine, message, error)


def put_off_timer(uow: UnitOfWork, engine: Engine, timer_id: int, error: Exception) -> None:
    """Note that a timer's step failed; it is tried again later, or becomes an incident."""
    job = uow.session.get_one(TimerJob, timer_id)
    lock_instance(uow, job.instance_id)
    uow.session.refresh(job)
    if job.state != TimerState.WAITING:
        return
    uow.record(Event.TIMER_FAILED, instance_id=job.instance_id, detail={"timer": job.id})
    if _is_put_off(uow, job, error):
        return
    job.state = TimerState.FAILED
    _note_timer(uow, engine, job, error)


def put_off_message(uow: UnitOfWork, engine: Engine, message_id: int, error: Exception) -> None:
    """Note that a message's step failed; it is tried again later, or becomes an incident."""
    message = uow.session.get_one(Message, message_id, with_for_update=True)
    if message.state != MessageState.WAITING:
        return
    uow.record(Event.MESSAGE_FAILED, detail={"message": message.id})
    if _is_put_off(uow, message, error):
        return
    message.state = MessageState.FAILED
    _note_message(uow, engine, message, error)


def _is_put_off(uow: UnitOfWork, job: TimerJob | Message, error: Exception) -> bool:
    """Count a failure and say whether there is another try."""
    job.last_error = f"{type(error).__name__}: {error}"
    job.attempts += 1
    if job.attempts > len(PAUSES):
        return False
    job.not_before = uow.now + PAUSES[job.attempts - 1]
    return True


def _note_timer(uow: UnitOfWork, engine: Engine, job: TimerJob, error: Exception) -> None:
    instance = lock_instance(uow, job.instance_id)
    step = FailedStep(
        IncidentKind.TIMER,
        job.id,
        instance.id,
        job.engine_task_id,
        job.element_id,
        job.attempts,
        _variables(uow, engine, instance, job.engine_task_id),
    )
    note_incident(uow, step, error)


def _note_message(uow: UnitOfWork, engine: Engine, message: Message, error: Exception) -> None:
    if message.kind == MessageKind.START:
        step = FailedStep(
            IncidentKind.START, message.id, None, None, None, message.attempts, message.variables
        )
    else:
        step = _failed_delivery(uow, engine, message)
    note_incident(uow, step, error)


def _failed_delivery(uow: UnitOfWork, engine: Engine, message: Message) -> FailedStep:
    instance = find_instance(uow, message.process_key, message.business_key, lock=True)
    assert instance is not None
    waiting = waiting_subscription(uow, instance, message)
    task_id = waiting.engine_task_id if waiting is not None else None
    return FailedStep(
        IncidentKind.MESSAGE,
        message.id,
        instance.id,
        task_id,
        waiting.element_id if waiting is not None else None,
        message.attempts,
        {**_variables(uow, engine, instance, task_id), **message.variables},
    )


def _note_task(uow: UnitOfWork, engine: Engine, broken: StepBroken, error: Exception) -> None:
    task = uow.session.get_one(UserTask, broken.row_id)
    instance = lock_instance(uow, task.instance_id)
    uow.session.refresh(task)
    if task.status != TaskStatus.OPEN:
        return
    save_draft(uow, task.id, broken.given["answers"])
    known = _variables(uow, engine, instance, task.engine_task_id)
    step = FailedStep(
        IncidentKind.TASK,
        task.id,
        instance.id,
        task.engine_task_id,
        task.element_id,
        variables={**known, **broken.given["variables"]},
    )
    note_incident(uow, step, error)


def _variables(
    uow: UnitOfWork, engine: Engine, instance: ProcessInstance, engine_task_id: str | None
) -> Variables:
    """What the step knew; nothing where the state cannot be read or no longer waits there."""
    try:
        return engine.variables(
            instance_sources(uow, engine, instance), instance.document, engine_task_id
        )
    except WorkflowError:
        return {}
