"""What keeps a browser from being turned against its owner."""

import pytest

from service.models import Group
from tests.support.visitors import Page


def test_a_form_of_another_site_changes_nothing(given, visitor):
    person = given.person("lan", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())
    task = given.open_task(instance)
    browser = visitor(person)
    token = browser.opens("/").tree.find(".//meta[@name='csrf-token']").get("content")

    answer = browser.client.post(
        f"/tasks/{task.id}/claim",
        data={"csrf_token": token},
        headers={"Origin": "https://evil.example"},
    )

    assert answer.status_code == 403
    assert given.open_task(instance).assignee_id is None


def test_a_form_without_its_token_is_refused_with_advice(given, visitor):
    person = given.person("lan", Group.STANDING_BODY)
    task = given.open_task(given.instance(given.small_stage()))

    answer = visitor(person).client.post(f"/tasks/{task.id}/claim")

    assert answer.status_code == 400
    assert "tải lại trang" in Page(answer).words


def test_every_page_forbids_scripts_and_frames_of_others(visitor):
    headers = visitor().opens("/sign-in").response.headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["/", "/campaigns/2025", "/processes/campaign/1", "/cases/1", "/tasks/1"]
)
def test_a_page_holds_nothing_inline(given, visitor, address):
    given.small_stage()

    page = visitor(given.person("lan", Group.STANDING_BODY)).opens(address)

    assert page.status == 200
    for element in page.tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert element.tag != "style"
        assert element.tag != "script" or element.get("src")


def test_an_error_page_says_what_to_do_and_names_the_request(given, visitor):
    page = visitor(given.person("lan", Group.AUDITOR)).opens("/cases/999")

    assert page.status == 404
    assert page.response.headers["X-Request-Id"] in page.words
    assert "không mở cho ông/bà xem" in page.words


def test_a_failure_of_ours_shows_no_stack(given, visitor, monkeypatch, app):
    monkeypatch.setitem(app.extensions, "engine", None)
    given.small_stage()

    page = visitor(given.person("lan", Group.AUDITOR)).opens("/cases/1")

    assert page.status == 500
    assert "Traceback" not in page.words
    assert "Hệ thống gặp sự cố" in page.words


def test_english_is_one_click_away_and_stays(given, visitor):
    browser = visitor(given.person("lan", Group.AUDITOR))

    browser.opens("/language/en?next=/")

    page = browser.opens("/")
    assert "Inbox" in page.words
    assert page.tree.get("lang") == "en"


@pytest.mark.parametrize("address", ["/?q=%00", "/cases?q=dang%00", "/cases?rule=%00"])
def test_text_no_database_keeps_is_refused_and_breaks_nothing(given, visitor, address):
    auditor = given.person("kiem", Group.AUDITOR)

    assert visitor(auditor).opens(address).status == 400
