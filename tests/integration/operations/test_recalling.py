"""Recalling what one has sent, as long as nobody has touched it."""

import pytest

from service.errors import Conflict, NotAllowed
from service.operations.recalling import recall_task
from service.unit_of_work import Actor
from tests.support.diagrams import diagram, end, throw, user_task
from tests.support.given_cases import House
from tests.support.given_processes import process


@pytest.fixture
def house(given):
    return House(given)


@pytest.fixture
def case(house):
    return house.case()


@pytest.fixture
def sent(given, house, case):
    """The prepared dossier of a case, which waits to be checked."""
    return given.completes(house.clerk, given.open_task(case))


@pytest.fixture
def recalls(units_of_work, engine):
    def recall(person, task, reason="nộp nhầm tệp"):
        with units_of_work.open(Actor.person(person.id)) as uow:
            return recall_task(uow, engine, task.id, reason)

    return recall


def test_the_submitter_recalls_what_nobody_has_touched(given, house, sent, recalls):
    case = recalls(house.clerk, sent)

    assert given.open_task(case).element_id == "prepare"
    given.completes(house.clerk, given.open_task(case))
    assert given.open_task(case).element_id == "check"


def test_what_somebody_has_claimed_is_touched(given, house, case, sent, recalls):
    given.claims(house.minh, given.open_task(case))

    with pytest.raises(Conflict) as refused:
        recalls(house.clerk, sent)

    assert refused.value.code == "task.touched"


def test_what_somebody_has_done_more_is_touched(given, house, case, sent, recalls):
    given.clock.advance(minutes=1)
    given.completes(house.minh, given.open_task(case))

    with pytest.raises(Conflict):
        recalls(house.clerk, sent)


def test_nobody_recalls_what_another_one_sent(house, sent, recalls):
    with pytest.raises(NotAllowed) as refused:
        recalls(house.minh, sent)

    assert refused.value.code == "task.not_sent"


def test_whoever_was_stood_in_for_recalls_too(given, house, recalls):
    task = given.open_task(house.case())
    given.absence(house.clerk, "2025-12-04", "2025-12-05", substitute=house.lan)
    done = given.completes(house.lan, task)

    assert recalls(house.clerk, done)


def test_what_has_told_another_case_stays_sent(given, house, recalls):
    telling = diagram(
        "telling",
        [
            user_task("write", "director"),
            throw("tell", "question", "answering", "b1", "${{'asked': 7}}"),
            user_task("file", "registry"),
            end(),
        ],
        [("begin", "write"), ("write", "tell"), ("tell", "file"), ("file", "finish")],
        messages=("question",),
    )
    given.small_deployment([process("telling", telling)])
    done = given.completes(house.director, given.open_task(house.case("telling")))

    with pytest.raises(Conflict):
        recalls(house.director, done)
