"""Diagrams from elsewhere: kept as they came, and deployed by the same rules."""

import pytest
from sqlalchemy import func, select

from service.audit.verify import verify
from service.errors import Conflict, DefinitionRefused, Invalid, NotAllowed, NotFound
from service.models import (
    Definition,
    DefinitionDraft,
    DefinitionKind,
    Group,
    InstanceStatus,
    ProcessInstance,
)
from service.operations.deactivations import deactivate_person
from service.operations.definition_drafts import deploy_draft, import_definition, report_on
from service.operations.definitions import definition_in_force
from service.operations.units import dissolve_unit
from service.queries.definitions import find_draft, list_drafts
from service.unit_of_work import Actor
from tests.support.given_drafts import CHOICE, drawing
from tests.support.given_processes import SMALL_FILES, process
from tests.unit.workflows.drawing import draw, end, start, user
from workflows import Choice


@pytest.fixture
def count(units_of_work):
    def of(table):
        with units_of_work.read() as session:
            return session.scalar(select(func.count()).select_from(table))

    return of


def in_force(units_of_work, key):
    with units_of_work.read() as session:
        return definition_in_force(session, DefinitionKind.PROCESS, key)


def test_a_draft_comes_back_byte_for_byte_and_nothing_is_deployed(given, units_of_work, count):
    given.draft()

    with units_of_work.read() as session:
        assert find_draft(session, "letter").content == drawing()
    assert count(Definition) == 0


def test_importing_again_adds_a_revision_and_keeps_the_former(given, units_of_work):
    given.draft()
    given.draft(content=drawing("true"))

    with units_of_work.read() as session:
        (newest,) = list_drafts(session)
        assert (newest.revision, newest.content) == (2, drawing("true"))
        assert find_draft(session, "letter", 1).content == drawing()


def test_a_drawing_is_reported_with_what_stands_in_the_way(given, engine, units_of_work):
    draft = given.draft()

    with units_of_work.read() as session:
        report = report_on(session, engine, draft)

    assert [problem.rule for problem in report.problems] == ["not-executable"]
    assert not report.is_deployable
    assert [process.id for process in report.processes] == ["letter"]


def test_a_report_lists_every_translation_of_the_choice(given, engine, units_of_work):
    draft = given.draft()

    with units_of_work.read() as session:
        report = report_on(session, engine, draft, CHOICE)

    assert report.is_deployable
    assert [(one.element_id, one.line, one.becomes) for one in report.translations] == [
        ("letter", 4, "true"),
        ("write", 6, "userTask"),
        ("write", 6, "candidateGroups registry"),
    ]


def test_a_drawing_is_refused_by_name_when_it_is_deployed_as_it_is(given, count):
    given.draft()

    with pytest.raises(DefinitionRefused, match="not-executable"):
        given.deployed_draft(choice=Choice())

    assert count(Definition) == 0


def test_a_deployed_draft_becomes_the_next_version_and_can_be_run(given, units_of_work):
    registrar = given.person("lan", Group.REGISTRY)
    campaign = given.small_stage()
    given.draft()

    made = given.deployed_draft()
    instance = given.instance(campaign, "letter", business_key="one")
    given.completes(registrar, given.open_task(instance))

    assert (made.key, made.version) == ("letter", 1)
    assert 'colour="red"' in in_force(units_of_work, "letter").content
    with units_of_work.read() as session:
        ended = session.get_one(ProcessInstance, instance.id)
        assert ended.status is InstanceStatus.COMPLETED


def test_a_group_nobody_is_in_is_named_and_keeps_nobody_from_deploying(
    given, engine, units_of_work, count
):
    given.person("minh", Group.PROCESS_OWNER)
    given.draft()

    with units_of_work.open(Actor.system()) as uow:
        _, warnings = deploy_draft(uow, engine, "letter", CHOICE)

    [empty] = (one for one in warnings if one.rule == "empty-group")
    assert (empty.element_id, empty.line, empty.params["name"]) == ("write", 6, "registry")
    assert count(Definition) == 1


