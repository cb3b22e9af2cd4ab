"""Moving running cases to another version, from the page of their process."""

import pytest

from service.models import Group
from tests.integration.operations.test_migrations import BETWEEN, REVIEW_2, deployed, moved, stored

PAGE = "/processes/review/migration"


@pytest.fixture
def running(given):
    return given.instance(given.small_stage())


@pytest.fixture
def owner(given, running, visitor):
    return visitor(given.person("owner", Group.PROCESS_OWNER))


def test_a_process_owner_looks_moves_and_takes_back(given, running, owner):
    deployed(given, REVIEW_2)
    assert PAGE in owner.opens("/processes/review/2").links()

    asked = owner.opens(PAGE)
    assert "chuyển được" in asked.words
    assert "Chuyển 1 hồ sơ sang phiên bản 2" in asked.words
    assert "ai được làm director council_chair" in asked.words

    after = owner.follows(owner.sends(asked, "/migration"))
    assert "Đã chuyển 1 hồ sơ." in after.words
    assert stored(given, running).definition_id != running.definition_id

    back = owner.follows(owner.sends(after, f"/migration/{running.id}/undo"))
    assert "hồ sơ lại chạy phiên bản cũ" in back.words
    assert stored(given, running).definition_id == running.definition_id


def test_what_a_person_must_decide_is_said_with_its_element(given, running, owner):
    clerk = given.person("clerk", Group.STANDING_BODY)
    given.completes(clerk, given.open_task(running), agreed=True, comment="Đúng")
    deployed(given, BETWEEN)

    page = owner.opens(PAGE)

    assert "cần người quyết định" in page.words
    assert "Phiên bản mới có thêm check" in page.words
    assert not page.has_form("/migration")


def test_others_see_neither_the_link_nor_the_page(given, running, visitor):
    deployed(given, REVIEW_2)
    clerk = visitor(given.person("clerk", Group.STANDING_BODY))

    assert PAGE not in clerk.opens("/processes/review/2").links()
    assert clerk.opens(PAGE).status == 403


def test_a_version_nobody_deployed_is_named(running, owner):
    page = owner.opens(f"{PAGE}?old=1&new=9")

    assert page.status == 404
    assert "không có phiên bản 9" in page.words


def test_the_page_of_a_moved_case_tells_of_the_move(given, running, visitor):
    deployed(given, BETWEEN)
    moved(given, running)
    office = visitor(given.person("lan", Group.STANDING_BODY, Group.ADMINISTRATOR))

    page = office.opens(f"/cases/{running.id}")

    assert page.status == 200
    assert "Hồ sơ được chuyển sang phiên bản khác của quy trình" in page.words
