"""The standing body opens the next campaign in the browser, on a desk and on a telephone."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from service.models import Campaign
from tests.support.given_people import PASSWORD


@pytest.fixture
def database_url(opened_campaign: Path, tmp_path: Path) -> str:
    copy = tmp_path / "campaign.db"
    shutil.copy(opened_campaign, copy)
    return f"sqlite:///{copy}"


@pytest.mark.parametrize("width", [1366, 360])
def test_the_next_campaign_is_opened(
    open_page: Any, units_of_work: Any, accessibility_faults: Any, keep_picture: Any, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill("thuongtruc")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    page.goto("/campaigns")
    page.get_by_role("button", name="Mở đợt thi đua").click()
    page.get_by_label("Tên đợt thi đua").fill("Thi đua năm 2026")
    page.get_by_label("Mã", exact=True).fill("2026")
    for part, value in (("day", "1"), ("month", "10"), ("year", "2026")):
        page.locator(f"#starts_on-{part}").fill(value)
    assert accessibility_faults(page) == []
    keep_picture(page, f"new-campaign-{width}", full_page=True)
    page.get_by_role("button", name="Xem kế hoạch").click()
    page.get_by_role("heading", name="Kế hoạch “Thi đua năm 2026”").wait_for()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    keep_picture(page, f"campaign-plan-{width}", full_page=True)
    page.locator("#unit_deadline-basis").fill("Kế hoạch số 12/KH-SNgV")
    page.get_by_role("button", name="Mở đợt thi đua này").click()
    page.get_by_text("Đã mở “Thi đua năm 2026”.").wait_for()

    with units_of_work.read() as session:
        found = session.scalars(select(Campaign).where(Campaign.code == "2026")).one()
        assert all(one.due_at > datetime(2026, 10, 1, tzinfo=UTC) for one in found.deadlines)
