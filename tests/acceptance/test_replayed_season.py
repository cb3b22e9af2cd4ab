"""Every case of a played season, replayed on the version it ran on and on changed ones."""

from collections import Counter
from importlib.resources import files

import pytest

from service.db.database import open_database
from service.models import DefinitionKind
from service.operations.definition_files import DefinitionFile
from service.operations.replays import deployed_version, drawn_version, replay_cases
from service.rehearsal import rehearse
from service.unit_of_work import UnitsOfWork
from workflows import Engine
from workflows.simulation import Outcome

CASES = {"campaign": 1, "council_session": 2, "department_award": 2, "nomination": 2}


@pytest.fixture(scope="module")
def season(tmp_path_factory):
    """A short season that was played to its end."""
    url = f"sqlite:///{tmp_path_factory.mktemp('season')}/season.db"
    rehearse("edges-own", url)
    database = open_database(url)
    with UnitsOfWork(database).read() as session:
        yield session
    database.dispose()


@pytest.mark.parametrize("key", [*CASES, "unit_review"])
def test_on_the_same_version_every_case_goes_as_it_went(season, key):
    engine = Engine()

    cases = replay_cases(season, engine, key, deployed_version(season, engine, key, 1))

    assert {case.outcome for case in cases} == {Outcome.SAME}
    assert len(cases) >= CASES.get(key, 1)


def changed(season, old, new):
    """Replay the nominations on their diagram with something in it drawn differently."""
    text = (files("bpmn") / "processes" / "nomination.bpmn").read_text(encoding="utf-8")
    assert old in text
    file = DefinitionFile(DefinitionKind.PROCESS, "nomination", text.replace(old, new))
    engine = Engine()
    version = drawn_version(season, engine, "nomination", file)
    return replay_cases(season, engine, "nomination", version)


def test_a_step_that_is_new_is_wanted_of_every_case_that_comes_to_it(season):
    flow = 'sourceRef="prepare_dossier" targetRef="dossier_given"/>'
    added = (
        'sourceRef="prepare_dossier" targetRef="second_look"/>'
        '<bpmn:sequenceFlow id="looked" sourceRef="second_look" targetRef="dossier_given"/>'
        '<bpmn:userTask id="second_look" name="Xem lại" camunda:formKey="check_completeness"'
        ' camunda:candidateGroups="standing_body"/>'
    )

    cases = changed(season, flow, added)

    assert Counter(case.outcome for case in cases) == {Outcome.UNANSWERED: 2}
    assert {case.verdict.element_id for case in cases} == {"second_look"}
    assert all(case.verdict.fields for case in cases)


def test_a_step_that_is_gone_is_missed_by_every_case_that_had_it(season):
    flow = 'sourceRef="dossier_wanted" targetRef="prepare_dossier"/>'

    cases = changed(season, flow, flow.replace("prepare_dossier", "dossier_given"))

    assert {case.verdict.was for case in cases} == {"prepare_dossier"}
    assert {case.verdict.now for case in cases} == {"dossier_given"}


def test_a_condition_turned_round_sends_every_case_the_other_way(season):
    cases = changed(season, "${granted}", "${not granted}")

    assert {case.outcome for case in cases} == {Outcome.DIFFERENT}
    assert {case.verdict.was for case in cases} == {"record_awarded"}
    assert {case.verdict.now for case in cases} == {"record_award_refused"}
