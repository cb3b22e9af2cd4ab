"""A task that others changed while somebody had its page open."""

import pytest

from service.models import Group


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def hoa(given):
    return given.person("hoa", Group.STANDING_BODY)


@pytest.fixture
def task(given):
    return given.open_task(given.instance(given.small_stage()))


def news(browser, page):
    """What the page asks by itself every few seconds."""
    asks = next(one.get("hx-get") for one in page.tree.iter("div") if one.get("hx-get"))
    return browser.opens(asks)


def test_what_somebody_took_meanwhile_is_said_with_what_was_typed(
    given, visitor, lan, hoa, task, clock
):
    browser = visitor(lan)
    seen = browser.opens(f"/tasks/{task.id}")
    clock.advance(minutes=5)
    given.claims(hoa, task)

    page = browser.sends(seen, f"/tasks/{task.id}", agreed="true", comment="Của tôi")

    assert page.status == 409
    assert "Người hoa – Nhận việc 04/12/2025 08:05" in page.words
    assert "Đồng ý có Ý kiến Của tôi" in page.words
    assert not page.has_form(f"/tasks/{task.id}")


def test_what_was_reassigned_to_oneself_can_be_completed_as_it_is_now(
    given, visitor, lan, hoa, task
):
    browser = visitor(lan)
    seen = browser.opens(f"/tasks/{task.id}")
    given.claims(hoa, task)
    given.reassigns(given.person("quan-tri", Group.ADMINISTRATOR), task, lan)

    page = browser.sends(seen, f"/tasks/{task.id}", agreed="true", comment="Của tôi")

    assert "Người hoa – Nhận việc" in page.words
    assert "Người quan-tri – " in page.words
    assert page.element("comment").text.strip() == "Của tôi"
    assert browser.sends(page, f"/tasks/{task.id}", agreed="true", comment="x").status == 302


def test_a_draft_that_comes_too_late_is_not_lost(given, visitor, lan, hoa, task):
    browser = visitor(lan)
    seen = browser.opens(f"/tasks/{task.id}")
    given.completes(hoa, task, agreed=True, comment="Xong")

    page = browser.sends(seen, f"/tasks/{task.id}", "/draft", agreed="true", comment="Chậm")

    assert page.status == 409
    assert "Ý kiến Chậm Xong" in page.words


def test_a_press_too_late_to_take_a_task_says_who_was_faster(given, visitor, lan, hoa, task):
    browser = visitor(lan)
    seen = browser.opens(f"/tasks/{task.id}")
    given.completes(hoa, task, agreed=True, comment="Xong")

    page = browser.sends(seen, f"/tasks/{task.id}/claim")

    assert page.status == 409
    assert "Việc “first” đã được Người hoa hoàn thành" in page.words


def test_an_open_page_hears_of_what_others_do_and_is_silent_otherwise(
    given, visitor, lan, hoa, task
):
    browser, other = visitor(lan), visitor(hoa)
    page = browser.opens(f"/tasks/{task.id}")
    before = news(browser, page)
    other.sends(other.opens(f"/tasks/{task.id}"), f"/tasks/{task.id}", "/draft", comment="Bí mật")
    begun = news(browser, page)
    given.claims(hoa, task)
    taken = news(browser, begun)

    assert before.status == 204
    assert "Người hoa – đang soạn việc này" in begun.words
    assert "Bí mật" not in begun.words
    assert "Người hoa – Nhận việc" in taken.words
    assert news(browser, taken).status == 204


def test_news_are_for_those_who_see_the_task(given, visitor, lan, hoa, task):
    asks = f"/tasks/{task.id}/news?seen=0&known=x"

    assert visitor(given.person("khach")).opens(asks).status == 204
    assert visitor().opens(asks).status == 204
    assert visitor(hoa).opens(asks).status == 200
