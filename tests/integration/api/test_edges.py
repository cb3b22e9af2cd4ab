"""Signing in, failures in one format, and the description of the API."""

from service.models import Group
from tests.support.diagrams import diagram, end
from tests.support.given_failures import script
from tests.support.given_people import PASSWORD
from tests.support.given_processes import process

PLAN = {
    "code": "2027",
    "name": "Đợt thi đua 2027",
    "legal_regime": "law-2026",
    "starts_on": "2027-01-01",
    "ends_on": "2027-12-31",
    "deadlines": [
        {"name": name, "due_at": "2027-12-15T17:00:00+07:00", "basis": "kế hoạch"}
        for name in ("unit_deadline", "closing")
    ],
}


def test_a_program_signs_in_with_a_password_and_out_again(given, caller, app):
    given.member("lan", Group.STANDING_BODY)
    program = caller()

    token = program.post("/sessions", {"username": "lan", "password": PASSWORD}).json["token"]
    program._headers = {"Authorization": f"Bearer {token}"}

    assert program.get("/campaigns").status_code == 200
    assert program.delete("/sessions/current").status_code == 204
    assert program.get("/campaigns").status_code == 401


def test_nobody_is_told_anything_without_a_token(caller):
    answer = caller().get("/tasks")

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_failure_speaks_the_language_that_was_asked_for(caller):
    program = caller()

    assert program.get("/nowhere").json["detail"].startswith("Ở đây không có gì")
    english = program.get("/nowhere", **{"Accept-Language": "en"}).json
    assert english["detail"] == "There is nothing here, or nothing open to you."


def test_an_unknown_field_is_refused_by_name(given, caller):
    program = caller(given.person("lan", Group.STANDING_BODY))

    answer = program.post("/campaigns", PLAN | {"colour": "red"})

    assert answer.status_code == 422
    assert "colour" in answer.json["errors"]
    assert "page" in program.get("/tasks?page=2").json["errors"]


def test_the_standing_body_opens_a_campaign_once(given, caller):
    given.small_stage()
    program = caller(given.person("lan", Group.STANDING_BODY))

    first = program.post("/campaigns", PLAN, Idempotency_Key="k1")
    again = program.post("/campaigns", PLAN, Idempotency_Key="k1")
    other = program.post("/campaigns", PLAN)

    assert first.status_code == 201
    assert again.json == first.json
    assert other.status_code == 409
    assert program.get("/campaigns/2027").json["by_content"]["II.1"] == 0


def test_a_campaign_whose_process_fails_at_once_is_kept_says_why_and_waits(given, caller):
    given.calendar()
    failing = [script("divide", "share = 100 / (len(campaign) - 4)"), end()]
    drawn = diagram("campaign", failing, [("begin", "divide"), ("divide", "finish")])
    given.small_deployment([process("campaign", drawn)])
    program = caller(given.person("lan", Group.STANDING_BODY))

    answer = program.post("/campaigns", PLAN)

    assert (answer.status_code, answer.json["code"]) == (409, "instance.not_started")
    assert "“Đợt thi đua 2027” đã được ghi lại nhưng chưa chạy" in answer.json["detail"]
    assert "chia cho 0" in answer.json["detail"]
    [kept] = program.get("/campaigns").json
    assert (kept["code"], kept["instance_id"]) == ("2027", None)
    assert program.post("/campaigns", PLAN).json["code"] == "campaign.exists"


def test_only_the_standing_body_opens_campaigns(given, caller):
    answer = caller(given.person("lan", Group.REGISTRY)).post("/campaigns", PLAN)

    assert answer.status_code == 403
    assert answer.json["code"] == "campaign.not_allowed"


def test_a_cookie_alone_changes_nothing_through_the_api(given, caller, app):
    given.small_stage()
    lan = given.person("lan", Group.STANDING_BODY)
    program = caller(lan)
    token = program._headers.pop("Authorization").removeprefix("Bearer ")
    with program._client.session_transaction() as cookie:
        cookie["session"] = token

    assert program.get("/campaigns").status_code == 200
    assert program.post("/campaigns", PLAN).status_code == 400


def test_a_case_is_told_with_its_places_and_its_history(given, caller):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())
    given.completes(lan, given.open_task(instance), agreed=True, comment="Nhất trí")

    told = caller(lan).get(f"/cases/{instance.id}").json

    assert [place["element_id"] for place in told["places"] if place["kind"] == "task"] == [
        "second"
    ]
    assert "task:completed" in [entry["event"] for entry in told["history"]]


def test_the_deployed_definitions_are_listed(given, caller):
    given.small_stage()
    program = caller(given.person("lan", Group.PROCESS_OWNER))

    processes = {one["key"]: one for one in program.get("/definitions").json}

    assert processes["campaign"]["running"] == 1
    assert [one["key"] for one in program.get("/definitions?kind=form").json] == ["opinion"]


def test_the_api_describes_itself(caller):
    description = caller().get("/openapi.json").json

    assert description["openapi"] == "3.1.0"
    assert "/api/tasks/{task_id}/complete" in description["paths"]
