"""What a nominee sees of what is recorded about them, and how they have it corrected."""

import pytest

from service.models import Group, Person, ProcessInstance
from tests.support.given_seasons import Season


@pytest.fixture
def season(given, units_of_work, engine):
    """Mau is nominated by the unit VP."""
    season = Season(given, units_of_work, engine).open("VP")
    season.mau = given.person("mau")
    season.proposes(nominee="Người mau", person="mau")
    return season


@pytest.fixture
def mau(season, visitor):
    return visitor(season.mau)


def test_a_nominee_sees_where_the_nomination_is_by_group_and_without_names(season, mau):
    season.files()

    listed = mau.opens("/about-me")
    page = mau.opens("/about-me/nominations/1")
    marks = mau.client.get("/about-me/nominations/1/history.json").json

    assert "/about-me/nominations/1" in listed.links()
    assert "Hồ sơ của tôi đang ở đâu" in page.words
    assert "Rút ngắn 30 % thời gian xử lý hồ sơ" in page.words
    assert "Người clerk-VP" not in page.words
    assert "prepare_dossier" in marks["visited"]
    assert (marks["notes"], marks["late"]) == ({}, [])


def test_a_nomination_of_somebody_else_is_not_there(season, given, visitor):
    stranger = visitor(given.person("khach"))

    found = [
        stranger.opens(f"/about-me/nominations/1{rest}").status for rest in ("", "/history.json")
    ]

    assert found == [404, 404]
    assert "Chưa có đề nghị khen thưởng nào" in stranger.opens("/about-me").words


def test_a_request_to_correct_is_answered_and_holds_nothing_up(season, given, mau, visitor):
    before = season.rows(ProcessInstance), season.waiting("nomination", "2025/N001")

    sent = mau.sends(
        mau.opens("/about-me/corrections/new?nomination=1"),
        "/about-me/corrections/new",
        nomination="1",
        wrong="Chức vụ",
        right="Phó trưởng phòng",
    )
    assert "trả lời trước hết ngày 08/12/2025" in mau.follows(sent).words
    after = season.rows(ProcessInstance), season.waiting("nomination", "2025/N001")
    office = visitor(season.rows(Person, username="standing_body")[0])
    assert "Đính chính (1)" in office.opens("/").words
    page = office.opens("/corrections/1")
    wrong = office.sends(page, "/corrections/1", answer="")
    office.sends(page, "/corrections/1", status="corrected", answer="Đã sửa theo quyết định")

    assert [one.revision for one in before[0]] == [one.revision for one in after[0]]
    assert before[1] == after[1]
    assert wrong.status == 422
    assert "Đã sửa theo quyết định" in mau.opens("/about-me").words
    season.files()


def test_a_request_that_says_nothing_comes_back(mau):
    page = mau.sends(
        mau.opens("/about-me/corrections/new"), "/about-me/corrections/new", wrong="", right="x"
    )

    assert page.status == 422
    assert page.element("right").text == "x"
    assert "#wrong" in page.links()


@pytest.mark.parametrize("group", [Group.ADMINISTRATOR, Group.AUDITOR, Group.DIRECTOR])
def test_requests_are_the_standing_bodys_to_read(given, visitor, group):
    assert visitor(given.person("lan", group)).opens("/corrections").status == 403


def test_the_privacy_notice_marks_what_nobody_verified(visitor):
    page = visitor().opens("/privacy")

    assert page.status == 200
    assert "Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP" in page.words
    assert page.words.count("chưa kiểm chứng") == 3
