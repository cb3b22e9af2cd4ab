"""A participant at a browser without scripts, talking about a case."""

import pytest

from service.models import Group
from tests.support.given_cases import House
from tests.support.given_talk import Talk


@pytest.fixture
def house(given):
    return House(given)


@pytest.fixture
def talk(given):
    return Talk(given)


def test_a_colleague_is_chosen_from_the_list_and_finds_the_comment(house, given, visitor):
    task = house.checking()
    minh, nga = visitor(house.minh), visitor(house.nga)
    address = f"/cases/{task.instance_id}/comments"

    sent = minh.sends(
        minh.opens(f"/tasks/{task.id}"), address, text="Thiếu số\n\nXem giúp", mention="nga"
    )
    told = nga.opens("/notices")
    there = nga.opens(nga.opens("/notices/1").response.headers["Location"].partition("#")[0])

    assert sent.response.headers["Location"] == f"/tasks/{task.id}#comments"
    assert "Người minh nhắc đến ông/bà" in told.words
    assert "Người minh 04/12/2025 08:00 · check Thiếu số Xem giúp Nhắc đến: Người nga" in (
        there.words
    )
    assert not there.has_form("/withdraw")


def test_what_cannot_be_sent_comes_back_with_its_words(house, visitor):
    case = house.case()
    minh = visitor(house.minh)

    page = minh.sends(
        minh.opens(f"/cases/{case.id}"), f"/cases/{case.id}/comments", text="@khong-co <b>xem</b>"
    )

    assert page.status == 422
    assert page.element("comment-text").text == "@khong-co <b>xem</b>"
    assert "Không có tài khoản @khong-co." in page.words


def test_a_comment_is_withdrawn_and_the_page_says_so(house, talk, visitor):
    case = house.case()
    comment = talk.says(house.minh, case, "Sai rồi")
    minh = visitor(house.minh)

    minh.sends(minh.opens(f"/cases/{case.id}"), f"/comments/{comment.id}/withdraw")

    words = minh.opens(f"/cases/{case.id}/comments").words
    assert "Người viết đã rút ý kiến này, 04/12/2025 08:00." in words
    assert "Sai rồi" not in words


def test_a_nominee_finds_no_trace_of_what_is_said(house, given, talk, visitor):
    case = house.case(nominee=house.lan)
    given.completes(house.clerk, given.open_task(case))
    task = given.open_task(case)
    lan, clerk = visitor(house.lan), visitor(house.clerk)
    talk.says(house.minh, case, "Chưa xứng đáng", "clerk")

    found = [lan.opens(page) for page in (f"/cases/{case.id}", f"/tasks/{task.id}")]

    assert "Chưa xứng đáng" in clerk.opens(f"/cases/{case.id}").words
    for page in found:
        assert page.status == 200
        for trace in ("Chưa xứng đáng", "Ghi ý kiến", "ý kiến trao đổi", "Soạn thông báo"):
            assert trace not in page.words
    assert lan.opens(f"/cases/{case.id}/comments").status == 404


def test_what_one_said_is_among_what_is_recorded_of_oneself(house, talk, visitor):
    case = house.case()
    talk.says(house.minh, case, "Cho @nga biết")

    own, named = visitor(house.minh).opens("/about-me"), visitor(house.nga).opens("/about-me")

    assert "Cho @nga biết" in own.words
    assert "Người minh nhắc đến tôi." in named.words
    assert "biết" not in named.words.partition("Ý kiến trao đổi của tôi")[2].partition("Điều")[0]


def test_a_page_of_a_script_gets_the_discussion_alone(house, given, visitor):
    case = house.case()
    minh = visitor(house.minh)
    token = minh.opens(f"/cases/{case.id}").form("/comments")[0].get("value")

    answer = minh.client.post(
        f"/cases/{case.id}/comments",
        data={"csrf_token": token, "text": "Nhanh"},
        headers={"HX-Request": "true"},
    ).get_data(as_text=True)

    assert answer.lstrip().startswith("<section")
    assert "Đã gửi ý kiến." in answer


def test_auditors_read_along(house, given, talk, visitor):
    case = house.case()
    talk.says(house.minh, case, "Thiếu số")

    page = visitor(given.person("kiem", Group.AUDITOR)).opens(f"/cases/{case.id}")

    assert "Thiếu số" in page.words
