"""A program withdrawing, suspending, concluding, complaining and moving deadlines."""

import pytest

from service.models import Complaint, Group, Person, ProcessInstance
from tests.support.given_seasons import Season

LATER = {"due_at": "2025-12-20T17:00:00+07:00", "basis": "Công văn gia hạn"}
DEADLINE = "/campaigns/2025/deadlines/unit_deadline"


@pytest.fixture
def season(given, units_of_work, engine):
    season = Season(given, units_of_work, engine).open("VP")
    season.proposes()
    return season


@pytest.fixture
def program(season, caller):
    def of(username):
        return caller(season.rows(Person, username=username)[0])

    return of


def test_a_program_finds_the_nomination_of_a_case(season, program):
    [case] = season.rows(ProcessInstance, process_key="nomination")
    clerk = program("clerk-VP")

    number = clerk.get(f"/cases/{case.id}").json["nomination_id"]
    shown = clerk.get(f"/nominations/{number}").json

    assert (shown["key"], shown["unit"], shown["status"]) == ("N001", "VP", "draft")
    assert shown["instance_id"] == case.id


def test_a_withdrawal_sent_twice_is_one_withdrawal(season, program):
    clerk = program("clerk-VP")
    body = {"reason": "Theo nguyện vọng"}

    first = clerk.post("/nominations/1/withdraw", body, Idempotency_Key="k1")
    again = clerk.post("/nominations/1/withdraw", body, Idempotency_Key="k1")
    other = clerk.post("/nominations/1/withdraw", body)

    assert first.status_code == again.status_code == 200
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (other.status_code, other.json["code"]) == (409, "nomination.leaving")
    assert season.told("withdrawn") == {"2025/N001": body}


def test_a_suspension_is_taken_and_concluded(program):
    office = program("standing_body")

    held = office.post("/nominations/1/suspend", {"ground": "Đang xem xét kỷ luật"})
    goes_on = office.post("/nominations/1/conclude", {"cleared": True, "note": "KL số 5"})

    assert held.json["suspension_ground"] == "Đang xem xét kỷ luật"
    assert held.json["suspended_at"].startswith("2025-12-04")
    assert goes_on.json["suspended_at"] is None


def test_a_measure_without_its_words_is_refused_by_field(program):
    office = program("standing_body")

    assert office.post("/nominations/1/suspend", {}).json["errors"].keys() == {"ground"}
    blank = office.post("/nominations/1/suspend", {"ground": " "})
    assert blank.json["errors"] == {"ground": ["Cần trả lời mục này."]}


def test_a_director_suspends_nobody(program):
    answer = program("director").post("/nominations/1/suspend", {"ground": "Có đơn"})

    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert answer.json["code"] == "nomination.not_allowed"


def test_a_complaint_is_filed_and_does_not_tell_who_filed_it(season, program):
    answer = program("head-VP").post("/nominations/1/complaints", {"text": "Không đúng"})

    assert answer.status_code == 201
    assert answer.json.keys() == {"id", "nomination_id", "text", "filed_at"}
    assert [one.text for one in season.rows(Complaint)] == ["Không đúng"]


@pytest.mark.parametrize(
    ("measure", "body"),
    [
        ("withdraw", {"reason": "x"}),
        ("suspend", {"ground": "x"}),
        ("conclude", {"cleared": True, "note": "x"}),
        ("complaints", {"text": "x"}),
    ],
)
def test_what_another_unit_may_not_see_is_not_found(given, season, caller, measure, body):
    stranger = caller(given.person("clerk-XA", Group.UNIT_CLERK, unit=given.unit("XA")))

    assert stranger.post(f"/nominations/1/{measure}", body).status_code == 404
    assert stranger.get("/nominations/1").status_code == 404


def test_a_moved_deadline_says_how_many_timers_move_along(given, caller):
    given.instance(given.small_stage())
    office = caller(given.person("lan", Group.STANDING_BODY))

    moved = office.put(DEADLINE, LATER, Idempotency_Key="k1")
    again = office.put(DEADLINE, LATER, Idempotency_Key="k1")

    assert moved.status_code == 200
    assert moved.json["retimed"] > 0
    assert moved.json["basis"] == LATER["basis"]
    assert again.json == moved.json


def test_a_deadline_is_moved_only_by_those_who_plan_and_only_forward(given, caller):
    given.small_stage()
    head = caller(given.person("xa", Group.UNIT_HEAD, unit=given.unit()))
    office = caller(given.person("lan", Group.STANDING_BODY))

    assert head.put(DEADLINE, LATER).json["code"] == "deadline.not_allowed"
    assert office.put("/campaigns/2025/deadlines/none", LATER).status_code == 404
    assert office.put("/campaigns/1999/deadlines/closing", LATER).status_code == 404
    past = office.put(DEADLINE, LATER | {"due_at": "2025-11-20T17:00:00+07:00"})
    assert past.json["errors"] == {"due_at": ["Ngày này đã qua."]}
