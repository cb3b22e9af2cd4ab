"""People at their browsers, on the real diagrams, in the campaign a first start opens."""

import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest

from service.scheduler.work import work_off

PASSWORD = "một mật khẩu dài"
WIDER_THAN_THE_SCREEN = (
    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
)
ROOT = Path(__file__).parents[2]


class RingsAtOnce:
    """An alarm clock that does what is due before the next page is shown."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def wake(self) -> None:
        work_off(self._app.extensions["units_of_work"], self._app.extensions["engine"])


@pytest.fixture
def database_url(opened_campaign: Path, tmp_path: Path) -> str:
    copy = tmp_path / "walk.db"
    shutil.copy(opened_campaign, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def application(application: Any) -> Any:
    application.extensions["alarm"] = RingsAtOnce(application)
    return application


def sign_in(page: Any, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


def open_task(page: Any, name: str) -> None:
    page.goto("/?tab=groups")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("heading", level=1, name=name).wait_for()


def press_complete(page: Any) -> None:
    page.get_by_role("button", name="Hoàn thành công việc").click()


def test_a_clerk_is_told_which_article_stops_a_nomination_mends_it_and_goes_on(page: Any) -> None:
    sign_in(page, "qlbg.chuyenvien")
    open_task(page, "Sửa hồ sơ hoặc thôi đề nghị")
    assert "không đủ điều kiện" in page.locator("main").inner_text()
    assert "Kế hoạch của Sở, mục IV.1" in page.locator("main").inner_text()

    page.get_by_label("Sửa hồ sơ rồi nộp lại").check()
    page.get_by_label("Lý do thôi đề nghị").wait_for(state="detached")
    press_complete(page)
    page.get_by_role("link", name="Lập hồ sơ, báo cáo thành tích").first.click()
    rating = page.get_by_label("Xếp loại chất lượng của năm xét khen thưởng")
    rating.select_option(label="Hoàn thành tốt nhiệm vụ")
    press_complete(page)

    page.locator("#notice", has_text="Đã hoàn thành").wait_for()
    assert "không đủ điều kiện" not in page.locator("main").inner_text()


def test_what_is_wrong_is_listed_on_top_and_leads_to_its_field(page: Any) -> None:
    sign_in(page, "dvdn.chuyenvien")
    open_task(page, "Họp đơn vị")
    page.get_by_label("Tổng số người của đơn vị").fill("mười")

    press_complete(page)

    summary = page.locator(".govuk-error-summary")
    summary.wait_for()
    page.locator(".govuk-error-summary:focus").wait_for()
    summary.get_by_role("link", name="Tổng số người của đơn vị").click()
    assert page.evaluate("document.activeElement.id") == "members_total"
    assert page.get_by_label("Tổng số người của đơn vị").input_value() == "mười"


def test_what_is_typed_is_kept_by_itself(page: Any) -> None:
    sign_in(page, "dvdn.chuyenvien")
    open_task(page, "Lập hồ sơ, báo cáo thành tích")

    page.get_by_label("Báo cáo thành tích tóm tắt").fill("Đã viết một nửa")
    page.get_by_text("Đã lưu nháp").wait_for()

    page.reload()
    kept = page.get_by_label("Báo cáo thành tích tóm tắt").input_value()
    assert kept == "Đã viết một nửa"


def test_what_is_answered_while_the_questions_are_asked_anew_stays(page: Any) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    sign_in(page, "lslt.chuyenvien")
    open_task(page, "Giới thiệu tập thể, cá nhân đề nghị khen thưởng")
    page.route("**/questions", hold, times=1)

    with page.expect_request("**/questions"):
        page.get_by_label("Giới thiệu một trường hợp").check()
    page.get_by_label("Cá nhân", exact=True).check()
    page.get_by_label("Họ tên cá nhân hoặc tên tập thể").fill("Lò Thị Ngân")
    page.locator("#questions > :first-child").evaluate("element => { element.id = 'former' }")
    held[0].continue_()
    page.locator("#former").wait_for(state="detached")

    assert page.get_by_label("Cá nhân", exact=True).is_checked()
    assert page.get_by_label("Họ tên cá nhân hoặc tên tập thể").input_value() == "Lò Thị Ngân"


def test_a_task_is_completed_without_scripts(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "lslt.truong")
    open_task(page, "Xem xét, xác nhận danh sách")
    page.get_by_role("radio").first.check()

    press_complete(page)

    assert "Bước tiếp theo" in page.locator("main").inner_text()


def test_a_search_as_one_types_keeps_the_address(page: Any) -> None:
    sign_in(page, "thuongtruc")
    page.goto("/?tab=all")

    page.get_by_label("Tìm theo").fill("ly mai huong")

    page.wait_for_url("**q=ly**")
    page.locator("[data-row]:only-child").wait_for()
    page.reload()
    assert page.locator("[data-row]").count() == 1


def test_a_case_is_drawn_with_where_it_has_been_and_is(page: Any) -> None:
    sign_in(page, "thuongtruc")
    page.goto("/?tab=groups")

    page.locator("[data-row] td:nth-child(3) a").first.click()

    page.locator("#diagram[data-ready]").wait_for()
    assert page.locator("#diagram").get_by_text("Hồ sơ đang ở đây").count() == 1
    assert page.locator(".bjs-powered-by").is_visible()


PAGES = {
    "inbox": "/?tab=all",
    "task": "/tasks/14",
    "case": "/cases/6",
    "campaign": "/campaigns/2025",
    "processes": "/processes",
    "process": "/processes/nomination/1",
    "campaigns": "/campaigns",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_main_pages_can_be_pictured(open_page: Any, keep_picture: Any, name: str) -> None:
    page = open_page(viewport={"width": 1280, "height": 960})
    sign_in(page, "thuongtruc")

    page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")

    assert page.locator("main").inner_text().strip()
    keep_picture(page, name)


#: On a screen, on a telephone, and on A4.
WAYS_TO_SEE = [
    *itertools.product(["light", "dark"], [1366, 360]),
    ("print", 794),
]


@pytest.mark.parametrize(("seen", "width"), WAYS_TO_SEE)
def test_pages_are_open_to_everybody(
    open_page: Any, accessibility_faults: Any, seen: str, width: int
) -> None:
    scheme = "dark" if seen == "dark" else "light"
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, "thuongtruc")
    page.emulate_media(media="print" if seen == "print" else "screen")

    for address in ("/", *PAGES.values()):
        page.goto(address)
        assert (address, accessibility_faults(page)) == (address, [])
        assert not page.evaluate(WIDER_THAN_THE_SCREEN)


def test_no_list_is_wider_than_a_phone(open_page: Any) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    sign_in(page, "thuongtruc")

    for address in PAGES.values():
        page.goto(address)
        too_wide = page.locator(".td-scroll").evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth + 1)"
            ".map(one => one.getAttribute('aria-label'))"
        )
        assert (address, too_wide) == (address, [])


def test_every_process_opens_in_the_viewer_without_a_warning(page: Any) -> None:
    sign_in(page, "quytrinh")
    for diagram in sorted((ROOT / "bpmn" / "processes").glob("*.bpmn")):
        page.goto(f"/processes/{diagram.stem}/1")

        page.locator("[data-diagram][data-ready]").wait_for()
        assert page.locator("[data-diagram]").get_attribute("data-warnings") == "0", diagram.stem


def test_a_choice_changed_by_arrow_before_the_questions_come_is_the_one_that_stays(
    page: Any,
) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    sign_in(page, "lslt.chuyenvien")
    open_task(page, "Giới thiệu tập thể, cá nhân đề nghị khen thưởng")
    page.route("**/questions", hold, times=1)

    page.get_by_label("Giới thiệu một trường hợp").focus()
    with page.expect_request("**/questions"):
        page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.locator("#questions > :first-child").evaluate("element => { element.id = 'former' }")
    held[0].continue_()
    page.locator("#former").wait_for(state="detached")
    page.wait_for_load_state("networkidle")

    finish = page.get_by_label("Đã đủ, chuyển sang họp đơn vị")
    assert finish.is_checked()
    assert finish.evaluate("one => one === document.activeElement")
    assert not page.get_by_label("Họ tên cá nhân hoặc tên tập thể").is_visible()
