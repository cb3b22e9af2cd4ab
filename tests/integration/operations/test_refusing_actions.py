"""An action that answers with a BPMN error: the diagram takes it up, or a person has to look."""

import pytest

from service.actions import registry
from service.models import Group, TaskStatus, UserTask
from service.operations import givens
from service.operations.failures import StepBroken
from service.operations.replays import deployed_version, replay_cases
from tests.support import diagrams
from tests.support.given_failures import Failures
from tests.support.given_processes import SMALL_FILES, process
from workflows import BpmnError
from workflows.simulation import Outcome

OPENING = (
    '<bpmn:serviceTask id="open" name="open" thidua:action="open_account"'
    ' camunda:resultVariable="number"/>'
)
REFUSED = (
    '<bpmn:boundaryEvent id="refused" name="refused" attachedToRef="open">'
    '<bpmn:errorEventDefinition id="refused_error" errorRef="e_7"/></bpmn:boundaryEvent>'
)
DECLARED = '<bpmn:error id="e_7" name="refused" errorCode="E7"/><bpmn:process'


def opening(key, *more, flows=()):
    """A process whose action is asked as soon as a person has said so."""
    asked = diagrams.user_task("ask", "standing_body", form="opinion")
    ways = [("begin", "ask"), ("ask", "open"), ("open", "finish"), *flows]
    drawn = diagrams.diagram(key, [asked, OPENING, *more, diagrams.end()], ways)
    return process(key, drawn.replace("<bpmn:process", DECLARED, 1))


FILES = (
    *SMALL_FILES,
    opening("bare"),
    opening(
        "guarded",
        REFUSED,
        diagrams.user_task("mend", "standing_body"),
        diagrams.end("mended"),
        flows=[("refused", "mend"), ("mend", "mended")],
    ),
)


@pytest.fixture
def answer(monkeypatch):
    """Say what the action is to answer; it exists only in these tests."""

    def give(value):
        monkeypatch.setitem(registry._actions, "open_account", lambda step: value)

    give(None)
    givens._results.cache_clear()
    yield give
    givens._results.cache_clear()


@pytest.fixture
def refusals(given, answer):
    return Failures(given, FILES)


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


def opened(refusals, instance):
    tasks = refusals.rows(UserTask, instance_id=instance.id, status=TaskStatus.OPEN)
    return [task.element_id for task in tasks]


def test_an_error_an_action_answers_goes_to_the_event_that_catches_it(refusals, answer, lan):
    answer(BpmnError("E7"))
    instance = refusals.runs("guarded")

    refusals.completes(lan, instance, agreed=True, comment="được")

    assert opened(refusals, instance) == ["mend"]
    assert refusals.incidents() == []


def test_a_result_an_action_answers_goes_on_as_drawn(refusals, answer, lan):
    answer(12)
    instance = refusals.runs("guarded")

    refusals.completes(lan, instance, agreed=True, comment="được")

    assert opened(refusals, instance) == []


@pytest.mark.parametrize("key", ["bare", "guarded"])
def test_an_error_nobody_catches_is_named_in_the_incident_in_both_languages(
    refusals, answer, lan, given, key
):
    answer(BpmnError("E7" if key == "bare" else "E8"))
    instance = refusals.runs(key)

    with pytest.raises(StepBroken):
        refusals.completes(lan, instance, agreed=True, comment="được")

    [incident] = refusals.incidents()
    code = "E7" if key == "bare" else "E8"
    assert incident.element_id == "open"
    assert incident.sentence("vi").endswith(f"không nơi nào bắt lỗi {code}")
    assert incident.sentence("en").endswith(f"nothing catches the error {code}")
    assert given.open_task(instance).element_id == "ask"


def test_a_case_whose_action_refused_is_replayed_as_it_went(refusals, answer, lan, engine):
    answer(BpmnError("E7"))
    instance = refusals.runs("guarded")
    refusals.completes(lan, instance, agreed=True, comment="được")
    refusals.completes(lan, instance)
    answer(12)

    with refusals.units_of_work.read() as session:
        version = deployed_version(session, engine, "guarded", 1)
        cases = replay_cases(session, engine, "guarded", version)

    assert [one.outcome for one in cases] == [Outcome.SAME]


def test_an_action_that_breaks_is_told_by_its_name_in_both_languages(refusals, lan, monkeypatch):
    monkeypatch.setitem(registry._actions, "open_account", lambda step: {}["account"])
    instance = refusals.runs("guarded")

    with pytest.raises(StepBroken):
        refusals.completes(lan, instance, agreed=True, comment="được")

    [incident] = refusals.incidents()
    assert incident.sentence("vi").endswith("hành động open_account báo lỗi KeyError")
    assert incident.sentence("en").endswith("KeyError: 'account'")
