"""Two colleagues with the same task open: who was faster, and what becomes of what was typed."""

from typing import Any

import pytest

from service.models import Group
from tests.browser.test_comments import sign_in


@pytest.fixture
def hoa(given: Any) -> Any:
    given.member("lan", Group.STANDING_BODY)
    return given.member("hoa", Group.STANDING_BODY)


@pytest.fixture
def task(given: Any) -> Any:
    return given.open_task(given.instance(given.small_stage()))


@pytest.mark.parametrize("screen", [(1280, "light"), (360, "dark")])
def test_somebody_was_faster_and_nothing_typed_is_lost(
    open_page: Any, given: Any, hoa: Any, task: Any, accessibility_faults: Any, screen: Any
) -> None:
    page = open_page(viewport={"width": screen[0], "height": 800}, color_scheme=screen[1])
    page.clock.install()
    sign_in(page, "lan", f"/tasks/{task.id}")
    page.locator("#comment").fill("Đồng ý, thiếu số")
    given.completes(hoa, task, agreed=True, comment="Đồng ý")
    page.clock.fast_forward(16_000)
    page.locator("#task-news", has_text="Người hoa – Hoàn thành công việc").wait_for()
    assert page.locator("#comment").input_value() == "Đồng ý, thiếu số"
    faults = accessibility_faults(page)

    page.get_by_role("button", name="Hoàn thành công việc").click()
    page.get_by_text("Nội dung ông/bà đã điền").wait_for()

    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Ý kiến"))
    assert row.get_by_role("cell").all_inner_texts()[0].endswith("Đồng ý, thiếu số")
    assert row.get_by_role("cell").all_inner_texts()[1].endswith("Đồng ý")
    assert faults + accessibility_faults(page) == []
    assert not page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def test_a_task_given_to_oneself_meanwhile_is_completed_from_the_same_page(
    open_page: Any, given: Any, hoa: Any, task: Any
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "lan", f"/tasks/{task.id}")
    page.get_by_label("Ý kiến", exact=True).fill("Nhất trí")
    given.claims(hoa, task)
    given.releases(hoa, task)
    page.get_by_role("button", name="Hoàn thành công việc").click()

    assert page.get_by_text("Người hoa – Nhận việc").is_visible()
    assert page.get_by_label("Ý kiến", exact=True).input_value() == "Nhất trí"
    page.get_by_role("button", name="Hoàn thành công việc").click()
    assert page.get_by_text("Đã hoàn thành: “first”.").is_visible()
