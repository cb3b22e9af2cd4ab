"""How an administrator resolves an incident: by retrying, changing data, or skipping."""

import keyword
from typing import Any

from service.audit.events import Event
from service.errors import Conflict, Invalid, NotFound
from service.models import (
    Incident,
    IncidentKind,
    InstanceStatus,
    Message,
    MessageState,
    ProcessInstance,
    TimerJob,
    TimerState,
)
from service.operations import advance
from service.operations.failures import broken_when_failing
from service.operations.instances import instance_sources, is_held, lock_instance
from service.operations.messages import deliver_message
from service.operations.reasons import said
from service.operations.surroundings import InstanceSurroundings
from service.operations.timers import fire_timer
from service.permissions import check_may_administer, check_may_second
from service.unit_of_work import UnitOfWork
from workflows import Engine, Skip, TaskNotOpen, Variables
from workflows.expressions import SURROUNDING_FUNCTIONS
from workflows.interpreting import BUILT_IN
from workflows.plain import NotPlain, plain

_LONGEST_NAME = 50
_ABSENT = object()


def retry_incident(
    uow: UnitOfWork, engine: Engine, incident_id: int, revision: int | None = None
) -> Incident:
    """Take the failed step again, now; if it fails once more, nothing of it is kept either."""
    incident = _lock(uow, incident_id, revision)
    check_may_administer(uow.session, uow.actor.person_id, incident.instance)
    if incident.kind == IncidentKind.TASK:
        raise Conflict("incident.person_retries")
    _retry(uow, engine, incident)
    return incident


def change_variables(
    uow: UnitOfWork,
    engine: Engine,
    incident_id: int,
    changes: Variables,
    reason: str,
    revision: int | None = None,
) -> Incident:
    """Change what the failed step is taken with; the step itself waits for the next try."""
    incident = _lock(uow, incident_id, revision)
    check_may_administer(uow.session, uow.actor.person_id, incident.instance)
    changed = _changed(incident, changes)
    reason = said("reason", reason)
    before = {name: incident.variables.get(name) for name in changed}
    in_message = _change_message(uow, incident, changed)
    in_process = {name: value for name, value in changed.items() if name not in in_message}
    if in_process:
        _change_process(uow, engine, incident, in_process)
    incident.variables = {**incident.variables, **changed}
    incident.changed_at, incident.changed_by_id = uow.now, uow.actor.person_id
    _note(uow, Event.INCIDENT_DATA_CHANGED, incident, reason, _both(before, changed))
    return incident


def ask_skip(
    uow: UnitOfWork,
    engine: Engine,
    incident_id: int,
    skip: Skip,
    reason: str,
    revision: int | None = None,
) -> Incident:
    """Ask that the failed element count as done; another person has to confirm it."""
    incident = _lock(uow, incident_id, revision)
    check_may_administer(uow.session, uow.actor.person_id, incident.instance)
    _check_skip(uow, engine, incident, skip)
    reason = said("reason", reason)
    asked = {"element": incident.element_id, "variables": skip.variables, "flow": skip.flow}
    incident.skip = {**(incident.skip or {}), "asked": asked}
    incident.skip_asked_by_id, incident.skip_asked_at = uow.actor.person_id, uow.now
    _note(uow, Event.INCIDENT_SKIP_ASKED, incident, reason, {"variables": skip.variables})
    return incident


def confirm_skip(
    uow: UnitOfWork, engine: Engine, incident_id: int, revision: int | None = None
) -> Incident:
    """Agree that the failed element counts as done, and take the step again without it.

    A step that a person sets off waits until that person sends it again.
    """
    incident = _lock(uow, incident_id, revision)
    asked = (incident.skip or {}).get("asked")
    if asked is None:
        raise Conflict("incident.nothing_asked")
    check_may_second(uow.session, uow.actor.person_id, incident.skip_asked_by_id, incident.instance)
    _check_not_held(uow, incident.instance)
    confirmed = (incident.skip or {}).get("confirmed", {})
    decided = {"variables": asked["variables"], "flow": asked["flow"]}
    incident.skip = {"confirmed": {**confirmed, asked["element"]: decided}}
    incident.skip_confirmed_by_id = uow.actor.person_id
    _note(uow, Event.INCIDENT_SKIP_CONFIRMED, incident, incident.reason or "", {})
    uow.flush()
    if incident.kind != IncidentKind.TASK:
        _retry(uow, engine, incident)
    return incident


def _lock(uow: UnitOfWork, incident_id: int, revision: int | None) -> Incident:
    """Load an open incident, its instance locked first, as the caller last saw it."""
    incident = uow.session.get(Incident, incident_id)
    if incident is None:
        raise NotFound("incident.not_found")
    if incident.instance_id is not None:
        lock_instance(uow, incident.instance_id)
    uow.session.refresh(incident, with_for_update=True)
    if not incident.is_open:
        raise Conflict("incident.resolved")
    if incident.kind == IncidentKind.NOBODY:
        raise Conflict("incident.nobody_reassigns")
    if revision is not None and revision != incident.revision:
        raise Conflict("incident.changed")
    return incident


