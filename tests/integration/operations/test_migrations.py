"""Moving running instances to another version: what changes for people, and what never does."""

import pytest
from sqlalchemy import select

from service.audit.verify import verify
from service.errors import Conflict, NotAllowed, NotFound
from service.models import (
    Group,
    InstanceMigration,
    ProcessInstance,
    TaskCandidate,
    TimerState,
)
from service.operations.migrations import (
    Forecast,
    Mover,
    find_move,
    migrate_instances,
    undo_migration,
)
from service.operations.tasks import claim_task
from service.unit_of_work import Actor
from tests.support import diagrams
from tests.support.given_processes import SMALL_FILES, process
from workflows import Category, MigrationPlan

REVIEW_2 = diagrams.REVIEW.replace(
    '<bpmn:userTask id="second" name="second" camunda:candidateGroups="director"/>',
    '<bpmn:userTask id="second" name="second" camunda:candidateGroups="council_chair"/>',
).replace(
    'name="first" camunda:candidateGroups="standing_body"',
    'name="Thẩm định" camunda:candidateGroups="council_secretary"',
)
#: The new version asks for something between the two reviews that everybody passes.
BETWEEN = diagrams.diagram(
    "review",
    [
        diagrams.user_task("first", "standing_body", form="opinion"),
        diagrams.user_task("check", "director"),
        diagrams.user_task("second", "director"),
        diagrams.end(),
    ],
    [("begin", "first"), ("first", "check"), ("check", "second"), ("second", "finish")],
)


@pytest.fixture
def running(given):
    """A case of version 1, with its first task open under reminders."""
    return given.instance(given.small_stage())


def deployed(given, content):
    given.small_deployment(
        [*(one for one in SMALL_FILES if one.key != "review"), process("review", content)]
    )


def mover(given, old=1, new=2):
    with given.units_of_work.read() as session:
        return Mover(given.engine, find_move(session, "review", old, new))


def planned(given, *only, old=1, new=2):
    with given.units_of_work.trying(Actor.system()) as uow:
        return mover(given, old, new).plan(uow, only)


def moved(given, *instances, actor=None, new=2):
    planned = [
        Forecast(one.id, one.business_key, MigrationPlan(Category.MOVES)) for one in instances
    ]
    return migrate_instances(
        given.units_of_work, actor or Actor.system(), mover(given, new=new), planned
    )


def undone(given, instance):
    with given.units_of_work.open(Actor.system()) as uow:
        return undo_migration(uow, given.engine, instance.id)


def stored(given, instance):
    with given.units_of_work.read() as session:
        return session.get_one(ProcessInstance, instance.id)


def groups_of(given, task):
    wanted = select(TaskCandidate.group).where(TaskCandidate.task_id == task.id)
    with given.units_of_work.read() as session:
        return set(session.scalars(wanted))


def test_an_instance_moves_with_its_open_task_and_its_timers(given, running):
    task, timers = given.open_task(running), given.timers(running)
    deployed(given, REVIEW_2)

    (forecast,) = moved(given, running)

    assert forecast.plan.category is Category.MOVES
    now = given.open_task(running)
    assert (now.id, now.name, groups_of(given, now)) == (
        *(task.id, "Thẩm định"),
        {Group.COUNCIL_SECRETARY},
    )
    assert {key: (one.id, one.due_at) for key, one in given.timers(running).items()} == {
        key: (one.id, one.due_at) for key, one in timers.items()
    }
    assert stored(given, running).definition_id != running.definition_id


def test_a_moved_instance_goes_on_as_the_new_version_says(given, running):
    deployed(given, REVIEW_2)
    moved(given, running)
    secretary = given.person("secretary", Group.COUNCIL_SECRETARY)

    given.completes(secretary, given.open_task(running), agreed=True, comment="Đúng")

    assert groups_of(given, given.open_task(running, "second")) == {Group.COUNCIL_CHAIR}


def test_planning_changes_nothing(given, running):
    deployed(given, REVIEW_2)
    before = stored(given, running)

    (forecast,) = planned(given)

    assert (forecast.instance_id, forecast.plan.category) == (running.id, Category.MOVES)
    after = stored(given, running)
    assert (after.document, after.revision, after.definition_id) == (
        *(before.document, before.revision),
        before.definition_id,
    )


