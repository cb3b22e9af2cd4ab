"""Moving running cases to another version, as programs do it."""

import pytest

from service.models import Group
from tests.integration.operations.test_migrations import BETWEEN, REVIEW_2, deployed, stored

PATH = "/definitions/review/migrations"


@pytest.fixture
def running(given):
    return given.instance(given.small_stage())


@pytest.fixture
def owner(given, running, caller):
    return caller(given.person("owner", Group.PROCESS_OWNER))


def test_a_process_owner_asks_moves_and_takes_back(given, running, owner):
    deployed(given, REVIEW_2)

    (asked,) = owner.get(f"{PATH}?from=1&to=2").get_json()
    assert asked == {"instance": running.id, "key": "r1", "category": "moves", "reasons": []}
    assert stored(given, running).definition_id == running.definition_id

    assert owner.post(PATH, {"from": 1, "to": 2}).get_json() == [asked]
    assert stored(given, running).definition_id != running.definition_id
    assert owner.post(PATH, {"from": 1, "to": 2}).get_json() == []

    assert owner.delete(f"{PATH}/{running.id}").get_json() == {
        "instance": running.id,
        "version": 1,
    }
    assert stored(given, running).definition_id == running.definition_id
    assert owner.delete(f"{PATH}/{running.id}").get_json()["code"] == "migration.undone"


def test_what_a_person_must_decide_comes_with_its_element(given, running, owner):
    clerk = given.person("clerk", Group.STANDING_BODY)
    given.completes(clerk, given.open_task(running), agreed=True, comment="Đúng")
    deployed(given, BETWEEN)

    (said,) = owner.post(PATH, {"from": 1, "to": 2, "instances": [running.id]}).get_json()

    assert said["category"] == "undecided"
    assert [(one["code"], one["element"]) for one in said["reasons"]] == [("left_out", "check")]
    assert "thêm check ở" in said["reasons"][0]["vi"]


def test_others_may_not(given, running, caller):
    deployed(given, REVIEW_2)
    clerk = caller(given.person("clerk", Group.STANDING_BODY))

    answers = [
        clerk.get(f"{PATH}?from=1&to=2"),
        clerk.post(PATH, {"from": 1, "to": 2}),
        clerk.delete(f"{PATH}/{running.id}"),
    ]

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert caller().get(f"{PATH}?from=1&to=2").status_code == 401


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"from": 1, "to": 9}, 404, "migration.unknown_version"),
        ({"from": 1, "to": 1, "instances": [99]}, 404, "migration.unknown_instance"),
        ({"from": "one", "to": 1}, 422, "http.422"),
    ],
)
def test_what_cannot_be_asked_is_named(owner, asked, status, code):
    answer = owner.post(PATH, asked)

    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
