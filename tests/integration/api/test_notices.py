"""What programs can do about notices: all that the pages can."""

import pytest

from service.models import Group
from service.scheduler.telling import tell_people


@pytest.fixture
def lan(given, caller, units_of_work):
    lan = given.person("lan", Group.STANDING_BODY)
    given.instance(given.small_stage())
    tell_people(units_of_work)
    return caller(lan)


def test_notices_are_listed_page_by_page_and_read(lan):
    first = lan.get("/notices?limit=1").json
    rest = lan.get(f"/notices?cursor={first['next_cursor']}").json
    left = lan.post("/notices/read", {"ids": [first["notices"][0]["id"]]}).json

    assert first["unread"] == 2
    assert [one["kind"] for one in rest["notices"]] == ["task_assigned"]
    assert left == {"unread": 1}
    assert lan.post("/notices/read", {}).json == {"unread": 0}


def test_topics_are_chosen_and_an_unknown_one_is_refused(lan):
    chosen = lan.put("/notices/topics", {"topics": ["overdue", "digest"]})

    assert chosen.json == lan.get("/notices/topics").json == {"topics": ["overdue", "digest"]}
    assert lan.put("/notices/topics", {"topics": ["gossip"]}).status_code == 422


def test_a_calendar_is_opened_and_closed(lan, app):
    address = lan.post("/notices/calendar-feed").json["address"]

    assert app.test_client().get(address).status_code == 200
    assert lan.delete("/notices/calendar-feed").status_code == 204
    assert app.test_client().get(address).status_code == 404


def test_nobody_reads_notices_without_a_token(caller):
    for path in ("/notices", "/notices/topics"):
        assert caller().get(path).status_code == 401
