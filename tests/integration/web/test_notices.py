"""The bell, the list of notices, and what a person chooses to get by mail."""

import pytest

from service.models import Group, Topic
from service.queries.notices import muted_topics
from service.scheduler.telling import tell_people
from tests.support.given_people import PASSWORD


@pytest.fixture
def lan(given):
    return given.member("lan", Group.STANDING_BODY)


@pytest.fixture
def task(given, lan):
    return given.open_task(given.instance(given.small_stage()))


@pytest.fixture
def browser(visitor, lan, task, units_of_work):
    """Lan has been told of the plan of the campaign and of a task of a case."""
    tell_people(units_of_work)
    return visitor(lan)


def bell(page):
    return " ".join(" ".join(page.element("bell").itertext()).split())


def test_the_bell_counts_what_is_unread_and_the_list_tells_it(browser):
    page = browser.opens("/notices")

    assert bell(page) == "Thông báo 2 chưa đọc"
    assert "Việc mới: first" in page.words
    assert "Hạn: 17:00 ngày 15/12/2025 (còn 7 ngày làm việc)." in page.words


def test_opening_a_notice_leads_to_its_task_and_marks_it_as_read(browser, task):
    first = next(link for link in browser.opens("/notices").links() if "/notices/" in link)

    page = browser.opens(first)

    assert page.response.headers["Location"] == f"/tasks/{task.id}"
    assert bell(browser.opens("/notices")) == "Thông báo 1 chưa đọc"


def test_all_can_be_marked_as_read_without_a_reload(browser):
    page = browser.opens("/notices")
    token = page.tree.find(".//meta[@name='csrf-token']").get("content")

    answer = browser.client.post(
        "/notices/read", data={"csrf_token": token}, headers={"HX-Request": "true"}
    ).get_data(as_text=True)

    assert "<html" not in answer
    assert '<hx-partial hx-target="#bell"' in answer
    assert bell(browser.opens("/")) == "Thông báo"


def test_without_scripts_the_buttons_lead_back_to_the_list(browser):
    page = browser.sends(browser.opens("/notices"), "/notices/read")

    assert bell(browser.follows(page)) == "Thông báo"


def test_what_no_longer_waits_does_not_ring(given, browser, lan, task):
    given.completes(lan, task, agreed=True, comment="Được")

    page = browser.opens("/notices")

    assert bell(page) == "Thông báo 1 chưa đọc"
    assert "không còn chờ" in page.words


def test_notices_of_others_are_not_there(given, browser, visitor):
    stranger = visitor(given.person("hoa", Group.STANDING_BODY))
    first = next(link for link in browser.opens("/notices").links() if "/notices/" in link)

    assert stranger.opens(first).status == 404
    assert "Việc mới" not in stranger.opens("/notices").words


def test_a_page_that_looks_by_itself_keeps_nobody_signed_in(browser, visitor, clock):
    for _ in range(4):
        clock.advance(minutes=9)
        answer = browser.opens("/notices/bell")

    assert answer.status == 204
    assert browser.opens("/notices").response.headers["Location"].startswith("/sign-in")


def test_a_person_chooses_what_goes_by_mail(browser, lan, units_of_work):
    page = browser.opens("/account/notices")

    browser.sends(page, "/account/notices", topic=["due_in_1", "result"])

    with units_of_work.read() as session:
        assert muted_topics(session, lan.id) == set(Topic) - {Topic.DUE_IN_1, Topic.RESULT}
    again = browser.opens("/account/notices")
    ticked = [one for one in again.tree.iter("input") if "checked" in one.attrib]
    assert [one.get("value") for one in ticked] == ["due_in_1", "result"]


def test_a_link_in_a_mail_leads_to_its_task_through_the_sign_in(visitor, task):
    stranger = visitor()
    asked = stranger.follows(stranger.opens(f"/tasks/{task.id}"))

    entered = stranger.sends(asked, "/sign-in", username="lan", password=PASSWORD)

    assert entered.response.headers["Location"] == f"/tasks/{task.id}"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:0"]
)
def test_the_sign_in_leads_nowhere_else(visitor, lan, elsewhere):
    stranger = visitor()
    asked = stranger.opens(f"/sign-in?next={elsewhere}")

    entered = stranger.sends(asked, "/sign-in", username="lan", password=PASSWORD)

    assert entered.response.headers["Location"] == "/"
