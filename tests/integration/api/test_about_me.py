"""What is recorded of oneself, and having it corrected, for programs."""

import pytest

from service.models import Group
from tests.support.given_seasons import Season


@pytest.fixture
def season(given, units_of_work, engine):
    season = Season(given, units_of_work, engine).open("VP")
    season.mau = given.person("mau")
    season.proposes(nominee="Người mau", person="mau")
    return season


def test_a_nominee_is_told_of_the_own_nomination_and_others_of_none(season, given, caller):
    told = caller(season.mau).get("/about-me").json

    (own,) = told["nominations"]
    assert (own["key"], own["award"], own["unit"]) == ("N001", "GIAY_KHEN", "VP")
    assert {"group", "name"} & set(own["places"][0]) == {"name"}
    assert own["places"][0]["groups"] == ["unit_clerk"]
    assert caller(given.person("khach")).get("/about-me").json["nominations"] == []


def test_a_request_is_sent_once_and_answered_by_the_standing_body(season, given, caller):
    body = {"wrong": "Chức vụ", "right": "Phó phòng", "nomination_id": 1}
    mau, office = caller(season.mau), caller(given.person("tt", Group.STANDING_BODY))

    first, again = (
        mau.post("/about-me/corrections", body, Idempotency_Key="k1").json for _ in range(2)
    )
    listed = office.get("/corrections").json["corrections"]
    answered = office.post("/corrections/1/answer", {"corrected": False, "answer": "Đúng rồi"})
    late = office.post("/corrections/1/answer", {"corrected": True, "answer": "Đã sửa"})

    assert first == again
    assert [one["id"] for one in listed] == [first["id"]]
    assert answered.json["status"] == "refused"
    assert (late.status_code, late.json["code"]) == (409, "correction.answered")
    assert mau.get("/about-me").json["corrections"][0]["answer"] == "Đúng rồi"
    assert office.get("/corrections?state=answered").json["corrections"][0]["id"] == 1


def test_somebody_elses_nomination_cannot_be_asked_about(season, given, caller):
    body = {"wrong": "a", "right": "b", "nomination_id": 1}

    assert caller(given.person("khach")).post("/about-me/corrections", body).status_code == 404


@pytest.mark.parametrize("group", [Group.ADMINISTRATOR, Group.DIRECTOR])
def test_requests_are_the_standing_bodys_to_read(given, caller, group):
    assert caller(given.person("lan", group)).get("/corrections").status_code == 403
