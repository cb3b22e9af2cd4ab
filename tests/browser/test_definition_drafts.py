"""The process owner imports a diagram of another tool, sees it drawn, and deploys it."""

import os
from pathlib import Path
from typing import Any

import pytest

from service.models import Group
from tests.support.given import Given
from tests.support.given_drafts import drawing
from tests.support.given_people import PASSWORD

_PLACES = {"start": (100, 122, 36, 36), "write": (200, 100, 100, 80), "end": (360, 122, 36, 36)}
_PICTURE = """
<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="picture">
<bpmndi:BPMNPlane id="plane" bpmnElement="letter">{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</semantic:definitions>"""
_SHAPE = (
    '<bpmndi:BPMNShape id="{0}_di" bpmnElement="{0}">'
    '<dc:Bounds x="{1}" y="{2}" width="{3}" height="{4}"/></bpmndi:BPMNShape>'
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A drawing of another tool, with its picture, in an encoding of its own."""
    kept = tmp_path / "letter.bpmn"
    shapes = "".join(_SHAPE.format(name, *place) for name, place in _PLACES.items())
    picture = _PICTURE.format(shapes=shapes)
    text = drawing().decode("iso-8859-1").replace("</semantic:definitions>", picture)
    kept.write_bytes(text.encode("iso-8859-1"))
    return kept


def sign_in(page: Any, given: Given, username: str = "minh") -> None:
    given.member(username, Group.PROCESS_OWNER)
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


def test_a_drawing_is_imported_seen_and_deployed_by_another(
    page: Any, open_page: Any, given: Given, file: Path, accessibility_faults: Any
) -> None:
    sign_in(page, given)
    page.goto("/processes")
    page.get_by_role("link", name="Bản nháp").click()
    assert accessibility_faults(page) == []

    page.get_by_label("Nhập một sơ đồ").set_input_files(file)
    page.get_by_role("button", name="Nhập", exact=True).click()
    page.locator("[data-element-id=write]").first.wait_for()
    assert accessibility_faults(page) == []
    address = page.url
    page = open_page()
    sign_in(page, given, "hoa")
    page.goto(address)
    page.get_by_label("Quy trình sẽ chạy").select_option("letter")
    page.get_by_label("Ai làm những việc chưa giao cho ai").select_option("registry")
    page.get_by_role("button", name="Xem lựa chọn này ra sao").click()
    page.get_by_text("công bố được", exact=True).wait_for()
    if folder := os.environ.get("THIDUA_SHOTS"):
        page.screenshot(path=Path(folder) / "draft.png", full_page=True)
    page.get_by_role("button", name="Công bố phiên bản mới").click()

    page.wait_for_url("**/processes/letter/1")
    page.get_by_text("“letter” phiên bản 1 đã có hiệu lực.").wait_for()
    page.get_by_text("giao cho nhóm registry, hiện không có ai").wait_for()
    assert accessibility_faults(page) == []


def test_a_rule_is_read_with_its_examples_on_any_screen(
    open_page: Any, given: Given, accessibility_faults: Any
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    sign_in(page, given)
    page.goto("/processes/rules/timer-value")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if folder := os.environ.get("THIDUA_SHOTS"):
        page.screenshot(path=Path(folder) / "rule-phone-dark.png", full_page=True)

    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="Wrong example").wait_for()
    assert accessibility_faults(page) == []
    if folder := os.environ.get("THIDUA_SHOTS"):
        page.screenshot(path=Path(folder) / "rule-english.png", full_page=True)