@pytest.mark.parametrize("groups", [(), (Group.REGISTRY,)], ids=["nobody", "a member"])
def test_no_group_is_called_empty_that_has_a_member_or_before_anybody_is_entered(
    given, engine, units_of_work, groups
):
    if groups:
        given.person("lan", *groups)
    draft = given.draft()

    with units_of_work.read() as session:
        problems = report_on(session, engine, draft, CHOICE).problems

    assert "empty-group" not in {one.rule for one in problems}


def test_a_group_is_empty_once_its_only_member_no_longer_works_here(given, engine, units_of_work):
    given.person("minh", Group.ADMINISTRATOR)
    lan = given.person("lan", Group.REGISTRY)
    draft = given.draft()

    with units_of_work.open(Actor.system()) as uow:
        deactivate_person(uow, lan.id, {})

    with units_of_work.read() as session:
        problems = report_on(session, engine, draft, CHOICE).problems
    assert "empty-group" in {one.rule for one in problems}


def test_two_tasks_in_two_hands_need_a_second_person_in_their_group(given, engine, units_of_work):
    given.person("lan", Group.REGISTRY)
    apart = user("y", camunda__candidateGroups="registry", thidua__separateFrom="x")
    tasks = (user("x", camunda__candidateGroups="registry"), apart)
    drawn = draw(start(), *tasks, end(), flows="start -> x -> y -> end", key="letter")
    draft = given.draft(content=drawn.encode())

    def found():
        with units_of_work.read() as session:
            problems = report_on(session, engine, draft).problems
        return [(one.element_id, one.severity) for one in problems if one.rule == "second-person"]

    assert found() == [("y", "warning")]
    given.person("hoa", Group.REGISTRY)
    assert found() == []


def test_the_units_that_have_nobody_or_one_person_for_two_hands_are_named(
    given, engine, units_of_work
):
    office, abroad, border = (given.unit(code) for code in ("VP", "HTQT", "BG"))
    given.person("lan", Group.UNIT_HEAD, unit=office)
    given.person("hoa", Group.UNIT_HEAD, unit=abroad)
    given.person("minh", Group.UNIT_CLERK, unit=abroad)
    given.person("nam", Group.UNIT_HEAD, Group.UNIT_CLERK, unit=border)
    apart = user("y", camunda__candidateGroups="unit_head", thidua__separateFrom="x")
    tasks = (user("x", camunda__candidateGroups="unit_clerk"), apart)
    drawn = draw(start(), *tasks, end(), flows="start -> x -> y -> end", key="letter")
    draft = given.draft(content=drawn.encode())

    def found():
        with units_of_work.read() as session:
            problems = report_on(session, engine, draft).problems
        return {
            (one.rule, one.element_id, one.params["units"])
            for one in problems
            if one.rule.endswith("in-unit")
        }

    assert found() == {("empty-in-unit", "x", "VP"), ("second-person-in-unit", "y", "BG")}
    given.person("thu", Group.UNIT_CLERK, unit=office)
    given.person("tuan", Group.UNIT_CLERK, unit=border)
    assert found() == set()


def test_a_dissolved_unit_needs_nobody(given, engine, units_of_work):
    given.person("lan", Group.UNIT_CLERK, unit=given.unit("VP"))
    closed = given.unit("HTQT")
    asked = user("x", camunda__candidateGroups="unit_clerk")
    drawn = draw(start(), asked, end(), flows="start -> x -> end", key="letter")
    draft = given.draft(content=drawn.encode())

    def rules():
        with units_of_work.read() as session:
            return {one.rule for one in report_on(session, engine, draft).problems}

    assert "empty-in-unit" in rules()
    with units_of_work.open(Actor.system()) as uow:
        dissolve_unit(uow, closed.id)
    assert "empty-in-unit" not in rules()


def test_what_was_received_is_told_apart_from_what_is_run(given, units_of_work):
    given.draft()
    given.deployed_draft()

    with units_of_work.read() as session:
        draft = find_draft(session, "letter")
        assert draft.content == drawing()
        assert draft.definition.sha256 != draft.sha256


