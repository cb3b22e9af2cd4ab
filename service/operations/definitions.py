"""What a process owner can do with diagrams, decision tables and forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy import Engine as Database
from sqlalchemy.orm import Session

from service.audit.events import Event
from service.errors import DefinitionRefused, NotFound, SettingRefused
from service.forms import Form, parse_form
from service.models import Definition, DefinitionDraft, DefinitionKind, Deployment
from service.operations.definition_files import SUFFIXES, DefinitionFile, texts_among
from service.operations.gathering import FindText, gather
from service.operations.judgement import judge
from service.queries.members import Members, members_of_groups
from service.unit_of_work import UnitOfWork
from workflows import DefinitionRejected, Engine, Problem, Sources

#: The versions that were made of drafts.
_FROM_DRAFTS = select(DefinitionDraft.definition_id).where(
    DefinitionDraft.definition_id.is_not(None)
)


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment that was made; ``warnings`` are worth knowing, each with the file it is of."""

    deployment: Deployment
    warnings: tuple[tuple[str, Problem], ...]


def shipped_files() -> list[DefinitionFile]:
    """Read the definitions that come with the software."""
    return files_in(files("bpmn"))


def files_in(root: Traversable) -> list[DefinitionFile]:
    """Read every definition of a folder, in an order that never changes."""
    return [_read(entry.name, entry.read_bytes()) for entry in entries_in(root)]


def entries_in(root: Traversable) -> list[Traversable]:
    """The files of a folder that are definitions by their name, whatever is in them."""
    return [
        entry
        for folder in ("processes", "decisions", "forms")
        for entry in _sorted(root / folder)
        for suffix in SUFFIXES
        if entry.name.endswith(suffix)
    ]


def deploy(
    uow: UnitOfWork, engine: Engine, definition_files: Iterable[DefinitionFile]
) -> Deployed | None:
    """Check all files together and make a new version of each that changed, or refuse all.

    Running instances keep the deployment they began with. Returns nothing when nothing changed.
    """
    verdict = judge_together(uow.session, engine, definition_files)
    if verdict is None:
        return None
    changed, warnings = verdict
    return Deployed(add_versions(uow, changed), warnings)


def judge_together(
    session: Session, engine: Engine, definition_files: Iterable[DefinitionFile]
) -> tuple[list[DefinitionFile], tuple[tuple[str, Problem], ...]] | None:
    """The files that changed, with the warnings about them; all are refused for one mistake."""
    given = list(definition_files)
    # What was deployed from a draft is no older state of the files: it must outlive a restart.
    drawn_here = _newest(session, Definition.id.not_in(_FROM_DRAFTS))
    former = {(one.kind, one.key): one for one in drawn_here}
    changed = [one for one in given if _differs(one, former.get((one.kind, one.key)))]
    if not changed:
        return None
    around, members = [*files_in_force(session), *changed], members_of_groups(session)
    warnings = [
        (one.name, problem)
        for one in _inmost_first(engine, given, around)
        for problem in accept(engine, one, around, members)
        if one in changed
    ]
    return changed, tuple(warnings)


def accept(
    engine: Engine,
    one: DefinitionFile,
    around: Iterable[DefinitionFile],
    members: Members | None,
) -> tuple[Problem, ...]:
    """The warnings about a file that may be deployed, or DefinitionRefused."""
    found = judge(engine, one, around, members)
    if errors := tuple(problem for problem in found if problem.severity == "error"):
        raise DefinitionRefused(one.name, errors)
    return found


def advice_on(session: Session, engine: Engine, definition: Definition) -> tuple[Problem, ...]:
    """What the rules say today of a version among the files it was deployed with."""
    around = _files(definitions_of(session, definition.deployment_id))
    return judge(engine, _file(definition), around, members_of_groups(session))


def add_versions(
    uow: UnitOfWork, accepted: list[DefinitionFile], draft_id: int | None = None
) -> Deployment:
    """Make the next version of each file, which the gate has accepted."""
    latest = {(one.kind, one.key): one for one in definitions_of(uow.session, None)}
    deployment = Deployment(deployed_at=uow.now, deployed_by=uow.actor.name)
    uow.session.add(deployment)
    uow.session.flush()
    for one in accepted:
        definition = _add_version(uow, deployment, one, latest.get((one.kind, one.key)))
        _record(uow, definition, draft_id)
    return deployment


def definitions_of(session: Session, deployment_id: int | None) -> list[Definition]:
    """The definitions in force as of a deployment, or of the newest one."""
    if deployment_id is None:
        return _newest(session, true())
    return _newest(session, Definition.deployment_id <= deployment_id)


