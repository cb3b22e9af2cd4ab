"""P13: what judging and deploying the nomination diagram takes."""

from dataclasses import replace

from service.models import DefinitionKind
from service.operations.definitions import deploy, shipped_files
from service.operations.judgement import judge
from service.unit_of_work import Actor, UnitsOfWork
from tests.bench.figures import Stopwatch
from tests.support.clocks import MovableClock
from tests.support.databases import opened
from workflows import Engine


def one_round(databases):
    """Judge it among the files that ship, then deploy it changed, with the files it uses."""
    given = shipped_files()
    nomination = next(
        one for one in given if (one.kind, one.key) == (DefinitionKind.PROCESS, "nomination")
    )
    with Stopwatch() as judging:
        judge(Engine(), nomination, given)
    with databases.migrated("sqlite") as url, opened(url) as database:
        units_of_work, engine = UnitsOfWork(database, MovableClock()), Engine()
        _deploy(units_of_work, engine, given)
        changed = replace(nomination, content=f"{nomination.content}\n<!-- changed -->")
        used = [
            one
            for one in given
            if one.kind is not DefinitionKind.PROCESS and f'"{one.key}"' in changed.content
        ]
        with Stopwatch() as deploying:
            _deploy(units_of_work, engine, [changed, *used])
    return {
        "P13 gate on the nomination diagram, ms": judging.clock * 1000,
        "P13 gate on the nomination diagram, CPU ms": judging.cpu * 1000,
        "P13 deploying it, ms": deploying.clock * 1000,
        "P13 deploying it, CPU ms": deploying.cpu * 1000,
    }


def _deploy(units_of_work, engine, files):
    with units_of_work.open(Actor.system()) as uow:
        deploy(uow, engine, files)
