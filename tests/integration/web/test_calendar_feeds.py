"""A calendar program reads a person's deadlines, and only theirs, at a secret address."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from service.models import Group
from service.operations.calendar_feeds import close_calendar_feed, open_calendar_feed
from service.unit_of_work import Actor
from service.web.icalendar import Appointment, write_calendar
from tests.support.visitors import Page

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 12, 4, 8, tzinfo=HANOI)


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def instance(given, lan):
    return given.instance(given.small_stage())


def secret(given, person):
    with given.units_of_work.open(Actor.person(person.id)) as uow:
        return open_calendar_feed(uow)


@pytest.fixture
def read(app, given):
    """Read the calendar of a person as their calendar program does."""

    def of(person):
        answer = app.test_client().get(f"/calendar/{secret(given, person)}.ics")
        assert answer.content_type == "text/calendar; charset=utf-8"
        return Calendar.from_ical(answer.get_data()).walk("VEVENT")

    return of


def test_it_names_each_task_and_deadline_in_local_time(given, instance, lan, read):
    task = given.open_task(instance)

    events = {str(one["UID"]): one for one in read(lan)}

    due = events[f"task-{task.id}@127.0.0.1"]
    assert due["SUMMARY"] == "Hạn: first"
    assert due["DTSTART"].dt == datetime(2025, 12, 15, 17, tzinfo=HANOI)
    assert due["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert due["URL"].endswith(f"/tasks/{task.id}")
    assert len(events) == 3


def test_who_is_no_candidate_sees_the_dates_of_campaigns_only(given, instance, read):
    stranger = given.person("hoa", Group.REGISTRY)

    assert {str(one["UID"]).split("-")[0] for one in read(stranger)} == {"deadline"}


def test_a_task_that_is_done_is_gone(given, instance, lan, read):
    given.completes(lan, given.open_task(instance), agreed=True, comment="Được")

    assert {str(one["UID"]).split("-")[0] for one in read(lan)} == {"deadline"}


def test_a_new_secret_closes_the_former_one(app, given, lan, instance):
    former, latter = secret(given, lan), secret(given, lan)
    client = app.test_client()

    assert client.get(f"/calendar/{former}.ics").status_code == 404
    assert client.get(f"/calendar/{latter}.ics").status_code == 200


def test_a_closed_address_opens_nothing(app, given, lan, instance):
    token = secret(given, lan)
    with given.units_of_work.open(Actor.person(lan.id)) as uow:
        close_calendar_feed(uow)

    assert app.test_client().get(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.usefixtures("instance")
def test_the_page_shows_the_address_once(app, visitor, lan):
    browser = visitor(lan)

    made = browser.sends(browser.opens("/account/notices"), "/account/calendar#calendar")
    address = made.element("feed").get("value")

    assert app.test_client().get(address).status_code == 200
    again = browser.opens("/account/notices")
    assert again.element("feed") is None
    closed = browser.sends(again, "/account/calendar/close")
    assert closed.status == 302
    assert Page(app.test_client().get(address)).status == 404


def one_event(title, due_at=NOW):
    text = write_calendar("Hạn", [Appointment("a@b", title, "x", due_at, "https://a/b")], NOW)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return text, event


@pytest.mark.parametrize(
    "title",
    [
        "Một; hai, ba\\bốn",
        "Dòng một\nDòng hai",
        "Đề nghị " * 40,
        "BEGIN:VEVENT\r\nUID:x",
        "🏅" * 60,
    ],
)
def test_any_title_arrives_as_it_is_on_lines_of_75_octets(title):
    text, event = one_event(title)

    assert event["SUMMARY"] == "\n".join(title.splitlines())
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")


def test_midnight_is_the_whole_day_before():
    _, event = one_event("x", datetime(2025, 12, 16, tzinfo=HANOI))

    assert event["DTSTART"].dt == date(2025, 12, 15)
