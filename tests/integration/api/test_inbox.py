"""A program at the work list: filters, counts, many tasks at once, undoing, saved views."""

import pytest

from service.models import Group


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def tasks(given):
    campaign = given.small_stage()
    return [
        given.open_task(given.instance(campaign, business_key=f"r{number}")) for number in range(2)
    ]


def claim(program, tasks):
    body = {"act": "claim", "tasks": [{"id": task.id} for task in tasks]}
    return program.post("/tasks/bulk", body).json["results"]


def test_a_list_is_narrowed_counted_and_ordered(caller, lan, tasks):
    program = caller(lan)

    page = program.get("/tasks?tab=groups&step=first&sort=newest").json
    counts = program.get("/tasks/counts?step=first").json

    assert [one["id"] for one in page["tasks"]] == [tasks[1].id, tasks[0].id]
    assert counts["groups"] == {"number": 2, "is_more": False}


def test_a_filter_nobody_knows_is_refused(caller, lan, tasks):
    assert caller(lan).get("/tasks?due=soon").status_code == 422


def test_many_tasks_have_a_result_each(given, caller, lan, tasks):
    claim(caller(given.person("minh", Group.STANDING_BODY)), tasks[:1])

    results = claim(caller(lan), tasks)

    assert [one["done"] for one in results] == [False, True]
    assert results[0]["code"] == "task.claimed_by_other"


def test_completing_many_names_their_step(caller, lan, tasks):
    body = {"act": "complete", "tasks": [{"id": tasks[0].id}], "answers": {}}
    program = caller(lan)

    assert program.post("/tasks/bulk", body).status_code == 422
    [result] = program.post("/tasks/bulk", body | {"element_id": "first"}).json["results"]
    assert result["code"] == "task.one_by_one"


def test_many_tasks_are_given_to_one_person_with_a_reason(given, caller, lan, tasks):
    program = caller(given.person("chief", Group.ADMINISTRATOR))
    body = {"act": "reassign", "tasks": [{"id": task.id} for task in tasks]}

    nobody = program.post("/tasks/bulk", body | {"reason": "nghỉ ốm"})
    no_reason = program.post("/tasks/bulk", body | {"person_id": lan.id})
    done = program.post("/tasks/bulk", body | {"person_id": lan.id, "reason": "nghỉ ốm"})

    assert nobody.status_code == no_reason.status_code == 422
    assert [one["done"] for one in done.json["results"]] == [True, True]
    assert {one["assignee"] for one in caller(lan).get("/tasks").json["tasks"]} == {lan.name}


def test_a_handover_is_listed_and_undone(caller, lan, tasks):
    program = caller(lan)
    claim(program, tasks[:1])

    [handover] = program.get("/handovers").json["handovers"]
    undone = program.post(f"/handovers/{handover['id']}/undo")

    assert undone.json["assignee_id"] is None
    assert program.get("/handovers").json == {"handovers": []}


def test_a_view_is_kept_counted_and_removed(caller, lan, tasks):
    program = caller(lan)
    body = {"name": "Bước đầu", "filters": {"tab": "groups", "step": "first", "x": "y"}}

    view = program.put("/views", body).json
    listed = program.get("/views").json["views"]
    removed = program.delete(f"/views/{view['id']}")

    assert listed == [view]
    assert view["filters"] == {"tab": "groups", "step": "first"}
    assert view["count"] == {"number": 2, "is_more": False}
    assert removed.status_code == 204


def test_a_view_is_shared_with_a_group_of_ones_own_only(caller, lan, tasks):
    body = {"name": "x", "filters": {}, "group": "director"}

    assert caller(lan).put("/views", body).status_code == 403
