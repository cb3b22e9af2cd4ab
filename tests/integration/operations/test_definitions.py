import pytest
from sqlalchemy import func, select

from service.errors import DefinitionRefused
from service.models import Definition, DefinitionKind, Group
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import deploy, judge_together, shipped_files
from service.unit_of_work import Actor
from tests.support import diagrams
from tests.support.given_processes import SMALL_FILES, process
from workflows import Engine


class CountingEngine(Engine):
    judged = 0

    def lint(self, *asked):
        self.judged += 1
        return super().lint(*asked)


def versions(units_of_work, key):
    with units_of_work.read() as session:
        return session.scalar(select(func.max(Definition.version)).where(Definition.key == key))


def replaced(changed):
    kept = [one for one in SMALL_FILES if (one.kind, one.key) != (changed.kind, changed.key)]
    return (*kept, changed)


def test_an_unchanged_folder_makes_no_new_version(given, units_of_work):
    given.small_deployment()

    assert given.small_deployment() is None
    assert versions(units_of_work, "review") == 1


def test_a_changed_file_becomes_the_next_version_alone(given, units_of_work):
    given.small_deployment()

    given.small_deployment(
        replaced(process("review", diagrams.REVIEW.replace('name="first"', 'name="First"')))
    )

    assert versions(units_of_work, "review") == 2
    assert versions(units_of_work, "campaign") == 1


def test_what_is_worth_knowing_of_a_changed_file_is_told_when_it_is_deployed(given):
    given.small_deployment()
    given.person("lan", Group.STANDING_BODY)

    made = given.small_deployment(
        replaced(process("review", diagrams.REVIEW.replace('name="first"', 'name="First"')))
    )

    said = [(name, one.rule, one.element_id) for name, one in made.warnings]
    assert ("review.bpmn", "empty-group", "second") in said
    assert {name for name, _, _ in said} == {"review.bpmn"}


def test_a_running_instance_keeps_its_form_and_the_next_takes_the_new_one(given):
    lan = given.person("lan", Group.STANDING_BODY)
    campaign = given.small_stage()
    old = given.instance(campaign, business_key="old")
    relaxed = diagrams.OPINION.replace('"validate": {"required": true},', "")
    given.small_deployment(replaced(DefinitionFile(DefinitionKind.FORM, "opinion", relaxed)))
    new = given.instance(campaign, business_key="new")

    given.completes(lan, given.open_task(new), agreed=True)

    with pytest.raises(Exception, match="comment"):
        given.completes(lan, given.open_task(old), agreed=True)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("<bpmn:definitions", "review.bpmn"),
        (diagrams.REVIEW.replace('targetRef="second"', 'targetRef="nowhere"'), "flow_1"),
        (diagrams.REVIEW.replace('"opinion"', '"opinions"'), "opinions"),
        (
            diagrams.REVIEW.replace('candidateGroups="director"', 'candidateGroups="x"'),
            "the group x",
        ),
    ],
    ids=["not XML", "flow to nowhere", "unknown form", "unknown group"],
)
def test_a_broken_file_is_refused_and_nothing_changes(given, units_of_work, broken, said):
    given.small_deployment()

    with pytest.raises(DefinitionRefused, match=said):
        given.small_deployment(replaced(process("review", broken)))

    assert versions(units_of_work, "review") == 1


def test_a_broken_form_is_refused_as_a_broken_diagram_is(given, units_of_work):
    given.small_deployment()

    with pytest.raises(DefinitionRefused, match=r"opinion\.form"):
        given.small_deployment(replaced(DefinitionFile(DefinitionKind.FORM, "opinion", "{}")))

    assert versions(units_of_work, "opinion") == 1


def test_everything_shipped_in_the_folder_can_be_deployed(given, units_of_work):
    given.small_deployment(shipped_files())

    assert versions(units_of_work, "nomination") == 1


def test_what_was_judged_before_keeps_no_unit_of_work_waiting(units_of_work):
    engine = CountingEngine()
    with units_of_work.read() as session:
        judge_together(session, engine, SMALL_FILES)
    before = engine.judged

    with units_of_work.open(Actor.system()) as uow:
        deploy(uow, engine, SMALL_FILES)

    assert before > 0
    assert engine.judged == before


def test_what_came_into_force_meanwhile_is_judged_with(units_of_work, given):
    engine, changed = CountingEngine(), renamed("first", "Đầu")
    given.small_deployment()
    with units_of_work.read() as session:
        judge_together(session, engine, changed)
    before = engine.judged
    given.small_deployment(renamed("second", "Sau"))

    with units_of_work.open(Actor.system()) as uow:
        deploy(uow, engine, changed)

    assert engine.judged > before


def renamed(name, to):
    return replaced(process("review", diagrams.REVIEW.replace(f'name="{name}"', f'name="{to}"')))