def _newest(session: Session, among: ColumnElement[bool]) -> list[Definition]:
    newest = select(func.max(Definition.id)).where(among)
    newest = newest.group_by(Definition.kind, Definition.key)
    return list(
        session.scalars(select(Definition).where(Definition.id.in_(newest)).order_by(Definition.id))
    )


def definition_in_force(
    session: Session, kind: DefinitionKind, key: str, deployment_id: int | None = None
) -> Definition:
    """The version of one definition that a deployment sees."""
    wanted = select(Definition).where(Definition.kind == kind, Definition.key == key)
    if deployment_id is not None:
        wanted = wanted.where(Definition.deployment_id <= deployment_id)
    definition = session.scalar(wanted.order_by(Definition.id.desc()).limit(1))
    if definition is None:
        raise NotFound("definition.not_found", kind=kind.value, key=key)
    return definition


def texts_in_force(session: Session, deployment_id: int | None) -> FindText:
    """What finds the texts that a deployment sees, or the newest; it raises NotFound."""
    return lambda kind, key: definition_in_force(session, kind, key, deployment_id).content


def files_in_force(session: Session) -> list[DefinitionFile]:
    """Every definition in force, which a new one is judged with."""
    return _files(definitions_of(session, None))


def _files(definitions: Iterable[Definition]) -> list[DefinitionFile]:
    return [_file(one) for one in definitions]


def _file(one: Definition) -> DefinitionFile:
    return DefinitionFile(one.kind, one.key, one.content)


# Definitions never change once deployed, so what a definition runs on may be kept for good.
_SOURCES: WeakKeyDictionary[Database, dict[tuple[int, int], Sources]] = WeakKeyDictionary()


def sources_of(session: Session, engine: Engine, definition_id: int, deployment_id: int) -> Sources:
    """What an instance runs on: its diagram, what it calls and asks, of its own deployment."""
    database = session.get_bind().engine
    kept = _SOURCES.setdefault(database, {})
    if (definition_id, deployment_id) not in kept:
        definition = session.get_one(Definition, definition_id)
        find = texts_in_force(session, deployment_id)
        kept[definition_id, deployment_id] = gather(
            engine, definition.key, definition.content, find
        )
    return kept[definition_id, deployment_id]


_FORMS: WeakKeyDictionary[Database, dict[tuple[str, int], Form]] = WeakKeyDictionary()


def read_form(session: Session, key: str, deployment_id: int) -> Form:
    """A form in the version a deployment sees."""
    kept = _FORMS.setdefault(session.get_bind().engine, {})
    if (key, deployment_id) not in kept:
        definition = definition_in_force(session, DefinitionKind.FORM, key, deployment_id)
        kept[key, deployment_id] = parse_form(key, definition.content)
    return kept[key, deployment_id]


def _read(name: str, content: bytes) -> DefinitionFile:
    try:
        return DefinitionFile.read(name, content)
    except DefinitionRejected as error:
        raise DefinitionRefused(name, error.problems) from error


def _sorted(folder: Traversable) -> list[Traversable]:
    try:
        return sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise SettingRefused("setting.folder", value=folder, reason=error.strerror) from None


def _differs(one: DefinitionFile, deployed: Definition | None) -> bool:
    return deployed is None or deployed.sha256 != one.sha256


def _add_version(
    uow: UnitOfWork, deployment: Deployment, one: DefinitionFile, former: Definition | None
) -> Definition:
    definition = Definition(
        deployment_id=deployment.id,
        kind=one.kind,
        key=one.key,
        version=(former.version if former else 0) + 1,
        content=one.content,
        sha256=one.sha256,
    )
    uow.session.add(definition)
    uow.session.flush()
    return definition


def _record(uow: UnitOfWork, definition: Definition, draft_id: int | None) -> None:
    uow.record(
        Event.DEFINITION_DEPLOYED,
        detail={
            "definition": definition.id,
            "kind": definition.kind.value,
            "key": definition.key,
            "version": definition.version,
            "sha256": definition.sha256,
            "draft": draft_id,
        },
    )


def _inmost_first(
    engine: Engine, given: list[DefinitionFile], around: list[DefinitionFile]
) -> list[DefinitionFile]:
    """What a process runs on comes first, else it would be blamed for what is broken in there."""
    find = texts_among(around)

    def depth(one: DefinitionFile) -> int:
        is_process = one.kind is DefinitionKind.PROCESS
        return 1 + len(gather(engine, one.key, one.content, find).called) if is_process else 0

    return sorted(given, key=depth)
