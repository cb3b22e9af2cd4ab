"""A process owner moves running cases at a browser, on a wide screen and on a telephone."""

import os

import pytest

from service.models import Group
from tests.integration.operations.test_migrations import BETWEEN, deployed
from tests.support.given_people import PASSWORD

SCREENS = {"desk": (1280, 900), "telephone": (360, 740)}


@pytest.fixture
def owner(given):
    """Three cases: two before the new step, one past the place where it is put."""
    campaign = given.small_stage()
    clerk = given.person("clerk", Group.STANDING_BODY)
    cases = [given.instance(campaign, business_key=key) for key in ("r1", "r2", "r3")]
    given.completes(clerk, given.open_task(cases[2]), agreed=True, comment="Đúng")
    deployed(given, BETWEEN)
    return given.member("owner", Group.PROCESS_OWNER)


@pytest.mark.parametrize("screen", SCREENS)
def test_cases_are_moved_and_taken_back(owner, open_page, accessibility_faults, screen):
    width, height = SCREENS[screen]
    page = open_page(viewport={"width": width, "height": height})
    page.goto("/sign-in")
    page.fill("#username", owner.username)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")

    page.goto("/processes/review/migration")
    looks_well(page, accessibility_faults, f"{screen}-asked")
    page.click("text=Chuyển 2 hồ sơ sang phiên bản 2")
    page.get_by_text("Đã chuyển 2 hồ sơ.").wait_for()
    looks_well(page, accessibility_faults, f"{screen}-moved")
    page.get_by_role("button", name="Hoàn tác r1").click()
    page.get_by_text("hồ sơ lại chạy phiên bản cũ").wait_for()

    assert page.get_by_role("button", name="Chuyển 1 hồ sơ").count() == 1


def looks_well(page, accessibility_faults, name):
    if folder := os.environ.get("THIDUA_SHOTS"):
        page.screenshot(path=f"{folder}/migration-{name}.png", full_page=True)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert accessibility_faults(page) == []
