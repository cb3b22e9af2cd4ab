"""Accounts, units and groups for programs, and tokens with which programs come."""

import pytest

from service.models import Group
from service.operations.tasks import claim_task
from service.operations.tokens import make_token
from service.unit_of_work import Actor
from tests.support.given_people import PASSWORD

NEW = "một câu khác hẳn"


@pytest.fixture
def admin(given, caller):
    return caller(given.person("admin", Group.ADMINISTRATOR))


@pytest.fixture
def lan(given, caller):
    lan = given.member("lan", Group.STANDING_BODY)
    return caller(lan)


def test_an_account_is_made_changed_and_found_without_diacritics(admin, given):
    given.unit("VP")
    body = {
        "username": "dduc",
        "name": "Đào Đức",
        "memberships": [{"group": "unit_clerk", "unit_id": 1}],
    }

    made = admin.post("/people", body)
    changed = admin.patch("/people/2", {"position": "Chuyên viên"}, If_Match='"1"')
    late = admin.patch("/people/2", {"position": "Khác"}, If_Match='"1"')
    found = admin.get("/people?q=dao").json["people"]

    assert (made.status_code, changed.status_code, late.status_code) == (201, 200, 412)
    assert late.json["code"] == "person.changed"
    assert [(one["name"], one["position"]) for one in found] == [("Đào Đức", "Chuyên viên")]
    assert found[0]["memberships"] == [{"group": "unit_clerk", "unit_id": 1}]


def test_a_change_says_what_it_was_decided_upon(admin):
    assert admin.patch("/people/1", {"name": "Mới"}).status_code == 428


def test_everything_wrong_is_named_by_its_field(admin):
    answer = admin.post("/people", {"username": "đ", "name": "", "email": "x"})

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"username", "name", "email"}


def test_pages_of_people_are_joined_by_a_cursor(admin, given):
    for name in ("an", "binh", "chi"):
        given.person(name)

    first = admin.get("/people?limit=3").json
    second = admin.get(f"/people?limit=3&cursor={first['next_cursor']}").json

    assert len({one["id"] for page in (first, second) for one in page["people"]}) == 4
    assert second["next_cursor"] is None


def test_closing_an_account_names_who_takes_each_task(admin, given, units_of_work):
    lan, minh = (given.person(name, Group.STANDING_BODY) for name in ("lan", "minh"))
    task = given.open_task(given.instance(given.small_stage()))
    with units_of_work.open(Actor.person(lan.id)) as uow:
        claim_task(uow, task.id)

    left = admin.get(f"/people/{lan.id}/duties").json
    refused = admin.post(f"/people/{lan.id}/deactivate", {}, If_Match='"1"')
    tasks = [{"task_id": task.id, "person_id": minh.id}]
    closed = admin.post(f"/people/{lan.id}/deactivate", {"tasks": tasks}, If_Match='"1"')

    assert [one["others"] for one in left["duties"]] == [[minh.id]]
    assert refused.json["code"] == "people.tasks_open"
    assert closed.json["is_active"] is False
    assert admin.post(f"/people/{lan.id}/reactivate", If_Match='"2"').json["is_active"]


def test_a_code_is_made_by_a_program_too(admin, given):
    given.person("lan")

    made = admin.post("/people/2/password-reset")

    assert made.status_code == 201
    assert made.json["address"].endswith(f"/password-reset/{made.json['code']}")


def test_units_and_terms_are_kept(admin, given):
    given.person("lan")
    admin.post("/units", {"code": "LS", "name": "Lãnh sự"})
    admin.patch("/units/1", {"name": "Phòng Lãnh sự"}, If_Match='"1"')
    body = {"person_id": 2, "unit_id": 1, "begins_on": "2025-12-08", "ends_on": "2025-12-31"}

    term = admin.post("/groups/unit_head/members", body).json
    again = admin.post("/groups/unit_head/members", body)
    members = admin.get("/groups/unit_head/members").json["terms"]
    ended = admin.post(f"/groups/terms/{term['id']}/end", {}).json
    dissolved = admin.post("/units/1/dissolve", If_Match='"2"')

    assert (term["state"], ended["state"]) == ("planned", "over")
    assert [one["id"] for one in members] == [term["id"]]
    assert again.json["code"] == "people.already_member"
    assert dissolved.json["status"] == "dissolved"
    assert {"group": "administrator", "people": 1} in admin.get("/groups").json["groups"]


@pytest.mark.parametrize("path", ["/people", "/people/1", "/people/1/duties", "/units", "/groups"])
def test_nobody_else_keeps_accounts(lan, path):
    assert lan.get(path).status_code == 403


def test_a_changed_password_answers_with_a_new_session(lan, app):
    wrong = lan.post("/account/password", {"current": "sai", "password": NEW})
    done = lan.post("/account/password", {"current": PASSWORD, "password": NEW})

    assert set(wrong.json["errors"]) == {"current"}
    assert lan.get("/account").status_code == 401
    headers = {"Authorization": f"Bearer {done.json['token']}"}
    assert app.test_client().get("/api/account", headers=headers).json["username"] == "lan"


def test_sessions_are_listed_and_ended(lan, given, app):
    app.test_client().post("/api/sessions", json={"username": "lan", "password": PASSWORD})

    listed = lan.get("/account/sessions").json["sessions"]
    other = next(one for one in listed if not one["is_this"])
    ended = lan.delete(f"/account/sessions/{other['id']}")

    assert (len(listed), other["address"]) == (2, "127.0.0.1")
    assert ended.status_code == 204
    assert lan.delete("/account/sessions").json == {"ended": 0}


def test_a_program_acts_with_a_token_but_not_on_the_account(given, units_of_work, app):
    lan = given.person("lan", Group.STANDING_BODY)
    with units_of_work.open(Actor.person(lan.id)) as uow:
        _, secret = make_token(uow, "báo cáo", 30)
    headers = {"Authorization": f"Bearer {secret}"}
    program = app.test_client()

    seen = program.get("/api/tasks", headers=headers)
    refused = program.post("/api/account/tokens", json={"name": "nữa"}, headers=headers)
    mistyped = program.get("/api/tasks", headers={"Authorization": f"Bearer {secret}x"})

    assert (seen.status_code, mistyped.status_code) == (200, 401)
    assert refused.json["code"] == "people.token_not_enough"


def test_a_token_is_made_listed_and_revoked(lan):
    made = lan.post("/account/tokens", {"name": "báo cáo", "days": 7}).json
    listed = lan.get("/account/tokens").json["tokens"]

    assert made["token"].startswith("thidua_")
    assert [one["name"] for one in listed] == ["báo cáo"]
    assert "token" not in listed[0]
    assert lan.delete(f"/account/tokens/{made['id']}").status_code == 204
    assert lan.get("/account/tokens").json["tokens"] == []


def test_a_language_is_chosen(lan):
    assert lan.patch("/account", {"locale": "en"}).json["locale"] == "en"
    assert lan.patch("/account", {"locale": "fr"}).status_code == 422
