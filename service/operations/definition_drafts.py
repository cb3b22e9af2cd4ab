"""Diagrams from elsewhere: kept as they came, looked at, and deployed once they keep the rules."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy.orm import Session

from service.actions.telling import News, tell
from service.audit.events import Event
from service.errors import Conflict, DefinitionRefused, Invalid, NotFound
from service.models import Definition, DefinitionDraft, DefinitionKind, Person
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import (
    accept,
    add_versions,
    definition_in_force,
    definitions_of,
    files_in_force,
)
from service.operations.judgement import judge
from service.permissions import check_may_deploy, check_may_import
from service.queries.definitions import (
    DRAFT_OFFERED,
    authors_of,
    find_draft,
    find_newest_version,
    key_of_offer,
    list_deployers,
)
from service.queries.members import members_of_groups
from service.unit_of_work import UnitOfWork
from workflows import (
    Choice,
    DefinitionRejected,
    Difference,
    Engine,
    FoundProcess,
    Problem,
    Translation,
    open_diagram,
)

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to know before a draft is deployed with a choice.

    ``translations`` are what would be said differently, ``problems`` what stands in the way or
    is worth knowing, ``differences`` what changes against the version in force.
    """

    processes: tuple[FoundProcess, ...]
    translations: tuple[Translation, ...]
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def is_deployable(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(one.severity == "error" for one in self.problems)


def import_definition(
    uow: UnitOfWork, name: str, content: bytes, seen: int | None = None
) -> DefinitionDraft:
    """Keep a diagram of any tool exactly as it came; ``seen`` is the revision it follows.

    The name of the file, without its suffix, is the key. A diagram that could not be deployed
    is kept all the same.
    """
    check_may_import(uow.session, uow.actor.person_id)
    key = key_of(name)
    former = find_draft(uow.session, key)
    _refuse_unseen(uow.session, former, seen, key)
    try:
        opened = open_diagram(content)
    except DefinitionRejected as error:
        raise DefinitionRefused(name, error.problems, "definition.not_imported") from error
    draft = DefinitionDraft(
        kind=DefinitionKind.PROCESS,
        key=key,
        revision=(former.revision if former else 0) + 1,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        tool=opened.tool,
        imported_at=uow.now,
        imported_by=uow.actor.name,
    )
    uow.session.add(draft)
    uow.session.flush()
    uow.record(
        Event.DEFINITION_IMPORTED,
        detail={
            "draft": draft.id,
            "kind": draft.kind.value,
            "key": key,
            "revision": draft.revision,
            "sha256": draft.sha256,
        },
    )
    return draft


def key_of(name: str) -> str:
    """The key a file is imported under, or Invalid."""
    key = PurePath(name).name.removesuffix(".bpmn").removesuffix(".xml").removesuffix(".bpmn")
    if not _KEY.fullmatch(key):
        raise Invalid({"key": ["not_a_key"]}, "definition.key_unusable", key=key[:80])
    return key


def problems_of(session: Session, engine: Engine, key: str, content: bytes) -> tuple[Problem, ...]:
    """Say what stands in the way of a diagram that is still being drawn; nothing is kept."""
    try:
        one = DefinitionFile.read(f"{key_of(key)}.bpmn", content, None)
    except DefinitionRejected as error:
        return error.problems
    return judge(engine, one, files_in_force(session), members_of_groups(session))


def report_on(
    session: Session, engine: Engine, draft: DefinitionDraft, choice: Choice | None = None
) -> Report:
    """Say what deploying a draft with this choice would come to; nothing is changed."""
    opened = open_diagram(draft.content)
    try:
        one = file_of(draft, choice)
    except DefinitionRejected as error:
        return Report(opened.processes, (), error.problems)
    assert one.origin is not None
    found = judge(engine, one, files_in_force(session), members_of_groups(session))
    differences = _differences(engine, find_newest_version(session, one.key), one)
    return Report(opened.processes, one.origin.translations, found, differences)


def _differences(
    engine: Engine, former: Definition | None, one: DefinitionFile
) -> tuple[Difference, ...]:
    if former is None:
        return ()
    try:
        return engine.compare(former.content, one.content)
    except DefinitionRejected:  # Which of its processes is meant is not said yet.
        return ()


def judge_draft(session: Session, engine: Engine, key: str, choice: Choice) -> None:
    """Judge the newest draft, so that the unit of work that deploys it keeps nobody waiting."""
    if (draft := find_draft(session, key)) is not None:
        report_on(session, engine, draft, choice)


def deploy_draft(
    uow: UnitOfWork, engine: Engine, key: str, choice: Choice, seen: int | None = None
) -> tuple[Definition, tuple[Problem, ...]]:
    """Make the next version of a process from its newest draft, or refuse and change nothing.

    Whoever drew it since the last deployment may not: a second person answers for it. The version
    comes with what is worth knowing about it.
    """
    check_may_deploy(uow.session, uow.actor.person_id, authors_of(uow.session, key))
    draft = find_draft(uow.session, key)
    if draft is None:
        raise NotFound("definition.no_draft", key=key)
    _refuse_unseen(uow.session, draft, seen, key)
    if draft.definition is not None:
        version = draft.definition.version
        raise Conflict("definition.already_deployed", key=key, version=version)
    one, warnings = _accepted(uow.session, engine, draft, choice)
    add_versions(uow, [one], draft.id)
    draft.definition = definition_in_force(uow.session, one.kind, one.key)
    return draft.definition, warnings


def offer_draft(uow: UnitOfWork, key: str) -> int:
    """Ask those who may deploy the newest draft to look at it; how many had not been asked yet."""
    check_may_import(uow.session, uow.actor.person_id)
    draft = find_draft(uow.session, key)
    if draft is None:
        raise NotFound("definition.no_draft", key=key)
    if draft.definition is not None:
        version = draft.definition.version
        raise Conflict("definition.already_deployed", key=key, version=version)
    author = uow.session.get_one(Person, uow.actor.person_id)
    params = {"author": author.name, "process": key, "revision": draft.revision}
    news = News(DRAFT_OFFERED, key_of_offer(draft), params)
    others = list_deployers(uow.session, authors_of(uow.session, key))
    return len(tell(uow, others, news))


def _accepted(
    session: Session, engine: Engine, draft: DefinitionDraft, choice: Choice
) -> tuple[DefinitionFile, tuple[Problem, ...]]:
    try:
        one = file_of(draft, choice)
    except DefinitionRejected as error:
        raise DefinitionRefused(draft.key, error.problems) from error
    warnings = accept(engine, one, files_in_force(session), members_of_groups(session))
    for version in definitions_of(session, None):
        if (version.kind, version.key, version.sha256) == (one.kind, one.key, one.sha256):
            raise Conflict("definition.unchanged", key=one.key, version=version.version)
    return one, warnings


def file_of(draft: DefinitionDraft, choice: Choice | None) -> DefinitionFile:
    """The file as it would be run with a choice, or DefinitionRejected."""
    return DefinitionFile.read(f"{draft.key}.bpmn", draft.content, choice)


def _refuse_unseen(
    session: Session, draft: DefinitionDraft | None, seen: int | None, key: str
) -> None:
    revision = draft.revision if draft else 0
    if seen is not None and seen != revision:
        author = session.get(Person, draft.author_id) if draft and draft.author_id else None
        who = author.name if author else "—"
        raise Conflict("definition.draft_changed", key=key, revision=revision, who=who)