def _retry(uow: UnitOfWork, engine: Engine, incident: Incident) -> None:
    _check_not_held(uow, incident.instance)
    name = incident.element_id or ""
    with broken_when_failing(incident.kind, _row_id(incident), name):
        done = _RETRYING[incident.kind](uow, engine, _row_id(incident))
    if not done:
        raise Conflict("incident.not_now")


def _retry_timer(uow: UnitOfWork, engine: Engine, timer_id: int) -> bool:
    job = uow.session.get_one(TimerJob, timer_id)
    job.state, job.not_before = TimerState.WAITING, None
    uow.flush()
    return fire_timer(uow, engine, timer_id)


def _retry_message(uow: UnitOfWork, engine: Engine, message_id: int) -> bool:
    message = uow.session.get_one(Message, message_id)
    message.state, message.not_before = MessageState.WAITING, None
    uow.flush()
    return deliver_message(uow, engine, message_id)


_RETRYING = {
    IncidentKind.TIMER: _retry_timer,
    IncidentKind.MESSAGE: _retry_message,
    IncidentKind.START: _retry_message,
}


def _row_id(incident: Incident) -> int:
    found = incident.timer_id or incident.message_id or incident.task_id
    assert found is not None
    return found


def _check_not_held(uow: UnitOfWork, instance: ProcessInstance | None) -> None:
    if instance is None:
        return
    if instance.status != InstanceStatus.RUNNING:
        raise Conflict("instance.ended")
    if instance.suspended_at is not None:
        raise Conflict("instance.suspended", reason=instance.suspension_reason)
    if is_held(uow, instance):
        raise Conflict("nomination.suspended", name=instance.business_key)


def _changed(incident: Incident, changes: Variables) -> Variables:
    """What really changes, as plain values under names a variable may have."""
    kept = _plain(changes)
    known = incident.variables
    changed = {name: value for name, value in kept.items() if known.get(name, _ABSENT) != value}
    if not changed:
        raise Invalid({"variables": ["nothing_changed"]})
    return changed


def _plain(variables: Variables) -> Variables:
    wrong = {name: ["reserved_name"] for name in variables if not _is_free(name)}
    if wrong:
        raise Invalid(wrong)
    try:
        kept: Variables = plain(variables)
    except NotPlain as error:
        raise Invalid({"variables": ["not_plain"]}) from error
    return kept


def _is_free(name: str) -> bool:
    taken = name in BUILT_IN or name in SURROUNDING_FUNCTIONS or keyword.iskeyword(name)
    return name.isidentifier() and len(name) <= _LONGEST_NAME and not taken


def _change_message(uow: UnitOfWork, incident: Incident, changed: Variables) -> set[str]:
    """Change what a message carries; says which names that were."""
    if incident.message_id is None:
        return set()
    message = uow.session.get_one(Message, incident.message_id)
    is_start = incident.kind == IncidentKind.START
    carried = {name for name in changed if is_start or name in message.variables}
    message.variables = {**message.variables, **{name: changed[name] for name in carried}}
    return carried


def _change_process(
    uow: UnitOfWork, engine: Engine, incident: Incident, changed: Variables
) -> None:
    instance = incident.instance
    if instance is None or incident.engine_task_id is None:
        raise Conflict("incident.not_now")
    try:
        state = engine.set_variables(
            instance_sources(uow, engine, instance),
            instance.document,
            incident.engine_task_id,
            changed,
            InstanceSurroundings(uow, instance),
        )
    except TaskNotOpen as error:
        raise Conflict("incident.not_now") from error
    advance.store(uow, instance, state, Event.INSTANCE_VARIABLES_CHANGED, {"incident": incident.id})


def _check_skip(uow: UnitOfWork, engine: Engine, incident: Incident, skip: Skip) -> None:
    element_id, instance = incident.element_id, incident.instance
    if instance is None or element_id is None:
        raise Conflict("incident.not_skippable")
    can_be = engine.skippable(instance_sources(uow, engine, instance), element_id)
    if can_be is None:
        raise Conflict("incident.not_skippable")
    if can_be.flows and skip.flow not in can_be.flows:
        raise Invalid({"flow": ["required"]})
    _plain(skip.variables)


def _both(before: Variables, after: Variables) -> dict[str, Any]:
    """The old and the new value of each variable, for the ledger to commit to."""
    return {
        **{f"before_{name}": value for name, value in before.items()},
        **{f"after_{name}": value for name, value in after.items()},
    }


def _note(
    uow: UnitOfWork, event: Event, incident: Incident, reason: str, values: dict[str, Any]
) -> None:
    incident.reason = reason
    incident.revision += 1
    uow.record(
        event,
        instance_id=incident.instance_id,
        detail={"incident": incident.id, "element": incident.element_id or ""},
        values={"reason": reason, **values},
    )
