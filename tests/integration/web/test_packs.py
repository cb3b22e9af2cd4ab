"""An auditor takes everything about a case away from its page."""

import pytest

from service.models import Group
from tests.support.given_searches import Searched
from tests.support.inspecting import files_in


@pytest.fixture
def house(given):
    return Searched(given)


def test_an_auditor_takes_a_pack_from_the_page_of_a_case(house, visitor, given):
    browser = visitor(house.auditor)
    address = f"/cases/{house.first.id}"

    given_out = browser.takes(browser.opens(address), f"{address}/pack")

    assert given_out.mimetype == "application/zip"
    assert f"ho-so-{house.first.id}.zip" in given_out.headers["Content-Disposition"]
    report = files_in(given_out.data)["report.html"].decode()
    assert "Gói hồ sơ kiểm tra" in report
    assert "Đặng Văn Mẫu" in report
    assert "Bình Thị Mẫu" not in report
    assert given.recorded()[-1] == "pack:taken"


def test_an_auditor_takes_a_pack_of_a_campaign_in_vietnamese_whatever_they_read(house, visitor):
    browser = visitor(house.auditor)
    browser.opens("/language/en")
    address = f"/campaigns/{house.campaign.code}"

    given_out = browser.takes(browser.opens(address), f"{address}/pack")

    report = files_in(given_out.data)["report.html"].decode()
    assert "Diễn biến" in report
    assert [name for name in ("Đặng Văn Mẫu", "Bình Thị Mẫu") if name not in report] == []


@pytest.mark.parametrize("group", [Group.STANDING_BODY, Group.PROCESS_OWNER, Group.COUNCIL_CHAIR])
def test_whoever_is_no_auditor_is_offered_none(house, visitor, given, group):
    browser = visitor(given.person("khac", group))

    assert not browser.opens(f"/cases/{house.first.id}").has_form("/pack")
    assert not browser.opens(f"/campaigns/{house.campaign.code}").has_form("/pack")
