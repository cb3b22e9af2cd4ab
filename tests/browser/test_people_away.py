"""People away at a browser: the list, what is recorded, and tasks handed on."""

from typing import Any

import pytest

from service.models import Group
from service.operations.credentials import set_password
from service.unit_of_work import Actor
from tests.support.given_cases import House
from tests.support.given_people import PASSWORD


@pytest.fixture
def house(given: Any) -> House:
    """One absence, one delegation, one interest, and a task that nobody is left to do."""
    house = House(given)
    house.admin = given.person("admin", Group.ADMINISTRATOR, Group.STANDING_BODY)
    house.checking()
    given.absence(house.minh, "2025-12-04", "2025-12-10", substitute=house.lan)
    given.delegation(house.admin, house.nga, "2025-12-04", process_key="checking")
    given.interest(house.nga, nomination_id=1)
    with given.units_of_work.open(Actor.system()) as uow:
        set_password(uow, house.admin.id, PASSWORD)
    return house


def sign_in(page: Any, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


PAGES = [
    *("/away", "/away/absences/new", "/away/delegations/new", "/away/interests/new"),
    *("/tasks/3", "/tasks/3/delegate", "/tasks/3/reassign"),
]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_about_people_away_are_open_to_everybody(
    house: House, open_page: Any, accessibility_faults: Any, width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, house.admin.username)

    for address in PAGES:
        page.goto(address)
        assert (address, accessibility_faults(page)) == (address, [])
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


BOXES = ("Ngày", "Tháng", "Năm")


def day_in(question: Any) -> list[str]:
    return [question.get_by_label(box, exact=True).input_value() for box in BOXES]


def test_today_is_filled_in_by_one_press_as_the_server_has_it(house: House, page: Any) -> None:
    sign_in(page, house.admin.username)
    page.goto("/away/absences/new")
    first_day = page.get_by_role("group", name="Ngày đầu")

    first_day.get_by_role("button", name="Hôm nay 04/12/2025, Ngày đầu").click()

    assert day_in(first_day) == ["04", "12", "2025"]
    assert day_in(page.get_by_role("group", name="Ngày cuối cùng")) == ["", "", ""]


def test_without_scripts_no_button_offers_what_it_cannot_do(house: House, open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, house.admin.username)
    page.goto("/away/absences/new")

    assert page.get_by_role("group", name="Ngày đầu").is_visible()
    assert page.get_by_role("button", name="Hôm nay").count() == 0
