"""Starting process instances, and finding the one a step belongs to."""

from dataclasses import dataclass

from sqlalchemy import select

from service.audit.events import Event
from service.errors import Conflict, NotFound
from service.models import Definition, DefinitionKind, Deployment, Nomination, ProcessInstance
from service.operations import advance
from service.operations.definitions import definition_in_force, sources_of
from service.operations.surroundings import InstanceSurroundings
from service.unit_of_work import UnitOfWork
from workflows import Engine, Sources, Variables


@dataclass(frozen=True, slots=True)
class Subject:
    """What an instance is about, besides its campaign."""

    campaign_id: int
    unit_id: int | None = None
    nomination_id: int | None = None


def start_instance(
    uow: UnitOfWork,
    engine: Engine,
    process_key: str,
    business_key: str,
    subject: Subject,
    variables: Variables,
) -> ProcessInstance:
    """Start one run of the version in force and open its first tasks."""
    if find_instance(uow, process_key, business_key) is not None:
        raise Conflict("instance.exists", process=process_key, key=business_key)
    definition = definition_in_force(uow.session, DefinitionKind.PROCESS, process_key)
    instance = _add_instance(uow, definition, business_key, subject)
    state = engine.start(
        instance_sources(uow, engine, instance), variables, InstanceSurroundings(uow, instance)
    )
    advance.store(
        uow,
        instance,
        state,
        Event.INSTANCE_STARTED,
        {"process": process_key, "definition": definition.id},
        {"variables": variables},
    )
    return instance


def find_instance(
    uow: UnitOfWork,
    process_key: str,
    business_key: str,
    *,
    lock: bool = False,
    skip_locked: bool = False,
) -> ProcessInstance | None:
    """The instance with this business key, locked when it is to take a step.

    With ``skip_locked`` one that somebody else works on is not waited for, and not found.
    """
    wanted = select(ProcessInstance).where(
        ProcessInstance.process_key == process_key, ProcessInstance.business_key == business_key
    )
    if lock:
        wanted = wanted.with_for_update(skip_locked=skip_locked).execution_options(
            populate_existing=True
        )
    return uow.session.scalar(wanted)


def lock_instance(uow: UnitOfWork, instance_id: int) -> ProcessInstance:
    """Load an instance so that its steps take turns."""
    instance = uow.session.get(
        ProcessInstance, instance_id, with_for_update=True, populate_existing=True
    )
    if instance is None:
        raise NotFound("instance.not_found", id=instance_id)
    return instance


def instance_sources(uow: UnitOfWork, engine: Engine, instance: ProcessInstance) -> Sources:
    """What the instance runs on: the version it began with."""
    return sources_of(uow.session, engine, instance.definition_id, instance.deployment_id)


def is_held(uow: UnitOfWork, instance: ProcessInstance) -> bool:
    """Whether a legal ground holds the instance's nomination still."""
    if instance.nomination_id is None:
        return False
    nomination = uow.session.get_one(Nomination, instance.nomination_id)
    return nomination.suspended_at is not None


def _add_instance(
    uow: UnitOfWork, definition: Definition, business_key: str, subject: Subject
) -> ProcessInstance:
    newest = uow.session.scalars(select(Deployment.id).order_by(Deployment.id.desc())).first()
    assert newest is not None
    instance = ProcessInstance(
        definition_id=definition.id,
        deployment_id=newest,
        process_key=definition.key,
        business_key=business_key,
        campaign_id=subject.campaign_id,
        unit_id=subject.unit_id,
        nomination_id=subject.nomination_id,
        document=b"",
        started_at=uow.now,
    )
    uow.session.add(instance)
    uow.session.flush()
    return instance
