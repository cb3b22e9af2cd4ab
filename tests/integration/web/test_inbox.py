"""What a participant finds in the inbox."""

import pytest

from service.models import Group


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


def test_an_empty_inbox_says_where_work_waits(given, visitor, lan):
    given.instance(given.small_stage())

    page = visitor(lan).opens("/")

    assert "Ông/bà chưa nhận công việc nào." in page.words
    assert "/?tab=groups" in page.links()


def test_a_late_task_is_late_in_words_too(given, visitor, lan, clock):
    given.instance(given.small_stage())
    clock.move_to("2025-12-17T09:00:00+07:00")

    assert "quá hạn 2 ngày" in visitor(lan).opens("/?tab=groups&late=1").words


@pytest.mark.parametrize("typed", ["nguoi dang", "NGƯỜI ĐẶNG", "đang"])
def test_a_search_does_not_mind_diacritics(given, visitor, typed):
    dang = given.person("Đặng", Group.STANDING_BODY)
    instance = given.instance(given.small_stage())
    browser = visitor(dang)
    browser.sends(browser.opens("/?tab=groups"), f"/tasks/{given.open_task(instance).id}/claim")

    found = browser.opens(f"/?q={typed}")
    lost = browser.opens("/?q=khong+ai")

    assert f"/tasks/{given.open_task(instance).id}" in found.links()
    assert "Không có công việc nào khớp." in lost.words


def test_what_a_page_cannot_hold_is_on_the_next_one(given, visitor, lan, monkeypatch):
    monkeypatch.setattr("service.web.inbox.PAGE", 2)
    campaign = given.small_stage()
    for number in range(3):
        given.instance(campaign, business_key=f"r{number}")
    browser = visitor(lan)

    first = browser.opens("/?tab=groups")
    following = next(link for link in first.links() if "after=" in link)
    second = browser.opens(following)

    tasks = [link for link in first.links() + second.links() if link.startswith("/tasks/")]
    assert len(tasks) == len(set(tasks)) == 4


def test_a_search_as_one_types_gets_the_rows_only(given, visitor, lan):
    given.instance(given.small_stage())

    page = visitor(lan).opens("/?tab=groups", **{"HX-Request": "true", "HX-Target": "inbox-rows"})

    assert page.element("main") is None
    assert page.has_form("/claim")


def test_a_clerk_of_one_unit_sees_nothing_of_another(given, visitor):
    given.instance(given.small_stage())
    clerk = given.person("xa", Group.UNIT_CLERK, unit=given.unit())

    page = visitor(clerk).opens("/?tab=all")

    assert not [link for link in page.links() if link.startswith("/tasks/2")]
