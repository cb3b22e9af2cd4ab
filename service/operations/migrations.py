"""Moving running instances to another version of their diagram, and taking a move back."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import Conflict, NotFound, ServiceError
from service.models import DefinitionKind, InstanceMigration, ProcessInstance
from service.operations import advance
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import definition_in_force, sources_of
from service.operations.gathering import elements_of
from service.operations.givens import set_by
from service.operations.instances import lock_instance
from service.operations.realigning import realign
from service.operations.surroundings import InstanceSurroundings
from service.permissions import check_may_migrate
from service.queries.migrations import (
    Move,
    find_version,
    last_move,
    movable_instances,
    move_between,
    still_movable,
)
from service.unit_of_work import Actor, UnitOfWork, UnitsOfWork
from workflows import (
    Category,
    Engine,
    EngineState,
    Forms,
    MigrationPlan,
    MigrationRefused,
    Reason,
    Sources,
    StepFailed,
    Versions,
    WorkflowError,
    reason_sentence,
)

#: How long a move can be taken back.
UNDO_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would become of one instance, or has become of it, and why."""

    instance_id: int
    business_key: str
    plan: MigrationPlan


def find_move(session: Session, process_key: str, from_version: int, to_version: int) -> Move:
    """The move between two versions of a process, by their numbers."""
    found = [find_version(session, process_key, number) for number in (from_version, to_version)]
    for number, definition in zip((from_version, to_version), found, strict=True):
        if definition is None:
            raise NotFound("migration.unknown_version", key=process_key, version=number)
    old, new = found
    assert old is not None
    assert new is not None
    return move_between(session, old, new)


class Mover:
    """Moves instances from one version to another; what the versions are made of is read once."""

    def __init__(self, engine: Engine, move: Move) -> None:
        self._engine = engine
        self._move = move
        self._versions: dict[int, Versions] = {}

    def plan(self, uow: UnitOfWork, only: Collection[str] = ()) -> list[Forecast]:
        """Try each instance on a copy and say what would become of it; nothing changes."""
        check_may_migrate(uow.session, uow.actor.person_id)
        instances = movable_instances(uow.session, self._move, only)
        for wanted in only:
            if not any(wanted in {one.business_key, str(one.id)} for one in instances):
                raise NotFound("migration.unknown_instance", key=wanted)
        return [self._tried(uow, one)[0] for one in instances]

    def migrate(self, uow: UnitOfWork, instance_id: int) -> Forecast:
        """Move one instance if it moves; else leave it as it is, to the byte, and say why."""
        check_may_migrate(uow.session, uow.actor.person_id)
        instance = lock_instance(uow, instance_id)
        if not still_movable(uow.session, self._move, instance):
            raise NotFound("migration.unknown_instance", key=instance.business_key)
        forecast, state = self._tried(uow, instance)
        if state is not None:
            self._store(uow, instance, state)
        return forecast

    def sentences(self, forecast: Forecast, language: str) -> list[str]:
        """Why a case does not simply move, with its elements by the names people know."""
        return [self._sentence(reason, language) for reason in forecast.plan.reasons]

    def told(self, forecast: Forecast) -> dict[str, Any]:
        """What is said to programs about one case."""
        return {
            "instance": forecast.instance_id,
            "key": forecast.business_key,
            "category": forecast.plan.category.value,
            "reasons": [
                {
                    "code": reason.code,
                    "element": reason.element_id,
                    "vi": self._sentence(reason, "vi"),
                    "en": self._sentence(reason, "en"),
                }
                for reason in forecast.plan.reasons
            ],
        }

    def _sentence(self, reason: Reason, language: str) -> str:
        name = self._names.get(reason.element_id)
        is_named = name not in (None, "", reason.element_id)
        called = f"“{name}” ({reason.element_id})" if is_named else reason.element_id
        return reason_sentence(reason, called, language)

    @cached_property
    def _names(self) -> dict[str, str]:
        versions = (self._move.new, self._move.old)
        outlines = [self._engine.outline(one.content) for one in versions]
        return {one.id: one.name for outline in outlines for one in outline.elements if one.name}

    def _tried(
        self, uow: UnitOfWork, instance: ProcessInstance
    ) -> tuple[Forecast, EngineState | None]:
        state, plan = None, MigrationPlan(Category.MOVES)
        try:
            state = self._engine.migrate(
                self._versions_for(uow.session, instance),
                instance.document,
                InstanceSurroundings(uow, instance),
            )
        except MigrationRefused as refusal:
            plan = refusal.plan
        except (WorkflowError, ServiceError) as error:
            plan = MigrationPlan(Category.UNDECIDED, (self._failure(error),))
        return Forecast(instance.id, instance.business_key, plan), state

    def _failure(self, error: Exception) -> Reason:
        place = error.element_id if isinstance(error, StepFailed) else self._move.new.key
        return Reason("trial_failed", place, {"cause": str(error)})

    def _versions_for(self, session: Session, instance: ProcessInstance) -> Versions:
        began = instance.deployment_id
        if began not in self._versions:
            old, new, engine = (self._move.old.id, began), self._target, self._engine
            before, after = sources_of(session, engine, *old), sources_of(session, engine, *new)
            self._versions[began] = Versions(
                before,
                after,
                _forms(session, engine, before, began),
                _forms(session, engine, after, self._move.deployment_id),
            )
        return self._versions[began]

    @property
    def _target(self) -> tuple[int, int]:
        return self._move.new.id, self._move.deployment_id

    def _store(self, uow: UnitOfWork, instance: ProcessInstance, state: EngineState) -> None:
        migration = InstanceMigration(
            instance_id=instance.id,
            from_definition_id=instance.definition_id,
            from_deployment_id=instance.deployment_id,
            to_definition_id=self._move.new.id,
            to_deployment_id=self._move.deployment_id,
            former_document=instance.document,
            former_sha256=hashlib.sha256(instance.document).hexdigest(),
            revision=instance.revision + 1,
            migrated_at=uow.now,
            migrated_by=uow.actor.name,
        )
        uow.session.add(migration)
        uow.session.flush()
        instance.definition_id, instance.deployment_id = self._target
        _settle(uow, instance, state, Event.INSTANCE_MIGRATED, migration)


