"""Replaying what happened to cases on another version of their diagram; nothing changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from service.audit.events import Event
from service.calendar import load_calendar
from service.errors import NotFound
from service.forms import parse_form, process_variables
from service.models import Campaign, DefinitionKind, ProcessInstance
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import definition_in_force, sources_of, texts_in_force
from service.operations.gathering import elements_of, gather
from service.operations.tasks import form_of
from service.queries.migrations import find_version, move_between
from service.queries.recordings import (
    Entry,
    finished_instances,
    moves_of_deadlines,
    moving_entries,
    tasks_of,
    timers_of,
    unfired,
)
from workflows import Engine, Sources, Telling, Told
from workflows.simulation import (
    Outcome,
    RecordedStep,
    Recording,
    StepKind,
    UnfiredTimer,
    Verdict,
    World,
    replay,
)

_KINDS = {
    Event.INSTANCE_STARTED: StepKind.START,
    Event.TASK_COMPLETED: StepKind.TASK,
    Event.TIMER_FIRED: StepKind.TIMER,
    Event.MESSAGE_DELIVERED: StepKind.MESSAGE,
}


@dataclass(frozen=True, slots=True)
class Version:
    """What cases are replayed on: a diagram with its tables, and what its forms ask."""

    sources: Sources
    asked: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ReplayedCase:
    """What became of one case; without a verdict where somebody had moved it by hand."""

    instance_id: int
    business_key: str
    verdict: Verdict | None

    @property
    def outcome(self) -> Outcome | None:
        """How its replay ended, if it was replayed."""
        return None if self.verdict is None else self.verdict.outcome


def deployed_version(session: Session, engine: Engine, key: str, number: int) -> Version:
    """A version of a process, with the tables and forms it was last used with."""
    definition = find_version(session, key, number)
    if definition is None:
        raise NotFound("migration.unknown_version", key=key, version=number)
    deployment_id = move_between(session, definition, definition).deployment_id
    sources = sources_of(session, engine, definition.id, deployment_id)
    return Version(sources, _asked(session, engine, sources, deployment_id))


def drawn_version(session: Session, engine: Engine, key: str, file: DefinitionFile) -> Version:
    """A diagram that is not deployed, with what it calls and asks as in force."""
    sources = gather(engine, key, file.content, texts_in_force(session, None))
    return Version(sources, _asked(session, engine, sources, None))


def element_names(session: Session, engine: Engine, key: str, version: Version) -> dict[str, str]:
    """What people call the elements, in the version in force and in the one replayed on."""
    newest = definition_in_force(session, DefinitionKind.PROCESS, key).content
    elements = (*engine.outline(newest).elements, *elements_of(engine, version.sources))
    named = {one.id: one.name for one in elements if one.name}
    return {name: f"“{called}” ({name})" for name, called in named.items()}


def replay_cases(
    session: Session,
    engine: Engine,
    key: str,
    version: Version,
    only: tuple[str, ...] = (),
    newest: int | None = None,
) -> list[ReplayedCase]:
    """Replay every completed case of a process, those named, or the newest ones."""
    instances = finished_instances(session, key, only, newest)
    for wanted in only:
        if not any(wanted in {one.business_key, str(one.id)} for one in instances):
            raise NotFound("replay.unknown_case", key=wanted)
    replayer = _Replayer(session, engine, version)
    return [ReplayedCase(one.id, one.business_key, replayer.verdict(one)) for one in instances]


def recording_of(session: Session, engine: Engine, instance: ProcessInstance) -> Recording | None:
    """What happened to a case; nothing where somebody moved it by other means than its steps."""
    entries = moving_entries(session, instance.id)
    if not entries or any(one.event not in _KINDS for one in entries):
        return None
    steps = _Steps(session, instance)
    return Recording(
        sources_of(session, engine, instance.definition_id, instance.deployment_id),
        tuple(map(steps.of, entries)),
        tuple(
            UnfiredTimer(one.element_id, one.occurrence, one.due_at)
            for one in unfired(steps.timers.values())
        ),
        instance.ended_at is not None,
        instance.ended_at or entries[-1].at,
    )


class _Steps:
    """The recorded steps of one instance."""

    def __init__(self, session: Session, instance: ProcessInstance) -> None:
        self._session, self._instance = session, instance
        self._tasks = tasks_of(session, instance.id)
        self.timers = timers_of(session, instance.id)

    def of(self, entry: Entry) -> RecordedStep:
        """What an entry of the ledger tells."""
        return RecordedStep(
            at=entry.at,
            element_id=entry.detail.get("element", ""),
            trail=tuple(entry.detail["trail"]),
            told=tuple(_told(one) for one in entry.values.get("told", ())),
            **self._brought(entry),
        )

    def _brought(self, entry: Entry) -> dict[str, Any]:
        kind = _KINDS[entry.event]
        variables = entry.values.get("variables", {})
        if kind is StepKind.MESSAGE and "element" not in entry.detail:
            kind = StepKind.RETIME
        elif kind is StepKind.TIMER:
            timer = self.timers[entry.detail["timer"]]
            due_at = datetime.fromisoformat(entry.detail["due"])
            return {"kind": kind, "occurrence": timer.occurrence, "due_at": due_at}
        elif kind is StepKind.TASK:
            task = self._tasks[entry.detail["task"]]
            form = form_of(self._session, task, self._instance)
            answers = entry.values.get("answers", {})
            variables = process_variables(form, answers) if form else {}
            assignee = str(task.assignee_id) if task.assignee_id else None
            return {"kind": kind, "variables": variables, "assignee": assignee}
        return {"kind": kind, "variables": variables}


class _Replayer:
    """Replays cases on one version."""

    def __init__(self, session: Session, engine: Engine, version: Version) -> None:
        self._session, self._engine, self._version = session, engine, version
        self._functions: dict[int, _Functions] = {}
        self._asked_of: dict[tuple[int, int | None], Mapping[str, frozenset[str]]] = {}

    def verdict(self, instance: ProcessInstance) -> Verdict | None:
        """Replay one case."""
        recording = recording_of(self._session, self._engine, instance)
        if recording is None:
            return None
        campaign_id = instance.campaign_id
        if campaign_id not in self._functions:
            self._functions[campaign_id] = _Functions(self._session, campaign_id)
        version = instance.definition_id, instance.deployment_id
        if version not in self._asked_of:
            asked = _asked(self._session, self._engine, recording.sources, version[1])
            self._asked_of[version] = asked
        functions, before = self._functions[campaign_id].at, self._asked_of[version]
        world = World(functions, self._version.asked, before)
        return replay(self._engine, recording, self._version.sources, world)


class _Functions:
    """What expressions may call about one campaign, as of any moment."""

    def __init__(self, session: Session, campaign_id: int) -> None:
        campaign = session.get_one(Campaign, campaign_id)
        self._settings = campaign.settings
        self._deadlines = {one.name: one.due_at for one in campaign.deadlines}
        self._moves = moves_of_deadlines(session, campaign_id)
        self._calendar = load_calendar(session)

    def at(self, moment: datetime) -> Mapping[str, Callable[..., Any]]:
        """The functions as they answered at a moment."""
        return {
            "now": lambda: moment,
            "deadline": lambda name: self._deadline(name, moment),
            "setting": lambda name: self._settings[name]["value"],
            "workdays_after": self._calendar.after,
            "workdays_before": self._calendar.before,
        }

    def _deadline(self, name: str, moment: datetime) -> datetime:
        later = (before for at, moved, before in self._moves if moved == name and at > moment)
        return next(later, None) or self._deadlines[name]


def _asked(
    session: Session, engine: Engine, sources: Sources, deployment_id: int | None
) -> dict[str, frozenset[str]]:
    keys = {one.form_key for one in elements_of(engine, sources)} - {None}
    found = {}
    for key in sorted(filter(None, keys)):
        form = definition_in_force(session, DefinitionKind.FORM, key, deployment_id)
        fields = parse_form(form.key, form.content).fields
        found[key] = frozenset(one.variable for one in fields if one.variable)
    return found


def _told(kept: Mapping[str, Any]) -> Told:
    return Told(Telling(kept["kind"]), kept["element_id"], kept["name"], kept["value"])
