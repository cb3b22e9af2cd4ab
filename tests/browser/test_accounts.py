"""Accounts at a browser: an administrator, a nominee, and the standing body that answers."""

from typing import Any

import pytest

from service.models import Group
from service.operations.corrections import ask_correction
from service.operations.credentials import offer_reset
from service.operations.tokens import make_token
from service.unit_of_work import Actor
from tests.support.given import Given
from tests.support.given_people import PASSWORD
from tests.support.given_seasons import Season

ADMIN = [
    *("/people", "/people?q=khong+co+ai", "/people/new", "/people/1", "/people/1/change"),
    *("/people/4/deactivate", "/people/1/groups/new", "/terms/1/end", "/units", "/units/new"),
    *("/units/1/change", "/groups", "/groups/unit_clerk", "/groups/auditor"),
]
NOMINEE = [
    *("/account", "/account/password", "/about-me", "/about-me/nominations/1"),
    *("/about-me/corrections/new", "/privacy"),
]
OFFICE = ["/corrections", "/corrections?state=answered", "/corrections/1"]
STRANGER = ["/sign-in", "/password-reset", "/privacy"]


@pytest.fixture
def stage(given: Given, units_of_work: Any, engine: Any) -> Given:
    """Mau is nominated and asks to have something corrected; each role can sign in."""
    season = Season(given, units_of_work, engine).open("VP")
    mau = given.member("mau")
    given.member("quantri", Group.ADMINISTRATOR)
    given.member("thuongtruc", Group.STANDING_BODY)
    season.proposes(nominee="Người mau", person="mau")
    with units_of_work.open(Actor.person(mau.id)) as uow:
        ask_correction(uow, "Chức vụ", "Phó trưởng phòng", 1)
        make_token(uow, "Báo cáo tháng", 90)
    return given


def sign_in(page: Any, username: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize(
    ("username", "addresses"),
    [("quantri", ADMIN), ("mau", NOMINEE), ("thuongtruc", OFFICE), (None, STRANGER)],
)
def test_the_pages_of_accounts_are_open_to_everybody(
    open_page: Any,
    accessibility_faults: Any,
    width: int,
    scheme: str,
    username: str | None,
    addresses: list[str],
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    if username is not None:
        sign_in(page, username)

    for address in addresses:
        assert page.goto(address).status == 200
        assert (address, accessibility_faults(page)) == (address, [])
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


def test_a_person_with_a_code_chooses_a_password_and_is_in(
    stage: Given, units_of_work: Any, page: Any
) -> None:
    lan = stage.person("lan")
    with units_of_work.open(Actor.system()) as uow:
        code, _ = offer_reset(uow, lan.id)

    page.goto("/sign-in")
    page.get_by_role("link", name="Tôi có mã").click()
    page.get_by_label("Mã").fill(code)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mật khẩu mới", exact=True).fill("ngắn")
    page.get_by_label("Nhập lại", exact=True).fill("ngắn")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    page.locator(".govuk-error-summary", has_text="ít nhất 12 ký tự").wait_for()
    page.get_by_label("Mật khẩu mới", exact=True).fill("một câu khác hẳn")
    page.get_by_label("Nhập lại", exact=True).fill("một câu khác hẳn")
    page.get_by_role("button", name="Đặt mật khẩu").click()

    page.locator("#notice", has_text="Đã đổi mật khẩu và đăng nhập").wait_for()
    page.get_by_role("link", name="Người lan").click()
    page.get_by_role("heading", level=1, name="Tài khoản của tôi").wait_for()


@pytest.mark.usefixtures("stage")
def test_an_administrator_finds_people_while_typing_without_diacritics(page: Any) -> None:
    sign_in(page, "quantri")
    page.get_by_role("link", name="Tài khoản", exact=True).click()

    page.get_by_label("Tìm: họ tên, tên đăng nhập, chức vụ").press_sequentially("nguoi MAU")

    page.get_by_text("1 người", exact=True).wait_for()
    assert page.locator("#people-rows tbody tr").count() == 1


@pytest.mark.usefixtures("stage")
def test_the_standing_body_answers_and_the_nominee_reads_it(open_page: Any) -> None:
    office, mau = open_page(), open_page()
    sign_in(office, "thuongtruc")
    office.get_by_role("link", name="Đính chính (1)").click()
    office.get_by_role("link", name="Người mau").click()
    office.get_by_label("Giữ nguyên").check()
    office.get_by_label("Lý do").fill("Đúng theo quyết định bổ nhiệm")
    office.get_by_role("button", name="Gửi câu trả lời").click()
    office.locator("#notice", has_text="Đã gửi câu trả lời").wait_for()

    sign_in(mau, "mau")
    mau.get_by_role("link", name="Về tôi").click()

    mau.get_by_text("Đúng theo quyết định bổ nhiệm").wait_for()
    mau.get_by_text("giữ nguyên").wait_for()
