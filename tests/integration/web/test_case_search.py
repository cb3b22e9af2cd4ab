"""An auditor looks for cases, and takes the list away."""

import csv
import io
import json

import pytest
from sqlalchemy import select

from service.models import AuditEntry, AuditValue, Group
from tests.support.given_searches import Searched


@pytest.fixture
def house(given):
    return Searched(given)


def lines_of(page):
    text = page.response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("group", "sees"),
    [
        (Group.AUDITOR, True),
        (Group.PROCESS_OWNER, True),
        (Group.STANDING_BODY, True),
        (Group.COUNCIL_MEMBER, False),
        (Group.ADMINISTRATOR, False),
    ],
)
def test_the_search_is_for_those_who_look_into_cases(given, visitor, group, sees):
    given.small_stage()
    browser = visitor(given.person("xem", group))

    assert ("/cases" in browser.opens("/campaigns").links()) is sees
    assert browser.opens("/cases").status == (200 if sees else 403)


def test_a_case_is_found_and_opened(house, visitor):
    page = visitor(house.auditor).opens("/cases?q=dang&unit=VP&from=01/12/2025&to=31/12/2025")

    assert "1 hồ sơ" in page.words
    assert f"/cases/{house.first.id}" in page.links()
    assert f"/cases/{house.second.id}" not in page.links()
    assert page.element("from").get("value") == "01/12/2025"


def test_an_intervention_is_told_in_words(house, visitor):
    house.suspends(house.first)

    page = visitor(house.auditor).opens("/cases?deviation=suspended")

    assert "có lúc tạm dừng" in page.words
    assert f"/cases/{house.first.id}" in page.links()


def test_a_search_that_finds_nothing_says_so(house, visitor):
    page = visitor(house.auditor).opens("/cases?q=khong+ai")

    assert "Không có hồ sơ nào khớp." in page.words
    assert "/cases" in page.links()


def test_a_day_that_is_none_is_named_and_nothing_is_listed(house, visitor):
    page = visitor(house.auditor).opens("/cases?from=31/02/2025&q=dang")

    assert page.status == 422
    assert "Nhập ngày có thật theo dạng 15/12/2025." in page.words
    assert f"/cases/{house.first.id}" not in page.links()
    assert page.element("q").get("value") == "dang"


def test_what_a_page_cannot_hold_is_on_the_next_one(house, visitor, monkeypatch):
    monkeypatch.setattr("service.web.case_search.PAGE", 2)
    browser = visitor(house.auditor)

    first = browser.opens("/cases?process=checking&q=mau")
    house.case(nominee=house.lan)
    second = browser.opens(
        next(link for link in browser.opens("/cases").links() if "after=" in link)
    )

    assert [link for link in first.links() if "after=" in link] == []
    assert f"/cases/{house.first.id}" in second.links()


def test_a_list_taken_away_is_in_the_ledger_without_the_name_looked_for(
    house, visitor, units_of_work
):
    browser = visitor(house.auditor)

    lines = lines_of(browser.sends(browser.opens("/cases?q=đặng"), "/cases/export"))

    assert [line["Người/tập thể được đề nghị"] for line in lines] == ["Đặng Văn Mẫu"]
    with units_of_work.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        asked = session.get(AuditValue, (entry.sequence, "asked"))
    assert (entry.event, entry.actor) == ("cases:exported", f"person:{house.auditor.id}")
    assert json.loads(entry.body)["detail"] == {"cases": 1}
    assert asked.value == {"value": {"q": "đặng"}}


def test_no_cell_of_a_list_is_a_formula(house, given, visitor):
    house.case(nominee=given.person("xau", name='=HYPERLINK("http://x";"y")'))
    browser = visitor(house.auditor)

    lines = lines_of(browser.sends(browser.opens("/cases"), "/cases/export"))

    assert lines[0]["Người/tập thể được đề nghị"] == """'=HYPERLINK("http://x";"y")"""


def test_a_clerk_takes_no_list_away(house, visitor):
    taken = visitor(house.clerk).client.post("/cases/export")

    assert taken.status_code in {400, 403}


@pytest.mark.parametrize("asked", ["after=99999999999999", "q=99999999999", "q=%25_", "after=x"])
def test_what_nobody_would_type_finds_what_there_is(house, visitor, asked):
    assert visitor(house.auditor).opens(f"/cases?{asked}").status == 200
