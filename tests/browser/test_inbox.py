"""The inbox in a browser: by mouse, by keyboard alone, on a phone, in English."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.given_people import PASSWORD

PAGES = ("/?tab=groups", "/?tab=all&due=week&state=taken", "/?tab=mine&q=khong+co")


@pytest.fixture
def database_url(opened_campaign: Path, tmp_path: Path) -> str:
    copy = tmp_path / "inbox.db"
    shutil.copy(opened_campaign, copy)
    return f"sqlite:///{copy}"


def sign_in(page: Any, username: str = "thuongtruc") -> Any:
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    return page


def test_a_task_is_taken_and_that_is_undone_by_mouse(page: Any) -> None:
    sign_in(page).goto("/?tab=groups")
    name = page.locator("[data-open]").first.inner_text()
    page.get_by_role("button", name=f"Nhận việc {name}").first.click()
    page.wait_for_url("**/tasks/*")

    page.goto("/?tab=mine")
    page.get_by_role("button", name="Hoàn tác").click()

    page.locator("#notice", has_text="Đã hoàn tác").wait_for()
    assert page.locator("[data-row]").count() == 0


def test_tasks_are_chosen_and_taken_by_keyboard_alone(page: Any) -> None:
    sign_in(page).goto("/?tab=groups")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.get_by_text("Đã chọn 2 việc").is_visible()

    page.get_by_role("button", name="Nhận việc", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulk?**")
    page.get_by_role("button", name="Nhận (2)").focus()
    page.keyboard.press("Enter")

    page.get_by_text("2 trên 2 việc: đã nhận.").wait_for()


def test_the_keys_are_explained(page: Any) -> None:
    sign_in(page).goto("/?tab=all")

    page.keyboard.press("?")

    assert page.get_by_role("dialog").get_by_text("chọn dòng").is_visible()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.keyboard.press("/")
    page.locator("#q:focus").wait_for()


def test_many_are_reminded_without_scripts(open_page: Any) -> None:
    page = sign_in(open_page(java_script_enabled=False))
    page.goto("/?tab=all&unit=LSLT")
    for box in page.locator("[data-tick]").all():
        box.check()

    page.get_by_role("button", name="Nhắc").click()
    page.get_by_role("button", name="Nhắc (").click()

    assert "đã nhắc" in page.locator("main").inner_text()


def test_the_list_follows_what_others_do_and_says_so(open_page: Any) -> None:
    watching = sign_in(open_page())
    watching.clock.install()
    watching.goto("/?tab=groups")
    watching.mouse.move(0, 0)
    before = watching.locator("[data-row]").count()
    sign_in(acting := open_page())
    acting.goto("/?tab=groups")
    acting.locator("td").get_by_role("button", name="Nhận việc").first.click()

    with watching.expect_response("**/?tab=groups*"):
        watching.clock.run_for(16_000)

    watching.locator("[data-row]").nth(before - 1).wait_for(state="detached")
    assert "1 việc không còn ở đây" in watching.locator("[data-live-said]").inner_text()


def test_nothing_moves_under_a_pointer_or_a_choice(open_page: Any) -> None:
    watching = sign_in(open_page())
    watching.clock.install()
    watching.goto("/?tab=groups")
    watching.locator("[data-tick]").first.check()
    before = watching.locator("[data-row]").count()
    sign_in(acting := open_page())
    acting.goto("/?tab=groups")
    acting.locator("td").get_by_role("button", name="Nhận việc").last.click()

    watching.clock.run_for(16_000)
    offered = watching.get_by_role("button", name="Xem danh sách mới")
    offered.wait_for()

    assert watching.locator("[data-row]").count() == before
    assert watching.locator("[data-tick]").first.is_checked()
    # By its own click: where the clock stands still, a pointer waits for ever to see it stand.
    offered.evaluate("button => button.click()")
    watching.locator("[data-row]").nth(before - 1).wait_for(state="detached")


def test_a_view_is_saved_and_opened_on_a_phone_in_english(open_page: Any) -> None:
    page = sign_in(open_page(viewport={"width": 360, "height": 740}))
    page.get_by_role("link", name="English").click()
    page.goto("/?tab=all&due=week")
    page.get_by_text("Save what is shown as a view").click()
    page.get_by_label("Name of the view").fill("This week")
    page.get_by_label("Who sees it").select_option(label="standing body")
    page.get_by_role("button", name="Save the view").click()

    page.goto("/")
    page.get_by_role("link", name="This week").click()

    page.wait_for_url("**due=week**")
    assert "working day left" in page.locator("main").inner_text()
    assert not page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_open_to_everybody(
    open_page: Any, accessibility_faults: Any, width: int, scheme: str
) -> None:
    page = sign_in(open_page(viewport={"width": width, "height": 800}, color_scheme=scheme))
    page.goto("/?tab=groups")
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name="Nhận việc", exact=True).first.click()
    confirming = page.url
    page.get_by_role("button", name="Nhận (1)").click()
    assert accessibility_faults(page) == []

    for address in (*PAGES, confirming):
        page.goto(address)
        page.locator("details").first.evaluate_all("all => all.forEach(one => { one.open = true })")
        assert (address, accessibility_faults(page)) == (address, [])
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
