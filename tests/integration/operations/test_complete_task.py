from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import func, select

from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import AuditEntry, Group, ProcessInstance, TaskStatus, UserTask
from service.operations.definitions import sources_of
from service.operations.tasks import claim_task, complete_task, release_task
from service.unit_of_work import Actor


class PowerCut(Exception):
    """Stands for anything that ends a unit of work half way."""


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def review(given):
    return given.instance(given.small_stage())


@pytest.fixture
def task(given, lan, review):
    return given.open_task(review, "first")


def entries(units_of_work):
    with units_of_work.read() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry))


def test_completing_a_task_opens_the_next_one(given, lan, review, task):
    completed = given.completes(lan, task, agreed=True, comment="Nhất trí")

    assert completed.status == TaskStatus.COMPLETED
    assert completed.answers == {"agreed": True, "comment": "Nhất trí"}
    assert given.open_task(review).element_id == "second"


def test_a_completed_task_cannot_be_completed_again(given, lan, task):
    given.completes(lan, task, agreed=True, comment="Nhất trí")

    with pytest.raises(Conflict, match="completed by Người lan"):
        given.completes(lan, task, agreed=False, comment="Nghĩ lại")


def test_a_failed_completion_leaves_no_trace(given, lan, review, task, units_of_work, engine):
    before = entries(units_of_work)

    with suppress(PowerCut), units_of_work.open(Actor.person(lan.id)) as uow:
        complete_task(uow, engine, task.id, {"agreed": True, "comment": "Nhất trí"})
        raise PowerCut

    assert given.open_task(review, "first").id == task.id
    assert entries(units_of_work) == before


def test_nobody_completes_a_task_offered_to_others(given, task):
    stranger = given.person("minh", Group.REGISTRY)

    with pytest.raises(NotAllowed):
        given.completes(stranger, task, agreed=True, comment="Nhất trí")


def test_a_missing_answer_is_named_and_nothing_changes(given, lan, review, task):
    with pytest.raises(Invalid) as refusal:
        given.completes(lan, task, agreed=True)

    assert set(refusal.value.fields) == {"comment"}
    assert given.open_task(review, "first").id == task.id


def test_an_answer_nobody_asked_for_is_refused(given, lan, task):
    with pytest.raises(Invalid) as refusal:
        given.completes(lan, task, agreed=True, comment="Nhất trí", typename="x")

    assert "typename" in refusal.value.fields


def test_a_task_that_changed_since_it_was_opened_is_not_completed(lan, task, units_of_work, engine):
    with units_of_work.open(Actor.person(lan.id)) as uow:
        claim_task(uow, task.id)

    with (
        pytest.raises(Conflict, match="has changed"),
        units_of_work.open(Actor.person(lan.id)) as uow,
    ):
        complete_task(uow, engine, task.id, {"comment": "Nhất trí"}, revision=task.revision)


def test_a_claimed_task_goes_back_to_its_group(lan, task, units_of_work):
    with units_of_work.open(Actor.person(lan.id)) as uow:
        claim_task(uow, task.id)
    with units_of_work.open(Actor.person(lan.id)) as uow:
        release_task(uow, task.id)

    with units_of_work.read() as session:
        assert session.get_one(UserTask, task.id).assignee_id is None


def test_an_unknown_task_is_not_found(lan, units_of_work, engine):
    with pytest.raises(NotFound), units_of_work.open(Actor.person(lan.id)) as uow:
        complete_task(uow, engine, 4711, {})


def test_of_two_people_completing_the_same_task_one_wins(given, lan, task):
    minh = given.person("minh", Group.STANDING_BODY)

    def complete(person):
        try:
            return given.completes(person, task, agreed=True, comment="Nhất trí").completed_by_id
        except Conflict:
            return None

    with ThreadPoolExecutor(max_workers=2) as people:
        winners = [one for one in people.map(complete, [lan, minh]) if one]

    assert len(winners) == 1


def test_what_a_failed_completion_knew_is_forgotten(given, lan, review, task, units_of_work):
    with suppress(PowerCut), units_of_work.open(Actor.person(lan.id)) as uow:
        complete_task(uow, given.engine, task.id, {"agreed": True, "comment": "Nhất trí"})
        raise PowerCut

    given.completes(lan, task, agreed=False, comment="Nghĩ lại")

    assert variables(given.engine, units_of_work, review) == {"agreed": False}


def variables(engine, units_of_work, instance):
    with units_of_work.read() as session:
        now = session.get_one(ProcessInstance, instance.id)
        sources = sources_of(session, engine, now.definition_id, now.deployment_id)
        return engine.variables(sources, now.document)
