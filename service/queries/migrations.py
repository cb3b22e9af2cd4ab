"""Which instances could move to another version, and which have been moved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from service.models import (
    Definition,
    DefinitionKind,
    Deployment,
    InstanceMigration,
    InstanceStatus,
    ProcessInstance,
)
from service.queries.definitions import find_definition


@dataclass(frozen=True, slots=True)
class Move:
    """From which version of a process to which, and the deployment the new one is used in."""

    old: Definition
    new: Definition
    deployment_id: int


def find_version(session: Session, key: str, version: int) -> Definition | None:
    """One version of a process."""
    return find_definition(session, DefinitionKind.PROCESS, key, version)


def move_between(session: Session, old: Definition, new: Definition) -> Move:
    """The move between two versions; tables and forms are the newest the new one was used with."""
    following = find_version(session, new.key, new.version + 1)
    newest = select(func.max(Deployment.id))
    if following is not None:
        newest = newest.where(Deployment.id < following.deployment_id)
    return Move(old, new, session.scalars(newest).one() or new.deployment_id)


def movable_instances(
    session: Session, move: Move, only: Collection[str] = ()
) -> Sequence[ProcessInstance]:
    """The running instances of the old version, or those of them named by number or key."""
    wanted = _running_on(move).order_by(ProcessInstance.id)
    if only:
        numbers = [int(one) for one in only if one.isdecimal()]
        wanted = wanted.where(
            or_(ProcessInstance.business_key.in_(only), ProcessInstance.id.in_(numbers))
        )
    return session.scalars(wanted).all()


def still_movable(session: Session, move: Move, instance: ProcessInstance) -> bool:
    """Whether an instance, now that it is locked, still runs on the old version."""
    wanted = _running_on(move).where(ProcessInstance.id == instance.id)
    return session.scalar(wanted) is not None


def recent_moves(session: Session, key: str, since: datetime) -> Sequence[InstanceMigration]:
    """What was moved to any version of a process lately, the newest first."""
    wanted = (
        select(InstanceMigration)
        .join(InstanceMigration.to_definition)
        .where(Definition.key == key, InstanceMigration.migrated_at >= since)
        .options(
            selectinload(InstanceMigration.instance),
            selectinload(InstanceMigration.from_definition),
            selectinload(InstanceMigration.to_definition),
        )
        .order_by(InstanceMigration.id.desc())
    )
    return session.scalars(wanted).all()


def last_move(session: Session, instance_id: int) -> InstanceMigration | None:
    """The latest move of an instance, undone or not."""
    wanted = select(InstanceMigration).where(InstanceMigration.instance_id == instance_id)
    return session.scalar(wanted.order_by(InstanceMigration.id.desc()).limit(1))


def moves_to_undo(
    session: Session, move: Move, since: datetime, only: Collection[str] = ()
) -> list[InstanceMigration]:
    """Each instance's last move between two versions, where it was made since a moment."""
    found: dict[int, InstanceMigration] = {}
    for one in recent_moves(session, move.new.key, since):
        found.setdefault(one.instance_id, one)
    return [
        one
        for one in found.values()
        if (one.from_definition_id, one.to_definition_id) == (move.old.id, move.new.id)
        and one.undone_at is None
        and (not only or {str(one.instance_id), one.instance.business_key} & set(only))
    ]


def _running_on(move: Move) -> Select[ProcessInstance]:
    there = and_(
        ProcessInstance.definition_id == move.new.id,
        ProcessInstance.deployment_id == move.deployment_id,
    )
    return select(ProcessInstance).where(
        ProcessInstance.definition_id == move.old.id,
        ProcessInstance.status == InstanceStatus.RUNNING,
        ~there,
    )
