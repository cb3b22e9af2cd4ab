"""A clerk at a browser sees the paper of a case page by page, keeps it, and opens its PDF."""

from typing import Any

import pytest

from service.models import Group
from service.operations.people import set_password
from service.unit_of_work import Actor
from tests.support.given_decisions import Decisions
from tests.support.given_people import PASSWORD


@pytest.fixture
def papers(given: Any, units_of_work: Any, engine: Any) -> str:
    """Where the papers of a concluded session are; the standing body can sign in."""
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    instance = decisions.council_passes(decisions.nomination(1))
    with units_of_work.open(Actor.system()) as uow:
        set_password(uow, decisions.people[Group.STANDING_BODY.value].id, PASSWORD)
    return f"/cases/{instance.id}/documents"


def test_a_paper_is_seen_kept_and_opened(page: Any, papers: str, accessibility_faults: Any) -> None:
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill("standing_body")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    page.goto(f"{papers}/count_record")
    shown = page.locator("img.td-page").first
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
    assert accessibility_faults(page) == []

    page.get_by_role("button", name="Lưu thành một bản").click()
    page.get_by_text("Đã lưu thành bản số 1.").wait_for()
    assert accessibility_faults(page) == []
    # The viewer of a PDF is an extension of the browser; what it is given is asked for directly.
    given = page.request.get(page.get_by_role("button", name="Mở PDF").get_attribute("href"))

    assert given.body().startswith(b"%PDF")
    assert given.headers["content-disposition"].startswith("inline")
    page.goto("/documents/templates/count_record")
    assert accessibility_faults(page) == []
