"""Finding cases in a browser: by an auditor, on a screen and on a phone, without scripts too."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_inbox import sign_in

PAGES = ("/cases", "/cases?deviation=any&actor=lan", "/cases?from=31/02/2025", "/cases?q=khong+co")


@pytest.fixture
def database_url(opened_campaign: Path, tmp_path: Path) -> str:
    copy = tmp_path / "cases.db"
    shutil.copy(opened_campaign, copy)
    return f"sqlite:///{copy}"


def test_a_list_is_found_and_taken_away_without_scripts(open_page: Any) -> None:
    page = sign_in(open_page(java_script_enabled=False), "kiemtra")
    page.get_by_role("link", name="Tra cứu hồ sơ", exact=True).click()
    page.get_by_label("Tìm: người").fill("pham")
    page.get_by_role("button", name="Tìm", exact=True).click()
    shown = page.locator("[data-row]").count()
    assert shown

    with page.expect_download() as taking:
        page.get_by_role("button", name="Tải cả danh sách (CSV)").click()

    with Path(taking.value.path()).open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == shown


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_open_to_everybody(
    open_page: Any, accessibility_faults: Any, keep_picture: Any, width: int, scheme: str
) -> None:
    screen = {"width": width, "height": 800}
    page = sign_in(open_page(viewport=screen, color_scheme=scheme), "kiemtra")

    for number, address in enumerate(PAGES):
        page.goto(address)
        keep_picture(page, f"cases-{width}-{scheme}-{number}", full_page=True)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        assert (address, accessibility_faults(page)) == (address, [])
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
