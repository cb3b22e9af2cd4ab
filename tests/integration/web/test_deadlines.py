"""Moving a deadline from the page of its campaign."""

import pytest

from service.models import Deadline, Group
from service.queries.deadlines import timers_resting_on

PAGE = "/campaigns/2025/deadlines/unit_deadline"
LATER = {
    "due_at-day": "20",
    "due_at-month": "12",
    "due_at-year": "2025",
    "time": "17:00",
    "basis": "Công văn gia hạn",
}


@pytest.fixture
def campaign(given):
    return given.small_stage()


@pytest.fixture
def office(given, campaign, visitor):
    """The browser of the standing body."""
    return visitor(given.person("lan", Group.STANDING_BODY))


@pytest.fixture
def due_at(campaign, units_of_work):
    def read():
        with units_of_work.read() as session:
            deadlines = session.query(Deadline).filter_by(name="unit_deadline")
            return deadlines.one().due_at

    return read


def moves(browser, **typed):
    return browser.sends(browser.opens(PAGE), PAGE, **LATER | typed)


def test_the_standing_body_moves_a_deadline_and_is_told_what_moves_along(
    given, campaign, office, units_of_work
):
    given.instance(campaign)
    with units_of_work.read() as session:
        number = len(timers_resting_on(session, campaign.id, "unit_deadline"))

    asked = office.opens(PAGE)
    page = office.follows(moves(office))

    assert f"{number} mốc thời gian đang chờ phụ thuộc thời hạn này" in asked.words
    assert "“Đơn vị nộp hồ sơ” nay là: 20/12/2025 17:00." in page.words
    assert f"{number} mốc thời gian đang chờ được tính lại." in page.words
    assert "20/12/2025 17:00 Công văn gia hạn" in page.words


def test_the_end_of_a_day_is_written_as_people_write_it(office, due_at):
    page = office.follows(moves(office, time="24:00"))

    assert due_at().isoformat() == "2025-12-20T17:00:00+00:00"
    assert "hết ngày 20/12/2025" in page.words
    assert office.opens(PAGE).element("time").get("value") == "24:00"
    assert office.opens(PAGE).element("due_at-day").get("value") == "20"


def test_a_day_an_hour_and_a_basis_are_all_asked_for_at_once(office):
    page = moves(office, basis="", time="chiều", **{"due_at-month": "13"})

    assert page.status == 422
    assert {"#due_at-day", "#time", "#basis"} <= set(page.links())
    assert page.element("time").get("value") == "chiều"


def test_a_deadline_is_not_moved_into_the_past(office):
    page = moves(office, **{"due_at-month": "11"})

    assert page.status == 422
    assert "Nhập một thời điểm chưa qua." in page.words


def test_a_unit_is_not_offered_to_move_a_deadline(given, campaign, visitor):
    head = visitor(given.person("xa", Group.UNIT_HEAD, unit=given.unit()))

    assert PAGE not in head.opens("/campaigns/2025").links()
    refused = head.opens(PAGE)
    assert refused.status == 403
    assert "Chỉ bộ phận thường trực" in refused.words


def test_the_campaign_leads_the_standing_body_to_each_deadline(office):
    assert PAGE in office.opens("/campaigns/2025").links()


def test_a_deadline_that_does_not_exist_is_not_found(office):
    assert office.opens("/campaigns/2025/deadlines/none").status == 404
