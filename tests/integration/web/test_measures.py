"""Withdrawing, suspending, concluding and complaining from the page of a nomination."""

import pytest

from service.models import Campaign, Complaint, Group, Person, ProcessInstance
from tests.support.given_seasons import Season


@pytest.fixture
def season(given, units_of_work, engine):
    season = Season(given, units_of_work, engine).open("VP")
    season.proposes()
    return season


@pytest.fixture
def opens(season, visitor):
    """Have somebody open the case of the one nomination."""
    [case] = season.rows(ProcessInstance, process_key="nomination")

    def open_case(username):
        browser = visitor(season.rows(Person, username=username)[0])
        return browser, browser.opens(f"/cases/{case.id}")

    return open_case


def offers(page):
    """The measures a page leads to."""
    return [link.rpartition("/")[2] for link in page.links() if link.startswith("/nominations/")]


def takes(browser, measure, **typed):
    page = browser.opens(f"/nominations/1/{measure}")
    return browser.sends(page, f"/nominations/1/{measure}", **typed)


@pytest.mark.parametrize(
    ("username", "measures"),
    [
        ("clerk-VP", ["withdraw", "complaints"]),
        ("head-VP", ["withdraw", "complaints"]),
        ("standing_body", ["withdraw", "suspend", "complaints"]),
        ("director", ["complaints"]),
    ],
)
def test_everybody_is_offered_what_they_may_do_and_nothing_else(opens, username, measures):
    _, page = opens(username)

    assert offers(page) == measures


def test_a_clerk_withdraws_with_a_reason_and_is_told_so(season, opens):
    browser, _ = opens("clerk-VP")

    page = browser.follows(takes(browser, "withdraw", reason="Theo nguyện vọng"))

    assert "Đã rút đề nghị cho “Người Mẫu”." in page.words
    assert season.told("withdrawn") == {"2025/N001": {"reason": "Theo nguyện vọng"}}


def test_a_withdrawal_without_a_reason_is_asked_for_it(season, opens):
    browser, _ = opens("clerk-VP")

    page = takes(browser, "withdraw", reason=" ")

    assert page.status == 422
    assert "#reason" in page.links()
    assert page.words.count("Hãy ghi lý do rút đề nghị.") == 2
    assert season.told("withdrawn") == {}


def test_a_nomination_withdrawn_a_moment_ago_is_said_to_be_ending_and_the_words_are_kept(opens):
    browser, _ = opens("clerk-VP")
    page = browser.opens("/nominations/1/withdraw")
    takes(browser, "withdraw", reason="Theo nguyện vọng")

    again = browser.sends(page, "/nominations/1/withdraw", reason="Lần nữa")

    assert again.status == 409
    assert "đang kết thúc" in again.words
    assert again.element("reason").text.strip() == "Lần nữa"


def test_a_suspended_nomination_says_on_what_ground_and_what_it_waits_for(opens):
    browser, _ = opens("standing_body")

    page = browser.follows(takes(browser, "suspend", ground="Đang xem xét kỷ luật"))

    assert "Tạm dừng từ 04/12/2025 08:00 Đang xem xét kỷ luật" in page.words
    assert "chờ kết luận do bộ phận thường trực ghi nhận" in page.words
    assert offers(page) == ["conclude", "withdraw", "conclude", "complaints"]


def test_a_unit_reads_of_the_suspension_and_is_not_offered_its_end(opens):
    office, _ = opens("standing_body")
    takes(office, "suspend", ground="Đang xem xét kỷ luật")

    _, page = opens("clerk-VP")

    assert "Đang xem xét kỷ luật" in page.words
    assert "conclude" not in offers(page)


@pytest.mark.parametrize(
    ("cleared", "notice"),
    [("true", "tiếp tục xét đề nghị"), ("false", "kết thúc vì không đủ điều kiện")],
)
def test_a_conclusion_says_what_follows_from_it(opens, cleared, notice):
    browser, _ = opens("standing_body")
    takes(browser, "suspend", ground="Đang xem xét kỷ luật")

    page = browser.follows(takes(browser, "conclude", cleared=cleared, note="KL số 5"))

    assert notice in page.words


def test_a_conclusion_has_to_come_to_something(opens):
    browser, _ = opens("standing_body")
    takes(browser, "suspend", ground="Đang xem xét kỷ luật")

    page = takes(browser, "conclude", note=" ")

    assert page.status == 422
    assert {"#cleared-true", "#note"} <= set(page.links())


def test_a_measure_that_does_not_fit_is_answered_on_the_case(opens):
    browser, _ = opens("standing_body")

    page = browser.follows(browser.opens("/nominations/1/conclude"))

    assert "không bị tạm dừng" in page.words


def test_a_comment_is_recorded_without_a_name_beside_it(season, opens):
    browser, _ = opens("director")

    page = browser.follows(takes(browser, "complaints", text="Số liệu chưa xác nhận"))

    assert "Đã ghi nhận." in page.words
    assert "04/12/2025 08:00: Số liệu chưa xác nhận – chưa trả lời" in page.words
    _, seen = opens("clerk-VP")
    told = [words for words in seen.items if "Số liệu chưa xác nhận" in words]
    assert len(told) == 1
    assert "Người director" not in told[0]


def test_a_director_may_not_suspend(opens):
    browser, _ = opens("director")

    page = browser.opens("/nominations/1/suspend")

    assert page.status == 403
    assert "Ông/bà không có quyền" in page.words


def test_another_unit_finds_no_nomination_to_act_upon(given, season, visitor):
    stranger = visitor(given.person("clerk-XA", Group.UNIT_CLERK, unit=given.unit("XA")))

    for measure in ("withdraw", "suspend", "conclude", "complaints"):
        assert stranger.opens(f"/nominations/1/{measure}").status == 404


@pytest.fixture
def posted(season):
    """The list with the one nomination is posted inside the department."""
    season.makes_ready("N001")
    season.comes("2025-12-15T17:00:01+07:00")
    season.does("campaign", "2025", "consolidate", ranking={"N001": {"rank": 1}})
    return season


def test_another_unit_comments_on_a_posted_list(given, posted, visitor):
    stranger = visitor(given.person("clerk-XA", Group.UNIT_CLERK, unit=given.unit("XA")))

    page = stranger.opens("/campaigns/2025")
    sent = takes(stranger, "complaints", text="Số liệu chưa xác nhận")

    assert offers(page) == ["complaints"]
    assert sent.response.headers["Location"] == "/campaigns/2025"
    assert len(posted.rows(Complaint)) == 1


def test_a_rehearsal_offers_nothing_to_do(opens, app):
    app.extensions["config"] = app.extensions["config"].__class__(is_rehearsal=True)

    _, page = opens("standing_body")

    assert page.status == 200
    assert offers(page) == []


def test_a_campaign_page_holds_no_list_before_it_is_posted(season, opens):
    browser, _ = opens("clerk-VP")

    assert offers(browser.opens("/campaigns/2025")) == []
    assert len(season.rows(Campaign)) == 1
