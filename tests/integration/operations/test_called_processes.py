"""A case whose diagram calls another process: what is inside is done by people and clocks alike."""

import pytest
from sqlalchemy import select

from service.errors import DefinitionRefused, NotAllowed
from service.models import (
    Definition,
    DefinitionKind,
    Group,
    InstanceStatus,
    Message,
    ProcessInstance,
)
from service.operations.definition_files import DefinitionFile
from service.operations.migrations import Mover, find_move
from service.operations.replays import deployed_version, replay_cases
from service.unit_of_work import Actor
from tests.support import diagrams
from tests.support.given_processes import CALLING_FILES, SMALL_FILES, process
from tests.unit.workflows.drawing import table
from workflows import BudgetExceeded, Category
from workflows.simulation import Outcome

#: Asks a table which of two tasks is to be done.
ASKING = diagrams.diagram(
    "advising",
    [
        (
            '<bpmn:businessRuleTask id="ask" camunda:decisionRef="grade"'
            ' camunda:resultVariable="got"/>'
        ),
        '<bpmn:exclusiveGateway id="which" default="flow_3"/>',
        diagrams.user_task("praise", "director"),
        diagrams.user_task("advise", "director"),
        diagrams.end("advised"),
    ],
    [
        ("begin", "ask"),
        ("ask", "which"),
        ("which", "praise", "${got['answer'] &gt; 5}"),
        ("which", "advise"),
        ("praise", "advised"),
        ("advise", "advised"),
    ],
)


def graded(answer):
    drawn = table(f"- => {answer}", inputs="points")
    return DefinitionFile(DefinitionKind.DECISION, "grade", drawn)


@pytest.fixture
def campaign(given):
    given.calendar()
    given.small_deployment(CALLING_FILES)
    return given.campaign()


def delivered_to(units_of_work, instance):
    with units_of_work.read() as session:
        wanted = select(Message).where(Message.delivered_to_id == instance.id)
        return session.scalars(wanted).all()


def status(units_of_work, instance):
    with units_of_work.read() as session:
        return session.get_one(ProcessInstance, instance.id).status


def test_a_called_process_is_worked_through_by_its_people_and_its_clocks(
    given, campaign, units_of_work, clock
):
    lan, minh = given.person("lan", Group.STANDING_BODY), given.person("minh", Group.DIRECTOR)
    instance = given.instance(campaign, "calling")
    task = given.open_task(instance, "advise")

    with pytest.raises(NotAllowed):
        given.completes(lan, task, agreed=True, comment="được")
    given.completes(minh, task, agreed=True, comment="được")

    assert set(given.timers(instance)) == {"pause"}
    clock.move_to("2026-01-24T08:00:00+07:00")
    given.time_passes()
    assert status(units_of_work, instance) is InstanceStatus.COMPLETED


def test_a_running_case_keeps_the_called_process_it_began_with(given, campaign):
    old = given.instance(campaign, "calling", "old")

    drawn = diagrams.ADVISING.replace('"advise"', '"advise_anew"')
    changed = process("advising", drawn)
    given.small_deployment((*CALLING_FILES[:-1], changed))

    minh = given.person("minh", Group.DIRECTOR)
    given.completes(minh, given.open_task(old, "advise"), agreed=True, comment="được")
    assert set(given.timers(old)) == {"pause"}
    assert given.open_task(given.instance(campaign, "calling", "new"), "advise_anew")


def test_calling_a_process_that_is_not_there_is_refused_with_the_nearest(given, units_of_work):
    near = process("advisign", diagrams.ADVISING.replace('"advising"', '"advisign"'))

    with pytest.raises(DefinitionRefused, match=r"advising.*The nearest is advisign"):
        given.small_deployment((*CALLING_FILES[:-1], near))

    with units_of_work.read() as session:
        assert session.scalars(select(Definition)).all() == []


def test_a_broken_process_is_blamed_itself_and_not_what_calls_it(given):
    broken = process(
        "advising", diagrams.ADVISING.replace('targetRef="pause"', 'targetRef="nowhere"')
    )

    with pytest.raises(DefinitionRefused, match=r"advising\.bpmn"):
        given.small_deployment((*CALLING_FILES[:-1], broken))


