"""Whose a task becomes can be taken back for ten minutes, unless somebody has gone on from it."""

import pytest
from sqlalchemy import select

from service.audit.events import Event
from service.audit.verify import verify
from service.errors import Conflict, NotFound
from service.models import AuditEntry, Group, TaskHandover
from service.operations.handovers import undo_handover
from service.operations.tasks import claim_task, release_task
from service.queries.handovers import list_undoable
from service.unit_of_work import Actor


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def task(given):
    return given.open_task(given.instance(given.small_stage()))


@pytest.fixture
def does(units_of_work):
    def do(person, operation, number):
        with units_of_work.open(Actor.person(person.id)) as uow:
            return operation(uow, number)

    return do


@pytest.fixture
def last(units_of_work):
    def handover():
        with units_of_work.read() as session:
            return session.scalars(select(TaskHandover.id).order_by(TaskHandover.id.desc())).first()

    return handover


def test_a_claimed_task_is_its_groups_again(given, lan, task, does, last):
    does(lan, claim_task, task.id)

    undone = does(lan, undo_handover, last())

    assert undone.assignee_id is None
    assert undone.revision == 3


def test_a_task_given_back_is_ones_own_again(lan, task, does, last, units_of_work):
    does(lan, claim_task, task.id)
    does(lan, release_task, task.id)

    assert does(lan, undo_handover, last()).assignee_id == lan.id
    with units_of_work.read() as session:
        events = session.scalars(select(AuditEntry.event).order_by(AuditEntry.sequence)).all()
        assert events[-1] == Event.TASK_HANDOVER_UNDONE
        assert verify(session).verified


def test_after_ten_minutes_it_stays(lan, task, does, last, clock):
    does(lan, claim_task, task.id)
    clock.advance(minutes=10, seconds=1)

    with pytest.raises(Conflict) as refused:
        does(lan, undo_handover, last())

    assert refused.value.code == "handover.too_late"


def test_what_somebody_went_on_from_stays(given, lan, task, does, last):
    minh = given.person("minh", Group.STANDING_BODY)
    does(lan, claim_task, task.id)
    does(lan, release_task, task.id)
    released = last()
    does(minh, claim_task, task.id)

    with pytest.raises(Conflict) as refused:
        does(lan, undo_handover, released)

    assert refused.value.code == "handover.gone_on"


def test_it_is_undone_once(lan, task, does, last):
    does(lan, claim_task, task.id)
    does(lan, undo_handover, last())

    with pytest.raises(Conflict) as refused:
        does(lan, undo_handover, last())

    assert refused.value.code == "handover.gone_on"


def test_only_whoever_did_it_can_undo_it(given, lan, task, does, last):
    minh = given.person("minh", Group.STANDING_BODY)
    does(lan, claim_task, task.id)

    with pytest.raises(NotFound):
        does(minh, undo_handover, last())


def test_a_completed_task_is_not_opened_again(given, lan, task, does, last):
    does(lan, claim_task, task.id)
    given.completes(lan, task, agreed=True, comment="Được")

    with pytest.raises(Conflict) as refused:
        does(lan, undo_handover, last())

    assert refused.value.code == "task.completed"


def test_what_can_be_undone_is_listed_while_it_can(lan, task, does, units_of_work, clock):
    since = clock()
    does(lan, claim_task, task.id)
    does(lan, release_task, task.id)

    with units_of_work.read() as session:
        kinds = [one.kind for one in list_undoable(session, lan.id, since)]

    assert kinds == ["released"]
