"""The rows of incidents: one for each step that is stuck, closed as soon as it no longer is."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from service.audit.events import Event
from service.errors import ServiceError
from service.models import (
    Incident,
    IncidentKind,
    InstanceStatus,
    Message,
    MessageState,
    ProcessInstance,
    Resolution,
    TaskStatus,
    TimerJob,
    TimerState,
    UserTask,
)
from service.unit_of_work import UnitOfWork
from workflows import (
    BudgetExceeded,
    DefinitionRejected,
    DocumentDamaged,
    Skip,
    StepFailed,
    Variables,
)

_STUCK = frozenset({TimerState.FAILED, MessageState.FAILED, TaskStatus.OPEN})
_DONE = frozenset({TimerState.FIRED, MessageState.DELIVERED, TaskStatus.COMPLETED})
#: Where the row of a kind is not named like the kind.
_COLUMNS = {IncidentKind.START: "message_id", IncidentKind.NOBODY: "task_id"}
_CODES = {
    BudgetExceeded: "incident.too_much",
    DocumentDamaged: "incident.damaged",
    DefinitionRejected: "incident.not_executable",
}


@dataclass(frozen=True, slots=True)
class FailedStep:
    """Which step failed: the row that set it off, what waits in the engine, and with what."""

    kind: IncidentKind
    row_id: int
    instance_id: int | None
    engine_task_id: str | None
    element_id: str | None
    attempts: int = 1
    variables: Variables = field(default_factory=dict)


def note_incident(uow: UnitOfWork, step: FailedStep, error: Exception) -> Incident:
    """Open the incident of a step, or bring the one that is open up to date."""
    incident = uow.session.scalar(_open_of(step))
    if incident is None:
        incident = _open(uow, step, error)
        event = Event.INCIDENT_OPENED
    else:
        incident.attempts += 1
        incident.revision += 1
        event = Event.INCIDENT_FAILED_AGAIN
    incident.failed_at = uow.now
    incident.variables = step.variables
    _explain(incident, step, error)
    uow.session.add(incident)
    uow.flush()
    _record(uow, event, incident, values={"cause": incident.cause})
    return incident


def reason_of(error: Exception) -> tuple[str, dict[str, str]]:
    """The sentence that says why a step failed, and the words left open in it."""
    reason = error.__cause__ if isinstance(error, StepFailed) else error
    if isinstance(reason, ServiceError):
        return reason.code, {name: str(value) for name, value in reason.params.items()}
    if isinstance(error, StepFailed):
        return "incident.step_failed", {"reason": error.reason, "reason_vi": error.vi}
    return _CODES.get(type(error), "incident.failed"), {"error": type(error).__name__}


def resolve(uow: UnitOfWork, incident: Incident, resolution: Resolution) -> None:
    """Close an incident."""
    incident.resolution = resolution
    incident.resolved_at = uow.now
    incident.resolved_by_id = uow.actor.person_id
    incident.revision += 1
    if incident.instance_id is not None:
        uow.session.get_one(ProcessInstance, incident.instance_id).open_incidents -= 1
    _record(uow, Event.INCIDENT_RESOLVED, incident, resolution=resolution.value)


def close_passed_incidents(uow: UnitOfWork, instance: ProcessInstance) -> None:
    """Resolve the incidents of an instance whose step is done, or needed no longer."""
    if instance.open_incidents:
        uow.flush()
        for incident in uow.session.scalars(_open_in(instance.id)).all():
            close_passed(uow, incident)


def close_started(uow: UnitOfWork, message: Message) -> None:
    """Resolve the incident of a message that has begun its instance after all."""
    uow.flush()
    stuck = select(Incident).where(
        Incident.message_id == message.id, Incident.resolved_at.is_(None)
    )
    for incident in uow.session.scalars(stuck).all():
        close_passed(uow, incident)


def close_passed(uow: UnitOfWork, incident: Incident) -> None:
    """Resolve one incident, unless its step is still stuck."""
    state = _state_of(uow, incident)
    if state in _STUCK:
        return
    resolve(uow, incident, _how_done(incident) if state in _DONE else Resolution.OVERTAKEN)


def confirmed_skips(uow: UnitOfWork, instance: ProcessInstance) -> dict[str, Skip]:
    """Which failed elements of an instance count as done at the next try, and with what."""
    if not instance.open_incidents:
        return {}
    return {
        element_id: Skip(**skip)
        for incident in uow.session.scalars(_open_in(instance.id))
        for element_id, skip in (incident.skip or {}).get("confirmed", {}).items()
    }


def _state_of(uow: UnitOfWork, incident: Incident) -> TimerState | MessageState | TaskStatus:
    if incident.kind == IncidentKind.TIMER:
        return uow.session.get_one(TimerJob, incident.timer_id).state
    if incident.task_id is not None:
        return uow.session.get_one(UserTask, incident.task_id).status
    message = uow.session.get_one(Message, incident.message_id)
    if incident.instance is not None and incident.instance.status != InstanceStatus.RUNNING:
        message.state = MessageState.EXPIRED
    return message.state


def _how_done(incident: Incident) -> Resolution:
    if incident.kind == IncidentKind.NOBODY:
        return Resolution.STAFFED
    if incident.skip_confirmed_by_id is not None:
        return Resolution.SKIPPED
    return Resolution.RETRIED if incident.changed_at is None else Resolution.DATA_CHANGED


def _open(uow: UnitOfWork, step: FailedStep, error: Exception) -> Incident:
    incident = Incident(
        kind=step.kind,
        instance_id=step.instance_id,
        engine_task_id=step.engine_task_id,
        code="",
        attempts=step.attempts,
        opened_at=uow.now,
    )
    setattr(incident, _column(step.kind), step.row_id)
    if step.instance_id is not None:
        uow.session.get_one(ProcessInstance, step.instance_id).open_incidents += 1
    return incident


def _explain(incident: Incident, step: FailedStep, error: Exception) -> None:
    """Keep why the step failed, in a sentence of ours where there is one."""
    incident.element_id = error.element_id if isinstance(error, StepFailed) else step.element_id
    incident.code, incident.params = reason_of(error)
    incident.cause = f"{type(error).__name__}: {error}"


def _open_of(step: FailedStep) -> Select[Incident]:
    row = getattr(Incident, _column(step.kind))
    return select(Incident).where(
        row == step.row_id, Incident.kind == step.kind, Incident.resolved_at.is_(None)
    )


def _open_in(instance_id: int) -> Select[Incident]:
    return (
        select(Incident)
        .where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))
        .order_by(Incident.id)
    )


def _column(kind: IncidentKind) -> str:
    return _COLUMNS.get(kind, f"{kind.value}_id")


def _record(
    uow: UnitOfWork,
    event: Event,
    incident: Incident,
    *,
    values: dict[str, Any] | None = None,
    **detail: str,
) -> None:
    uow.record(
        event,
        instance_id=incident.instance_id,
        detail={"incident": incident.id, "element": incident.element_id or "", **detail},
        values=values,
    )
