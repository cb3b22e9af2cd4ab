"""Rehearsing: a scenario, a database of its own, a virtual clock, and what came of it."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine as Database
from sqlalchemy import select

from service.audit.verify import verify
from service.calendar import load_calendar
from service.db.database import open_database
from service.db.migrations import upgrade_database
from service.models import AuditEntry, DefinitionKind
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import shipped_files
from service.rehearsal.acting import Company
from service.rehearsal.answers import Script
from service.rehearsal.clock import VirtualClock
from service.rehearsal.coverage import Coverage, cover, outlines, passed
from service.rehearsal.export import Table, export
from service.rehearsal.people import OfficeHours, Staff
from service.rehearsal.progress import ProgressBar
from service.rehearsal.record import read_record
from service.rehearsal.report import Told, tell
from service.rehearsal.routes import FINDERS, Evidence
from service.rehearsal.runner import Season
from service.rehearsal.scenario import SCENARIOS, Scenario, find_scenario, load_scenario
from service.rehearsal.scene import create_scene
from service.rehearsal.timing import Stopwatch
from service.rehearsal.walking import walk_diagrams
from service.rehearsal.wording import RehearsalRefused, ScenarioInvalid
from service.unit_of_work import UnitsOfWork
from workflows import Engine

#: Tasks a nomination, a unit and the rest of a season take, to draw the progress bar.
TASKS_PER_NOMINATION = 4
TASKS_PER_UNIT = 3
OTHER_TASKS = 40


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A season that was played to its end."""

    scenario: Scenario
    exported: Table
    report: str
    missing_routes: list[str]
    stopwatch: Stopwatch

    @property
    def is_as_expected(self) -> bool:
        """Whether every expected route was taken, all ended, nothing failed, the ledger holds."""
        return (
            not self.missing_routes
            and not self.exported["totals"]["unfinished"]
            and not self.exported["totals"]["failures"]
            and bool(self.exported["audit"]["verified"])
        )


def rehearse(
    scenario: str | Path,
    database_url: str,
    json_path: Path | None = None,
    progress: bool = False,
    definitions: Sequence[DefinitionFile] | None = None,
) -> Rehearsal:
    """Play a scenario on an empty database, and tell what came of it.

    It goes by the given definitions, else by those that are shipped.
    """
    read = load_scenario(find_scenario(scenario))
    for name in read.expected_routes:
        if name not in FINDERS:
            words = ", ".join(FINDERS)
            raise ScenarioInvalid("expects_word", where=scenario, value=name, words=words)
    if json_path is not None and not json_path.parent.is_dir():
        raise RehearsalRefused("no_folder", where=json_path, name=json_path.parent)
    stopwatch = Stopwatch()
    with stopwatch.of("tables"):
        upgrade_database(database_url)
    database = open_database(database_url)
    try:
        _check_unused(database)
        given = shipped_files() if definitions is None else definitions
        played = _play(read, database, given, stopwatch, progress)
    finally:
        database.dispose()
    if json_path is not None:
        text = json.dumps(played.exported, ensure_ascii=False, indent=1)
        json_path.write_text(f"{text}\n", encoding="utf-8")
    return played


def measure_coverage(definitions: Sequence[DefinitionFile]) -> Coverage:
    """Play every shipped scenario, and tell which parts of these diagrams they passed."""
    went = []
    for path in sorted(SCENARIOS.glob("*.toml")):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/coverage.db"
            rehearse(path, url, definitions=definitions)
            database = open_database(url)
            with UnitsOfWork(database).read() as session:
                went.append(passed(session))
            database.dispose()
    return _cover(definitions, went)


def walk_definitions(files: Sequence[DefinitionFile]) -> Coverage:
    """Walk every path of these diagrams, without playing anything."""
    return _cover(files, None)


def _cover(files: Sequence[DefinitionFile], went: list[dict[str, set[str]]] | None) -> Coverage:
    engine = Engine()
    drawn = {
        one.key: engine.outline(one.content) for one in files if one.kind is DefinitionKind.PROCESS
    }
    return cover(drawn, went, walk_diagrams(engine, files))


def _check_unused(database: Database) -> None:
    """A rehearsal writes into a ledger of its own, never into one that is in use."""
    with UnitsOfWork(database).read() as session:
        if session.scalar(select(AuditEntry.sequence).limit(1)) is not None:
            raise RehearsalRefused("database_in_use")


def _play(
    scenario: Scenario,
    database: Database,
    definitions: Sequence[DefinitionFile],
    stopwatch: Stopwatch,
    progress: bool,
) -> Rehearsal:
    clock = VirtualClock(scenario.starts_at)
    company = Company(
        UnitsOfWork(database, clock), Engine(), Script.of(scenario), scenario.campaign.code
    )
    with stopwatch.of("scene"):
        create_scene(company.units_of_work, company.engine, scenario, definitions)
    bar = ProgressBar(_expected_tasks(scenario), wanted=progress)
    season = Season(scenario, company, clock, _staff(scenario, company), stopwatch, bar.step)
    season.play()
    bar.finish(clock())
    return _tell(season)


def _tell(season: Season) -> Rehearsal:
    company, stopwatch = season.company, season.stopwatch
    with stopwatch.of("reading off"), company.units_of_work.read() as session:
        record = read_record(session, company.campaign_code)
        drawn = outlines(session, company.engine).values()
        verified = verify(session).verified
        flows = {flow.id for outline in drawn for flow in outline.flows}
        evidence = Evidence.of(record, season.standstills)
        exported = export(evidence, flows, verified)
        routes = exported["routes"]
        missing = [one for one in season.scenario.expected_routes if not routes.get(one)]
        names = {one.id: one.name for outline in drawn for one in outline.elements}
        unknown = sorted(season.scenario.elements() - names.keys())
        report = tell(evidence, Told(exported, missing, names, unknown, stopwatch))
    return Rehearsal(season.scenario, exported, report, missing, stopwatch)


def _staff(scenario: Scenario, company: Company) -> Staff:
    with company.units_of_work.read() as session:
        calendar = load_calendar(session)
    hours = OfficeHours(calendar.is_working, scenario.opens, scenario.closes)
    people = {person.username: person for person in scenario.people}
    return Staff(hours, timedelta(minutes=scenario.pace), people)


def _expected_tasks(scenario: Scenario) -> int:
    of_nominations = TASKS_PER_NOMINATION * len(scenario.nominations)
    return of_nominations + TASKS_PER_UNIT * len(scenario.units) + OTHER_TASKS