def test_a_process_deployed_before_can_be_called(given, campaign):
    again = diagrams.CALLING.replace('"calling"', '"calling_too"')

    given.small_deployment((*SMALL_FILES, process("calling_too", again)))

    assert given.open_task(given.instance(campaign, "calling_too"), "advise")


def test_a_called_process_asks_another_case_and_takes_its_answer(given, campaign, units_of_work):
    consulting = diagrams.CALLING.replace('"advising"', '"asking"')
    answering = diagrams.ANSWERING.replace('toProcess="asking"', 'toProcess="calling"')
    files = [one for one in SMALL_FILES if one.key != "answering"]
    given.small_deployment(
        (*files, process("calling", consulting), process("answering", answering))
    )
    ours = given.instance(campaign, "calling", "ours", partner="theirs")
    theirs = given.instance(campaign, "answering", "theirs", partner="ours")

    given.time_passes()

    assert status(units_of_work, theirs) is InstanceStatus.COMPLETED
    assert given.open_task(ours).element_id == "reflect"
    [delivered] = delivered_to(units_of_work, ours)
    assert (delivered.name, delivered.variables) == ("answer", {"answered": 7})


def test_a_process_that_calls_itself_for_ever_is_stopped_by_name(given, campaign, units_of_work):
    endless = process("calling", diagrams.CALLING.replace('"advising"', '"calling"'))
    given.small_deployment((*CALLING_FILES[:-2], endless, CALLING_FILES[-1]))

    with pytest.raises(BudgetExceeded, match="16 processes inside one another"):
        given.instance(campaign, "calling")

    with units_of_work.read() as session:
        wanted = select(ProcessInstance).where(ProcessInstance.process_key == "calling")
        assert session.scalars(wanted).all() == []


def test_a_called_process_asks_the_tables_of_its_own_deployment(given, campaign):
    given.small_deployment((*CALLING_FILES[:-1], process("advising", ASKING), graded(9)))
    old = given.instance(campaign, "calling", "old", points=9)
    given.small_deployment((*CALLING_FILES[:-1], process("advising", ASKING), graded(1)))
    new = given.instance(campaign, "calling", "new", points=9)

    assert given.open_task(old, "praise")
    assert given.open_task(new, "advise")


def test_a_case_in_a_called_process_moves_to_another_version_of_both(
    given, campaign, engine, units_of_work
):
    instance = given.instance(campaign, "calling")
    renamed = diagrams.CALLING.replace("Xin ý kiến", "Hỏi ý kiến")
    drawn = diagrams.ADVISING.replace('name="advise"', 'name="Cho ý kiến"')
    given.small_deployment((*SMALL_FILES, process("calling", renamed), process("advising", drawn)))
    owner = given.person("owner", Group.PROCESS_OWNER)

    with units_of_work.open(Actor.person(owner.id)) as uow:
        mover = Mover(engine, find_move(uow.session, "calling", 1, 2))
        moved = mover.migrate(uow, instance.id)

    assert moved.plan.category is Category.MOVES
    assert given.open_task(instance).name == "Cho ý kiến"
    minh = given.person("minh", Group.DIRECTOR)
    given.completes(minh, given.open_task(instance), agreed=True, comment="được")
    assert set(given.timers(instance)) == {"pause"}


def test_a_finished_case_with_a_called_process_is_replayed_as_it_went(
    given, campaign, engine, units_of_work, clock
):
    instance = given.instance(campaign, "calling")
    minh = given.person("minh", Group.DIRECTOR)
    given.completes(minh, given.open_task(instance), agreed=True, comment="được")
    clock.move_to("2026-01-24T08:00:00+07:00")
    given.time_passes()

    with units_of_work.read() as session:
        version = deployed_version(session, engine, "calling", 1)
        cases = replay_cases(session, engine, "calling", version)

    assert [one.outcome for one in cases] == [Outcome.SAME]
