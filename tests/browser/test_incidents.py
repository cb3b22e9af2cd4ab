"""An administrator at a browser: a step that failed, and a case that is held."""

from typing import Any

import pytest

from service.operations.credentials import set_password
from service.operations.interventions import suspend_instance
from service.operations.resolutions import ask_skip
from service.unit_of_work import Actor
from tests.support.given_failures import Failures
from workflows import Skip

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def failures(given: Any, clock: Any) -> Failures:
    """One incident with a skip asked for, and one suspended case."""
    failures = Failures(given)
    failures.runs("by_clock")
    held = failures.given.instance(failures.campaign)
    failures.fails(clock)
    failures.does(failures.admin, suspend_instance, held.id, "Kiểm tra lỗi")
    skip = Skip({"share": 25})
    failures.does(failures.admin, ask_skip, failures.engine, 1, skip, "Tính tay")
    with failures.units_of_work.open(Actor.system()) as uow:
        for person in (failures.admin, failures.owner):
            set_password(uow, person.id, PASSWORD)
    return failures


def sign_in(page: Any, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


PAGES = [
    *("/incidents", "/incidents?state=resolved", "/incidents/1", "/incidents/1/retry"),
    *("/incidents/1/data", "/incidents/1/skip", "/cases/3", "/cases/3/resume", "/cases/3/back"),
    "/cases/3/cancel",
]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_an_administrator_are_open_to_everybody(
    failures: Failures,
    open_page: Any,
    accessibility_faults: Any,
    width: int,
    scheme: str,
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, failures.admin.username)

    for address in PAGES:
        page.goto(address)
        assert (address, accessibility_faults(page)) == (address, [])
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


def test_a_process_owner_confirms_a_skip_and_the_incident_is_gone(
    failures: Failures, page: Any
) -> None:
    sign_in(page, failures.owner.username)
    page.get_by_role("link", name="Sự cố (1)").click()
    page.get_by_role("link", name="№ 1").click()

    page.get_by_role("button", name="Xác nhận bỏ qua").click()
    page.get_by_role("button", name="Xác nhận và đi tiếp").click()

    page.locator("#notice", has_text="Đã xác nhận bỏ qua").wait_for()
    assert failures.incidents()[0].resolution == "skipped"
