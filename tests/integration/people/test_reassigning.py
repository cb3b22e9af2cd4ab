import pytest

from service.errors import Invalid, NotAllowed
from service.models import Group
from tests.support.diagrams import diagram, end
from tests.support.given_processes import process


@pytest.fixture
def admin(given, house):
    return given.person("admin", Group.ADMINISTRATOR)


def refusal(act, *args, **named):
    with pytest.raises(NotAllowed) as refused:
        act(*args, **named)
    return refused.value.code


def test_an_administrator_gives_a_task_to_somebody_else(given, house, admin):
    task = house.checking()
    given.claims(house.minh, task)

    given.reassigns(admin, task, to=house.lan)

    assert refusal(given.completes, house.minh, task) == "task.claimed_by_other"
    done = given.completes(house.lan, task)
    assert (done.completed_by_id, done.acting_for_id) == (house.lan.id, None)


def test_the_head_of_a_unit_reassigns_its_tasks_and_no_others(given, house):
    head = given.person("head", Group.UNIT_HEAD, unit=house.unit)
    prepared = given.open_task(house.case())

    assert given.reassigns(head, prepared, to=house.lan).assignee_id == house.lan.id
    assert refusal(given.reassigns, head, house.checking(), to=house.lan) == (
        "task.reassign_not_allowed"
    )


def test_nobody_reassigns_a_task_to_themselves(given, house, admin):
    assert refusal(given.reassigns, admin, house.checking(), to=admin) == "task.to_oneself"


def test_nobody_reassigns_a_task_of_the_own_nomination(given, house, admin):
    task = house.checking(nominee=admin)

    assert refusal(given.reassigns, admin, task, to=house.lan) == "task.reassign_not_allowed"


def test_a_task_is_not_reassigned_to_the_nominee(given, house, admin):
    task = house.checking(nominee=house.lan)

    assert refusal(given.reassigns, admin, task, to=house.lan) == "task.receiver_keeps_away"


def test_reassigning_takes_a_reason(given, house, admin):
    with pytest.raises(Invalid) as refused:
        given.reassigns(admin, house.checking(), to=house.lan, reason=" ")

    assert refused.value.fields == {"reason": ["required"]}


def test_a_task_that_names_a_person_is_not_handed_on(given, house):
    named = diagram(
        "naming",
        [f'<bpmn:userTask id="write" name="write" camunda:assignee="{house.minh.id}"/>', end()],
        [("begin", "write"), ("write", "finish")],
    )
    given.small_deployment([process("naming", named)])
    task = given.open_task(house.case("naming"))
    given.absence(house.minh, "2025-12-04", "2025-12-05", substitute=house.lan, is_confirmed=True)

    assert refusal(given.completes, house.lan, task) == "task.claimed_by_other"
    assert refusal(given.delegates, house.minh, task, to=house.nga) == "task.named_person"
