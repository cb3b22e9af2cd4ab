"""A program doing a participant's tasks."""

import pytest

from service.models import Group

ANSWERS = {"answers": {"agreed": True, "comment": "Nhất trí"}}


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def task(given):
    return given.open_task(given.instance(given.small_stage()))


def test_a_task_is_listed_claimed_and_completed(caller, lan, task):
    program = caller(lan)

    listed = program.get("/tasks?tab=groups").json["tasks"]
    claimed = program.post(f"/tasks/{task.id}/claim")
    completed = program.post(
        f"/tasks/{task.id}/complete", ANSWERS, If_Match=claimed.headers["ETag"]
    )

    assert task.id in [one["id"] for one in listed]
    assert claimed.json["assignee"] == "Người lan"
    assert completed.status_code == 200
    assert completed.json["status"] == "completed"


def test_a_task_tells_the_form_it_asks(caller, lan, task):
    shown = caller(lan).get(f"/tasks/{task.id}")

    assert [one["key"] for one in shown.json["form"]["components"]] == ["agreed", "comment"]
    assert shown.headers["ETag"] == '"1"'


def test_completing_without_saying_what_was_seen_is_refused(caller, lan, task):
    answer = caller(lan).post(f"/tasks/{task.id}/complete", ANSWERS)

    assert answer.status_code == 428


def test_a_task_changed_meanwhile_fails_its_precondition(caller, lan, task):
    program = caller(lan)
    program.post(f"/tasks/{task.id}/claim")

    answer = program.post(f"/tasks/{task.id}/complete", ANSWERS, If_Match='"1"')

    assert answer.status_code == 412


def test_the_same_request_twice_has_one_effect_and_one_answer(caller, lan, task):
    program = caller(lan)
    once = {"If_Match": '"1"', "Idempotency_Key": "k1"}

    first = program.post(f"/tasks/{task.id}/complete", ANSWERS, **once)
    again = program.post(f"/tasks/{task.id}/complete", ANSWERS, **once)

    assert again.status_code == 200
    assert again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_key_used_for_another_request_is_refused(caller, lan, task):
    program = caller(lan)
    program.post(f"/tasks/{task.id}/claim", Idempotency_Key="k1")

    answer = program.post(f"/tasks/{task.id}/release", Idempotency_Key="k1")

    assert answer.status_code == 409
    assert answer.json["code"] == "request.key_reused"


def test_a_failed_request_may_be_sent_again_under_its_key(caller, lan, task):
    program = caller(lan)
    once = {"If_Match": '"1"', "Idempotency_Key": "k1"}

    failed = program.post(f"/tasks/{task.id}/complete", {"answers": {"agreed": True}}, **once)
    mended = program.post(f"/tasks/{task.id}/complete", ANSWERS, **once)

    assert failed.status_code == 422
    assert failed.json["errors"] == {"comment": ["Cần trả lời mục này."]}
    assert mended.status_code == 200


def test_an_answer_the_form_does_not_ask_is_refused(caller, lan, task):
    answers = {"answers": {"agreed": True, "comment": "Nhất trí", "hidden": 1}}

    answer = caller(lan).post(f"/tasks/{task.id}/complete", answers, If_Match='"1"')

    assert "hidden" in answer.json["errors"]


def test_a_cursor_leads_through_all_tasks_without_repeating_one(given, caller, lan):
    campaign = given.small_stage()
    for number in range(3):
        given.instance(campaign, business_key=f"r{number}")
    program = caller(lan)

    seen, cursor = [], ""
    while cursor is not None:
        page = program.get(f"/tasks?tab=groups&limit=2&cursor={cursor}").json
        seen += [one["id"] for one in page["tasks"]]
        cursor = page["next_cursor"]

    assert len(seen) == len(set(seen)) == 4


def test_what_one_may_not_see_is_not_found(given, caller, task):
    stranger = caller(given.person("xa", Group.UNIT_CLERK, unit=given.unit()))

    assert stranger.get(f"/tasks/{task.id}").status_code == 404
    assert stranger.post(f"/tasks/{task.id}/claim").status_code == 404
    assert stranger.get(f"/cases/{task.instance_id}").status_code == 404
