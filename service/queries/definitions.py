"""Deployed diagrams, decision tables and forms, by key and version."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from service.models import (
    Definition,
    DefinitionDraft,
    DefinitionKind,
    Deployment,
    InstanceStatus,
    Membership,
    Notice,
    Person,
    ProcessInstance,
)
from service.permissions import OWNING

#: The kind of the notices that ask for a second person.
DRAFT_OFFERED = "draft_offered"


@dataclass(frozen=True, slots=True)
class DeployedVersion:
    """One version of a definition, with who deployed it and how much runs on it."""

    id: int
    kind: DefinitionKind
    key: str
    version: int
    sha256: str
    deployed_at: datetime
    deployed_by: str
    running: int
    total: int


def list_definitions(
    session: Session, kind: DefinitionKind = DefinitionKind.PROCESS
) -> list[DeployedVersion]:
    """Every version of a kind, by key, newest first."""
    total = func.count(ProcessInstance.id)
    running = total.filter(ProcessInstance.status == InstanceStatus.RUNNING)
    query = (
        select(
            Definition.id,
            Definition.kind,
            Definition.key,
            Definition.version,
            Definition.sha256,
            Deployment.deployed_at,
            Deployment.deployed_by,
            running.label("running"),
            total.label("total"),
        )
        .join(Deployment, Deployment.id == Definition.deployment_id)
        .outerjoin(ProcessInstance, ProcessInstance.definition_id == Definition.id)
        .where(Definition.kind == kind)
        .group_by(Definition.id, Deployment.id)
        .order_by(Definition.key, Definition.version.desc())
    )
    return [DeployedVersion(**row) for row in session.execute(query).mappings()]


@dataclass(frozen=True, slots=True)
class NewestProcess:
    """The version of a process that new cases run on."""

    id: int
    key: str
    sha256: str


def list_newest_processes(session: Session) -> list[NewestProcess]:
    """The version in force of every process, by key, without its diagram."""
    newest = (
        select(func.max(Definition.id))
        .where(Definition.kind == DefinitionKind.PROCESS)
        .group_by(Definition.key)
    )
    query = select(Definition.id, Definition.key, Definition.sha256)
    rows = session.execute(query.where(Definition.id.in_(newest)).order_by(Definition.key))
    return [NewestProcess(*row) for row in rows]


def diagram_of(session: Session, definition_id: int) -> str:
    """The diagram of one version."""
    return session.scalars(select(Definition.content).where(Definition.id == definition_id)).one()


def find_definition(
    session: Session, kind: DefinitionKind, key: str, version: int
) -> Definition | None:
    """One version, or nothing."""
    return session.scalar(
        select(Definition).where(
            Definition.kind == kind, Definition.key == key, Definition.version == version
        )
    )


def find_definition_as_of(
    session: Session, kind: DefinitionKind, key: str, deployment_id: int
) -> Definition | None:
    """The version an instance of that deployment keeps to."""
    return session.scalar(
        select(Definition)
        .where(
            Definition.kind == kind,
            Definition.key == key,
            Definition.deployment_id <= deployment_id,
        )
        .order_by(Definition.version.desc())
        .limit(1)
    )


def names_of(session: Session, ids: Sequence[int]) -> dict[int, Definition]:
    """Definitions by id."""
    rows = session.scalars(select(Definition).where(Definition.id.in_(ids)))
    return {row.id: row for row in rows}


def list_drafts(session: Session) -> list[DefinitionDraft]:
    """The newest draft of each process, by key."""
    newest = select(func.max(DefinitionDraft.id)).group_by(DefinitionDraft.key)
    drafts = select(DefinitionDraft).where(DefinitionDraft.id.in_(newest))
    return list(session.scalars(drafts.order_by(DefinitionDraft.key)))


def find_draft(session: Session, key: str, revision: int | None = None) -> DefinitionDraft | None:
    """One draft of a process, the newest unless a revision is named; or nothing."""
    drafts = select(DefinitionDraft).where(
        DefinitionDraft.kind == DefinitionKind.PROCESS, DefinitionDraft.key == key
    )
    if revision is not None:
        drafts = drafts.where(DefinitionDraft.revision == revision)
    return session.scalar(drafts.order_by(DefinitionDraft.revision.desc()).limit(1))


def authors_of(session: Session, key: str) -> frozenset[int]:
    """Who drew or imported a process since a draft of it was deployed last, by number."""
    deployed = select(func.max(DefinitionDraft.id)).where(
        DefinitionDraft.key == key, DefinitionDraft.definition_id.is_not(None)
    )
    last = session.scalar(deployed) or 0
    drafts = session.scalars(
        select(DefinitionDraft)
        .where(DefinitionDraft.key == key, DefinitionDraft.id > last)
        .options(load_only(DefinitionDraft.imported_by))
    )
    return frozenset(one.author_id for one in drafts if one.author_id is not None)


def list_deployers(session: Session, authors: Collection[int]) -> list[Person]:
    """Who may deploy what these people drew, by name."""
    people = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group.in_(OWNING), Person.is_active, Person.id.not_in(authors))
        .distinct()
    )
    return sorted(session.scalars(people), key=lambda one: one.name)


def key_of_offer(draft: DefinitionDraft) -> str:
    """What the notices that offer a draft are told apart by."""
    return f"draft/{draft.key}/{draft.revision}"


def offered_in(notice: Notice) -> str | None:
    """The key of the process whose draft a notice offers, if it offers one."""
    return notice.dedup_key.split("/")[1] if notice.kind == DRAFT_OFFERED else None


def find_newest(session: Session, key: str) -> Definition | DefinitionDraft | None:
    """What a process owner goes on drawing from: the newest draft, or what was deployed since."""
    draft, version = find_draft(session, key), find_newest_version(session, key)
    if draft is None or version is None:
        return draft or version
    deployed_at = session.get_one(Deployment, version.deployment_id).deployed_at
    return draft if draft.definition is None and draft.imported_at >= deployed_at else version


def find_newest_version(session: Session, key: str) -> Definition | None:
    """The version of a process that new cases run on."""
    return session.scalar(
        select(Definition)
        .where(Definition.kind == DefinitionKind.PROCESS, Definition.key == key)
        .order_by(Definition.version.desc())
        .limit(1)
    )