def migrate_instances(
    units_of_work: UnitsOfWork, actor: Actor, mover: Mover, planned: Iterable[Forecast]
) -> list[Forecast]:
    """Move what was found to move, each in its own transaction; one that fails stops no other."""
    return [
        _migrated(units_of_work, actor, mover, one) if one.plan.category is Category.MOVES else one
        for one in planned
    ]


def _migrated(
    units_of_work: UnitsOfWork, actor: Actor, mover: Mover, planned: Forecast
) -> Forecast:
    try:
        with units_of_work.open(actor) as uow:
            return mover.migrate(uow, planned.instance_id)
    except (Conflict, NotFound) as error:
        # Somebody else was at it in between; it is as they left it.
        failed = Reason("trial_failed", planned.business_key, {"cause": error.sentence()})
        return replace(planned, plan=MigrationPlan(Category.UNDECIDED, (failed,)))


def undo_migration(uow: UnitOfWork, engine: Engine, instance_id: int) -> InstanceMigration:
    """Take back the last move of an instance, if it is of today and nothing happened since."""
    check_may_migrate(uow.session, uow.actor.person_id)
    instance = lock_instance(uow, instance_id)
    migration = last_move(uow.session, instance_id)
    if migration is None:
        raise NotFound("migration.not_found")
    _check_may_undo(uow, instance, migration)
    instance.definition_id = migration.from_definition_id
    instance.deployment_id = migration.from_deployment_id
    migration.undone_at, migration.undone_by = uow.now, uow.actor.name
    before = (instance.definition_id, instance.deployment_id)
    state = engine.look(sources_of(uow.session, engine, *before), migration.former_document)
    former = replace(state, document=migration.former_document)
    _settle(uow, instance, former, Event.INSTANCE_MIGRATION_UNDONE, migration)
    return migration


def why_not_undone(migration: InstanceMigration, instance: ProcessInstance, age: timedelta) -> str:
    """The code of the sentence why a move cannot be taken back; empty when it can."""
    if migration.undone_at is not None:
        return "migration.undone"
    if instance.revision != migration.revision:
        return "migration.moved_on"
    return "migration.too_late" if age > UNDO_WITHIN else ""


def _check_may_undo(
    uow: UnitOfWork, instance: ProcessInstance, migration: InstanceMigration
) -> None:
    code = why_not_undone(migration, instance, uow.now - migration.migrated_at)
    if code:
        raise Conflict(code, key=instance.business_key)


def _settle(
    uow: UnitOfWork,
    instance: ProcessInstance,
    state: EngineState,
    event: Event,
    migration: InstanceMigration,
) -> None:
    """Store the state of the other version, with the rows that hang on it."""
    detail = {
        "migration": migration.id,
        "definition": instance.definition_id,
        "deployment": instance.deployment_id,
    }
    realign(uow, instance, state)
    advance.store(uow, instance, state, event, detail)


def _forms(session: Session, engine: Engine, sources: Sources, deployment_id: int) -> Forms:
    keys = {one.form_key for one in elements_of(engine, sources) if one.form_key}
    found = {
        key: definition_in_force(session, DefinitionKind.FORM, key, deployment_id)
        for key in sorted(keys)
    }
    return {
        key: set_by(DefinitionFile(DefinitionKind.FORM, key, form.content))
        for key, form in found.items()
    }
