"""A participant at a browser: the bell, the list of notices, the choice of mails."""

import re
from typing import Any

import pytest

from service.models import Group
from service.scheduler.telling import tell_people
from tests.support.given_people import PASSWORD


@pytest.fixture
def told(given: Any, units_of_work: Any) -> Any:
    """Lan has been told of the plan of the campaign and of a case."""
    given.member("lan", Group.STANDING_BODY)
    given.instance(given.small_stage())
    tell_people(units_of_work)
    return given


def sign_in(page: Any, target: str) -> None:
    """Follow a link from a mail, through the sign-in, to where it leads."""
    page.goto(target)
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**{target}")


@pytest.mark.usefixtures("told")
def test_a_notice_is_marked_as_read_and_the_bell_follows_without_a_reload(page: Any) -> None:
    sign_in(page, "/notices")
    page.evaluate("window.stayed = true")

    page.get_by_role("button", name=re.compile("Đã đọc.*first")).click()

    page.locator("#bell", has_text="Thông báo 1").wait_for()
    page.get_by_role("button", name="Đánh dấu đã đọc tất cả").click()
    page.locator(".td-bell__count").wait_for(state="detached")
    assert page.evaluate("window.stayed")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_pages_of_notices_are_open_to_everybody(
    open_page: Any, accessibility_faults: Any, width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, "/account/notices")
    page.get_by_role("button", name="Tạo địa chỉ").click()
    page.get_by_label("Địa chỉ mới của ông/bà").wait_for()

    faults = {page.url: accessibility_faults(page)}
    for address in ("/notices", "/account/notices"):
        page.goto(address)
        faults[address] = accessibility_faults(page)
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
    assert set(map(tuple, faults.values())) == {()}
