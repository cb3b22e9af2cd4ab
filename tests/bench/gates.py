"""P13: what judging and deploying the nomination diagram takes, and how long nobody else writes."""

from dataclasses import replace

from service.operations.definitions import deploy, judge_together, shipped_files
from service.operations.judgement import judge
from service.unit_of_work import Actor, UnitsOfWork
from tests.bench.figures import Stopwatch
from tests.support.clocks import MovableClock
from tests.support.databases import opened
from workflows import Engine


def one_round(databases):
    """Judge it among the files that ship, then deploy it changed, with the files it uses."""
    given, engine = shipped_files(), Engine()
    nomination = next(one for one in given if one.name == "nomination.bpmn")
    changed = replace(nomination, content=f"{nomination.content}\n<!-- changed -->")
    with Stopwatch() as first:
        judge(engine, nomination, given)
    with Stopwatch() as judging:
        judge(engine, changed, given)
    used = [one for one in given if not one.name.endswith(".bpmn") and _uses(nomination, one)]
    with databases.migrated("sqlite") as url, opened(url) as database:
        units_of_work, newly_started = UnitsOfWork(database, MovableClock()), Engine()
        _deploy(units_of_work, engine, given)
        with Stopwatch() as deploying:
            holding = _deploy(units_of_work, newly_started, [changed, *used])
    return {
        **_told("P13 gate on the nomination diagram, first of an engine", first),
        **_told("P13 gate on the nomination diagram", judging),
        **_told("P13 deploying it", deploying),
        **_told("P13 deploying it: in its transaction", holding),
    }


def _told(name, took):
    return {f"{name}, ms": took.clock * 1000, f"{name}, CPU ms": took.cpu * 1000}


def _uses(diagram, one):
    return f'"{one.key}"' in diagram.content


def _deploy(units_of_work, engine, files):
    """Deploy as ``thidua serve`` does; return what it took while nobody else could write."""
    with units_of_work.read() as session:
        judge_together(session, engine, files)
    with Stopwatch() as holding, units_of_work.open(Actor.system()) as uow:
        deploy(uow, engine, files)
    return holding