def test_an_instance_that_would_skip_a_step_stays_to_the_byte(given, running):
    clerk = given.person("clerk", Group.STANDING_BODY)
    given.completes(clerk, given.open_task(running), agreed=True, comment="Đúng")
    before = stored(given, running)
    deployed(given, BETWEEN)

    (forecast,) = moved(given, running)

    (reason,) = forecast.plan.reasons
    assert (forecast.plan.category, reason.code, reason.element_id) == (
        *(Category.UNDECIDED, "left_out"),
        "check",
    )
    after = stored(given, running)
    assert (after.document, after.revision) == (before.document, before.revision)


def test_a_claim_is_released_where_the_task_is_no_longer_offered_to_its_holder(given, running):
    clerk = given.person("clerk", Group.STANDING_BODY)
    with given.units_of_work.open(Actor.person(clerk.id)) as uow:
        claim_task(uow, given.open_task(running).id)
    deployed(given, REVIEW_2)

    moved(given, running)

    assert given.open_task(running).assignee_id is None


def test_a_move_is_undone_within_the_day(given, running):
    before, task, timers = stored(given, running), given.open_task(running), given.timers(running)
    deployed(given, BETWEEN)
    moved(given, running)
    assert {one.state for one in given.timers(running).values()} == {TimerState.CANCELLED}

    undone(given, running)

    after = stored(given, running)
    assert (after.document, after.definition_id, after.deployment_id) == (
        *(before.document, before.definition_id),
        before.deployment_id,
    )
    assert groups_of(given, given.open_task(running)) == groups_of(given, task)
    assert {key: (one.state, one.due_at) for key, one in given.timers(running).items()} == {
        key: (TimerState.WAITING, one.due_at) for key, one in timers.items()
    }


def test_a_move_is_not_undone_after_a_day(given, running):
    deployed(given, REVIEW_2)
    moved(given, running)
    given.clock.advance(days=1, minutes=1)

    with pytest.raises(Conflict) as refusal:
        undone(given, running)

    assert refusal.value.code == "migration.too_late"


def test_a_move_is_not_undone_once_the_case_has_gone_on(given, running):
    deployed(given, REVIEW_2)
    moved(given, running)
    secretary = given.person("secretary", Group.COUNCIL_SECRETARY)
    given.completes(secretary, given.open_task(running), agreed=True, comment="Đúng")

    with pytest.raises(Conflict) as refusal:
        undone(given, running)

    assert refusal.value.code == "migration.moved_on"


def test_a_move_is_undone_once(given, running):
    deployed(given, REVIEW_2)
    moved(given, running)
    undone(given, running)

    with pytest.raises(Conflict) as refusal:
        undone(given, running)

    assert refusal.value.code == "migration.undone"


def test_only_process_owners_and_administrators_move_instances(given, running):
    deployed(given, REVIEW_2)
    clerk = given.person("clerk", Group.STANDING_BODY)
    owner = given.person("owner", Group.PROCESS_OWNER)

    with pytest.raises(NotAllowed):
        moved(given, running, actor=Actor.person(clerk.id))

    (forecast,) = moved(given, running, actor=Actor.person(owner.id))
    assert forecast.plan.category is Category.MOVES


def test_an_unknown_version_or_case_is_named(given, running):
    deployed(given, REVIEW_2)

    with pytest.raises(NotFound) as refusal:
        mover(given, new=7)
    assert refusal.value.params == {"key": "review", "version": 7}
    with pytest.raises(NotFound) as refusal:
        planned(given, "nobody")
    assert refusal.value.params == {"key": "nobody"}


def test_one_case_that_has_gone_meanwhile_stops_no_other(given, running):
    deployed(given, REVIEW_2)

    outcomes = moved(given, running, running)

    assert [one.plan.category for one in outcomes] == [Category.MOVES, Category.UNDECIDED]


def test_new_forms_alone_reach_the_cases_of_the_same_version(given, running):
    longer = diagrams.OPINION.replace("Ý kiến", "Ý kiến đầy đủ")
    (form,) = (one for one in SMALL_FILES if one.key == "opinion")
    given.small_deployment([type(form)(form.kind, form.key, longer)])

    (forecast,) = planned(given, new=1)
    moved(given, running, new=1)

    assert forecast.plan.category is Category.MOVES
    assert stored(given, running).deployment_id > running.deployment_id


def test_the_ledger_tells_of_the_move_and_still_holds(given, running):
    deployed(given, BETWEEN)
    moved(given, running)
    undone(given, running)

    with given.units_of_work.read() as session:
        found = verify(session)
        (kept,) = session.scalars(select(InstanceMigration)).all()

    assert found.verified
    assert (kept.instance_id, kept.migrated_by, kept.undone_by) == (
        *(running.id, "system"),
        "system",
    )
