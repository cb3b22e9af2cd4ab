"""A program looking after incidents and running cases."""

import pytest

from service.models import Group

REASON = {"reason": "Kiểm tra lỗi"}


@pytest.fixture
def admin(failures, caller):
    return caller(failures.admin)


def test_a_program_mends_the_data_and_retries(stuck, admin, given):
    [listed] = admin.get("/incidents").json["incidents"]
    shown = admin.get(f"/incidents/{listed['id']}")

    changes = {"variables": {"parts": 4}, "reason": "Nhập nhầm"}
    changed = admin.post("/incidents/1/variables", changes, If_Match=shown.headers["ETag"])
    done = admin.post("/incidents/1/retry", {}, If_Match=changed.headers["ETag"])

    assert (shown.json["element_id"], shown.json["variables"]) == ("divide", {"parts": 0})
    assert (done.status_code, done.json["resolution"]) == (200, "data_changed")
    assert given.open_task(stuck).element_id == "judge"
    assert admin.get("/incidents?state=resolved").json["incidents"][0]["id"] == 1


def test_a_skip_is_asked_for_and_confirmed_by_two(stuck, admin, failures, caller):
    owner = caller(failures.owner)
    asked = admin.post("/incidents/1/skip", {"variables": {"share": 25}, **REASON}, If_Match='"1"')

    alone = admin.post("/incidents/1/skip/confirm", {}, If_Match=asked.headers["ETag"])
    agreed = owner.post("/incidents/1/skip/confirm", {}, If_Match=asked.headers["ETag"])

    assert (alone.status_code, alone.json["code"]) == (403, "incident.same_person")
    assert agreed.json["resolution"] == "skipped"


def test_a_retry_that_fails_again_says_so_and_is_answered_once(stuck, admin, failures):
    answer = admin.post("/incidents/1/retry", {}, If_Match='"1"')

    assert (answer.status_code, answer.json["code"]) == (409, "step.failed")
    assert failures.incidents()[0].attempts == 4


def test_without_the_revision_seen_nothing_is_done(stuck, admin, failures):
    unseen = admin.post("/incidents/1/retry", {})
    stale = admin.post("/incidents/1/retry", {}, If_Match='"7"')

    assert (unseen.status_code, stale.status_code) == (428, 412)
    assert failures.incidents()[0].attempts == 3


def test_others_see_no_incidents(stuck, given, caller):
    lan = caller(given.person("lan", Group.STANDING_BODY))

    for answer in (
        lan.get("/incidents"),
        lan.get("/incidents/1"),
        lan.post("/incidents/1/retry", {}, If_Match='"1"'),
    ):
        assert (answer.status_code, answer.json["code"]) == (403, "incident.not_allowed")


def test_a_case_is_suspended_once_under_its_key_and_goes_on(failures, given, admin):
    review = given.instance(failures.campaign)
    address = f"/instances/{review.id}"
    seen = admin.get(address).headers["ETag"]

    held = admin.post(f"{address}/suspend", REASON, If_Match=seen, Idempotency_Key="k1")
    again = admin.post(f"{address}/suspend", REASON, If_Match=seen, Idempotency_Key="k1")
    goes_on = admin.post(f"{address}/resume", REASON, If_Match=held.headers["ETag"])

    assert held.json["suspension_reason"] == "Kiểm tra lỗi"
    assert again.headers["Idempotent-Replayed"] == "true"
    assert goes_on.json["suspended_at"] is None


def test_a_case_goes_back_where_it_is_safe_and_is_cancelled(failures, given, admin):
    lan = given.person("lan", Group.STANDING_BODY)
    review = given.instance(failures.campaign)
    failures.completes(lan, review, agreed=True, comment="Nhất trí")
    address = f"/instances/{review.id}"
    seen = admin.get(address)

    nowhere = admin.post(
        f"{address}/back", {"element_id": "second", **REASON}, If_Match=seen.headers["ETag"]
    )
    back = admin.post(
        f"{address}/back", {"element_id": "first", **REASON}, If_Match=seen.headers["ETag"]
    )
    over = admin.post(f"{address}/cancel", REASON, If_Match=back.headers["ETag"])

    assert seen.json["ways_back"] == ["first"]
    assert (nowhere.status_code, nowhere.json["code"]) == (409, "instance.no_way_back")
    assert given.timers(review)["too_late"].state == "cancelled"
    assert over.json["status"] == "cancelled"


def test_what_is_missing_or_not_theirs_is_refused(failures, given, admin, caller):
    review = given.instance(failures.campaign)
    lan = caller(given.person("lan", Group.STANDING_BODY))
    address = f"/instances/{review.id}"

    assert admin.post(f"{address}/cancel", {}, If_Match='"1"').json["errors"].keys() == {"reason"}
    assert admin.post(f"{address}/cancel", REASON, If_Match='"0"').status_code == 412
    assert lan.post(f"{address}/cancel", REASON, If_Match='"1"').status_code == 403
    assert lan.get(address).status_code == 403
    assert admin.get("/instances/4711").status_code == 404
    assert admin.get("/incidents/4711").status_code == 404
