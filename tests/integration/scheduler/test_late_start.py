"""The service starts, and the deadlines of its database are long past."""

from contextlib import closing

import pytest
from sqlalchemy import select

from service.app import open_service
from service.config import Config
from service.models import AuditEntry, TimerState

LONG_AFTER = "2026-11-22T09:00:00+07:00"


@pytest.fixture
def reviews(given):
    campaign = given.small_stage()
    return [given.instance(campaign, business_key=f"r{number}") for number in range(3)]


@pytest.fixture
def started_late(reviews, database_url, clock):
    clock.move_to(LONG_AFTER)
    with closing(open_service(Config(database_url=database_url), clock)) as service:
        service.tick()
        service.tick()


@pytest.mark.usefixtures("started_late")
def test_every_deadline_strikes_once_and_is_marked_late(given, reviews):
    struck = [given.timers(one)["too_late"] for one in reviews]

    assert {job.state for job in struck} == {TimerState.FIRED}
    assert all(job.late_by > 300 * 86400 for job in struck)
    assert [given.open_task(one).element_id for one in reviews] == ["late_review"] * 3


@pytest.mark.usefixtures("started_late")
def test_of_several_reminders_one_is_left(given, reviews):
    for one in reviews:
        jobs = given.timers(one)

        assert jobs["reminder_5"].state == TimerState.COALESCED
        assert jobs["reminder_1"].state == TimerState.FIRED


@pytest.mark.usefixtures("started_late")
def test_they_strike_in_the_order_they_fell_due(units_of_work):
    with units_of_work.read() as session:
        bodies = session.scalars(
            select(AuditEntry.body)
            .where(AuditEntry.event.in_(["timer:fired", "timer:coalesced"]))
            .order_by(AuditEntry.sequence)
        ).all()

    due = [body.split('"due":"')[1].split('"')[0] for body in bodies]
    assert due == sorted(due)
    assert len(due) == 9
