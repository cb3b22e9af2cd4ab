"""Colleagues talking about a case in browsers: with scripts, without, on a phone in the dark."""

from typing import Any

import pytest

from service.models import Group
from tests.support.given_people import PASSWORD


@pytest.fixture
def task(given: Any) -> Any:
    """A task of a case that Lan and Hoa of the standing body both see."""
    for name in ("lan", "hoa"):
        given.member(name, Group.STANDING_BODY)
    return given.open_task(given.instance(given.small_stage()))


def sign_in(page: Any, username: str, target: str) -> Any:
    page.goto(target)
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**{target}")
    return page


def test_a_comment_is_sent_beside_a_form_that_keeps_what_is_typed(page: Any, task: Any) -> None:
    sign_in(page, "lan", f"/tasks/{task.id}")
    page.locator("#comment").fill("Nhất trí")
    page.get_by_label("Ghi ý kiến").fill("Thiếu số\n\n<b>xem</b> giúp @hoa")
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.get_by_text("Đã gửi ý kiến.").wait_for()

    assert page.locator("#comment").input_value() == "Nhất trí"
    assert page.locator(".td-comments__words").inner_text() == "Thiếu số\n\n<b>xem</b> giúp @hoa"
    page.get_by_role("button", name="Rút ý kiến").click()
    page.get_by_text("Người viết đã rút ý kiến này").wait_for()
    assert page.locator("#comment").input_value() == "Nhất trí"


def test_somebody_who_cannot_be_named_is_said_beside_the_words(page: Any, task: Any) -> None:
    sign_in(page, "lan", f"/cases/{task.instance_id}")
    page.get_by_label("Ghi ý kiến").fill("Xem giúp @hoaa")
    page.get_by_role("button", name="Gửi ý kiến").click()

    page.get_by_text("Không có tài khoản @hoaa.").wait_for()
    assert page.get_by_label("Ghi ý kiến").input_value() == "Xem giúp @hoaa"


def test_a_colleague_is_named_without_scripts(open_page: Any, task: Any) -> None:
    page = sign_in(open_page(java_script_enabled=False), "lan", f"/tasks/{task.id}")
    page.get_by_label("Ghi ý kiến").fill("Xem giúp")
    page.get_by_label("Nhắc đến đồng nghiệp").select_option("hoa")
    page.get_by_role("button", name="Gửi ý kiến").click()

    told = sign_in(open_page(java_script_enabled=False), "hoa", "/notices")
    told.get_by_role("link", name="Người lan nhắc đến ông/bà").click()

    assert told.url.endswith(f"/cases/{task.instance_id}#comments")
    assert told.get_by_text("Xem giúp").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_discussion_is_open_to_everybody(
    open_page: Any, given: Any, task: Any, accessibility_faults: Any, width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, "lan", f"/tasks/{task.id}")
    page.get_by_label("Ghi ý kiến").fill("Thiếu số @hoa " + "dài" * 60)
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.get_by_text("Đã gửi ý kiến.").wait_for()

    faults = {page.url: accessibility_faults(page)}
    for address in (f"/cases/{task.instance_id}", f"/cases/{task.instance_id}/comments"):
        page.goto(address)
        faults[address] = accessibility_faults(page)
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
    assert set(map(tuple, faults.values())) == {()}
