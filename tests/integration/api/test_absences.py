import pytest

from service.models import Group
from tests.support.given_cases import House


@pytest.fixture
def house(given):
    return House(given)


def test_a_program_says_that_somebody_is_away_and_calls_it_off(house, caller):
    minh = caller(house.minh)
    days = {"starts_on": "2025-12-04", "ends_on": "2025-12-10"}

    made = minh.post("/absences", {**days, "substitute_id": house.lan.id})

    assert made.status_code == 201
    assert caller(house.lan).get("/absences").json == [made.json]
    assert minh.post(f"/absences/{made.json['id']}/end").status_code == 200
    assert minh.get("/absences").json == []


def test_a_program_is_told_what_would_be_left_to_nobody_and_confirms_it(house, caller):
    house.signing()
    days = {"starts_on": "2025-12-04", "ends_on": "2025-12-10"}

    refused = caller(house.director).post("/absences", days)

    assert (refused.status_code, refused.json["code"]) == (409, "absence.leaves_nobody")
    assert "sign (2025/N001)" in refused.json["detail"]
    confirmed = caller(house.director).post("/absences", {**days, "confirmed": True})
    assert confirmed.status_code == 201


def test_a_delegation_is_made_and_ended(house, caller):
    director = caller(house.director)
    wanted = {"delegate_id": house.lan.id, "starts_on": "2025-12-04", "process_key": "signing"}

    made = director.post("/delegations", wanted).json

    assert made["process_key"] == "signing"
    assert director.post(f"/delegations/{made['id']}/end", {}).status_code == 200


def test_a_declaration_is_seen_by_its_person_and_the_standing_body_only(house, caller):
    declared = {"kind": "relative", "nominee_id": house.lan.id}

    made = caller(house.minh).post("/interests", declared)

    assert made.status_code == 201
    assert len(caller(house.minh).get("/interests").json) == 1
    assert len(caller(house.nga).get("/interests").json) == 1
    assert caller(house.lan).get("/interests").json == []
    assert caller(house.nga).post(f"/interests/{made.json['id']}/end").status_code == 200


def test_whoever_declares_is_told_what_is_left_to_nobody(house, caller):
    task = house.checking(nominee=house.lan)
    caller(house.nga).post("/interests", {"kind": "other", "nominee_id": house.lan.id})

    made = caller(house.minh).post("/interests", {"kind": "other", "nominee_id": house.lan.id})

    assert made.json["left_to_nobody"] == [f"{task.name} (2025/N001)"]


def test_a_task_is_delegated_and_taken_back(house, caller):
    task = house.checking()
    minh = caller(house.minh)

    given_over = minh.post(f"/tasks/{task.id}/delegate", {"person_id": house.lan.id})

    assert given_over.json["assignee"] == house.lan.name
    assert given_over.json["acting_for"] == house.minh.name
    assert minh.post(f"/tasks/{task.id}/take-back").json["assignee"] == house.minh.name


def test_a_task_is_reassigned_to_somebody_who_need_not_keep_away(given, house, caller):
    admin = caller(given.person("admin", Group.ADMINISTRATOR))
    task = house.checking(nominee=house.lan)

    names = {one["name"] for one in admin.get(f"/tasks/{task.id}/receivers").json}
    refused = admin.post(f"/tasks/{task.id}/reassign", {"person_id": house.lan.id, "reason": "ốm"})
    done = admin.post(f"/tasks/{task.id}/reassign", {"person_id": house.nga.id, "reason": "ốm"})

    assert house.nga.name in names
    assert house.lan.name not in names
    assert (refused.status_code, refused.json["code"]) == (403, "task.receiver_keeps_away")
    assert done.json["assignee"] == house.nga.name


def test_a_substitutes_tasks_say_in_whose_stead(given, house, caller):
    task = house.signing()
    given.absence(house.director, "2025-12-04", "2025-12-10", substitute=house.lan)

    (row,) = caller(house.lan).get("/tasks?tab=groups").json["tasks"]

    assert (row["id"], row["in_stead_of"]) == (task.id, house.director.name)
    assert caller(house.lan).get(f"/tasks/{task.id}").status_code == 200
    assert caller(house.lan).get(f"/cases/{task.instance_id}").status_code == 200


def test_a_stranger_sees_no_absences_of_others_and_makes_none(house, caller):
    days = {"starts_on": "2025-12-04", "ends_on": "2025-12-10", "person_id": house.minh.id}

    assert caller(house.lan).post("/absences", days).status_code == 403
    assert caller().get("/absences").status_code == 401
