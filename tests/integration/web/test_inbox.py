"""What a participant finds in the inbox."""

import pytest

from service.models import Group


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


def test_an_empty_inbox_says_where_work_waits(given, visitor, lan):
    given.instance(given.small_stage())

    page = visitor(lan).opens("/?tab=mine")

    assert "Ông/bà chưa nhận công việc nào." in page.words
    assert "/?tab=groups" in page.links()


def test_the_inbox_opens_where_the_work_is(given, visitor, lan):
    task = given.open_task(given.instance(given.small_stage()))
    browser = visitor(lan)

    first = browser.opens("/")
    browser.sends(first, f"/tasks/{task.id}/claim")
    second = browser.opens("/")

    assert first.has_form(f"/tasks/{task.id}/claim")
    assert second.has_form(f"/tasks/{task.id}/release")


@pytest.mark.parametrize(
    ("group", "address"),
    [(Group.AUDITOR, "/campaigns"), (Group.PROCESS_OWNER, "/processes")],
)
def test_who_never_gets_a_task_is_shown_where_to_look(given, visitor, group, address):
    given.instance(given.small_stage())

    page = visitor(given.person("minh", group)).opens("/")

    inside = [link.get("href") for link in page.element("inbox-rows").iter("a")]
    assert address in inside
    assert "việc đang chờ người khác" in page.words


def test_a_case_of_no_nominee_is_called_by_its_campaign(given, visitor, lan):
    campaign = given.small_stage()
    given.instance(campaign, business_key="2025/council/1")

    page = visitor(lan).opens("/")

    assert "2025, phiên 1" in page.words
    assert campaign.name in page.words


def test_a_late_task_is_late_in_words_too(given, visitor, lan, clock):
    given.instance(given.small_stage())
    clock.move_to("2025-12-17T09:00:00+07:00")

    assert "quá hạn 2 ngày" in visitor(lan).opens("/?tab=groups&due=late").words


@pytest.mark.parametrize("typed", ["nguoi dang", "NGƯỜI ĐẶNG", "đang"])
def test_a_search_does_not_mind_diacritics(given, visitor, typed):
    dang = given.person("dang", Group.STANDING_BODY, name="Người Đặng")
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