def test_a_restart_does_not_take_a_deployed_draft_back(given, units_of_work):
    given.small_deployment()
    file = next(one for one in SMALL_FILES if one.key == "review")
    given.draft("review.bpmn", file.content.replace('name="first"', 'name="Xem"').encode())
    given.deployed_draft("review", Choice())

    assert given.small_deployment() is None
    assert in_force(units_of_work, "review").version == 2


def test_a_folder_that_changed_is_deployed_over_a_draft(given, units_of_work):
    given.small_deployment()
    file = next(one for one in SMALL_FILES if one.key == "review")
    given.draft("review.bpmn", file.content.replace('name="first"', 'name="Xem"').encode())
    given.deployed_draft("review", Choice())
    changed = process("review", file.content.replace('name="first"', 'name="Khác"'))

    given.small_deployment([one for one in SMALL_FILES if one.key != "review"] + [changed])

    assert in_force(units_of_work, "review").version == 3


def test_a_draft_is_deployed_once(given, count):
    given.draft()
    given.deployed_draft()

    with pytest.raises(Conflict, match="deployed as version 1"):
        given.deployed_draft()

    assert count(Definition) == 1


def test_a_draft_that_says_nothing_new_makes_no_version(given, count):
    given.draft()
    given.deployed_draft()
    given.draft()

    with pytest.raises(Conflict, match="does not differ"):
        given.deployed_draft()

    assert count(Definition) == 1


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("letter.bpmn", b"", DefinitionRefused),
        ("letter.bpmn", b"no xml", DefinitionRefused),
        ("letter.bpmn", b"x" * 1_000_001, DefinitionRefused),
        ("letter.bpmn", b"<!DOCTYPE a><a/>", DefinitionRefused),
        ("letter.bpmn", b"<svg/>", DefinitionRefused),
        ("thư.bpmn", drawing(), Invalid),
        ("1.bpmn", drawing(), Invalid),
        (".bpmn", drawing(), Invalid),
        ("a" * 81 + ".bpmn", drawing(), Invalid),
    ],
    ids=["empty", "no XML", "large", "DOCTYPE", "picture", "accents", "digit", "no name", "long"],
)
def test_what_cannot_be_imported_is_refused_and_nothing_is_kept(given, count, name, content, error):
    with pytest.raises(error) as refused:
        given.draft(name, content)

    assert refused.value.sentence("vi") != refused.value.sentence("en")
    assert count(DefinitionDraft) == 0


def test_only_process_owners_import_and_deploy(given, units_of_work, engine, count):
    stranger = Actor.person(given.person("lan", Group.STANDING_BODY).id)
    owner = Actor.person(given.person("minh", Group.PROCESS_OWNER).id)

    with pytest.raises(NotAllowed), units_of_work.open(stranger) as uow:
        import_definition(uow, "letter.bpmn", drawing())
    given.draft(actor=owner)
    with pytest.raises(NotAllowed), units_of_work.open(stranger) as uow:
        deploy_draft(uow, engine, "letter", CHOICE)

    assert (count(DefinitionDraft), count(Definition)) == (1, 0)


def test_a_draft_that_is_not_there_cannot_be_deployed(given):
    with pytest.raises(NotFound, match="No draft with the key “letter”"):
        given.deployed_draft()


def test_nobody_deploys_another_draft_than_the_one_they_saw(given, units_of_work, engine, count):
    given.draft()
    given.draft()

    with pytest.raises(Conflict, match="revision 2"), units_of_work.open(Actor.system()) as uow:
        deploy_draft(uow, engine, "letter", CHOICE, seen=1)
    with pytest.raises(Conflict), units_of_work.open(Actor.system()) as uow:
        import_definition(uow, "letter.bpmn", drawing(), seen=1)

    assert (count(DefinitionDraft), count(Definition)) == (2, 0)


def test_a_changed_byte_of_a_draft_is_found_by_the_ledger(given, units_of_work, database):
    given.draft()
    given.deployed_draft()
    with units_of_work.read() as session:
        assert verify(session).verified

    with database.begin() as connection:
        connection.execute(
            DefinitionDraft.__table__.update().values(content=drawing().replace(b"red", b"rad"))
        )

    with units_of_work.read() as session:
        assert verify(session).broken.reason == "audit.row_changed"
