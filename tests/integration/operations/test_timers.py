import pytest
from sqlalchemy import select

from service.errors import Conflict
from service.models import AuditEntry, Group, TimerState
from service.operations.campaigns import move_deadline
from service.unit_of_work import Actor


@pytest.fixture
def campaign(given):
    return given.small_stage()


@pytest.fixture
def review(given, campaign):
    return given.instance(campaign)


def test_a_deadline_takes_the_task_away_and_opens_the_late_one(given, review, clock):
    lan = given.person("lan", Group.STANDING_BODY)
    task = given.open_task(review, "first")

    clock.move_to("2025-12-15T17:00:00+07:00")
    given.time_passes()

    assert given.open_task(review).element_id == "late_review"
    with pytest.raises(Conflict):
        given.completes(lan, task, agreed=True, comment="Muộn rồi")


def test_a_deadline_does_not_strike_one_second_early(given, review, clock):
    clock.move_to("2025-12-15T16:59:59+07:00")

    given.time_passes()

    assert given.open_task(review).element_id == "first"


def test_a_reminder_fires_five_working_days_before_the_deadline(given, review, clock):
    clock.move_to("2025-12-08T17:00:00+07:00")

    given.time_passes()

    assert given.timers(review)["reminder_5"].state == TimerState.FIRED
    assert given.timers(review)["reminder_1"].state == TimerState.WAITING
    assert given.open_task(review).element_id == "first"


def test_after_a_downtime_each_timer_counts_once_marked_late(given, review, clock):
    clock.move_to("2025-12-20T08:00:00+07:00")

    given.time_passes()
    again = given.time_passes()

    jobs = given.timers(review)
    assert again == 0
    assert jobs["reminder_5"].state == TimerState.COALESCED
    assert jobs["reminder_1"].state == TimerState.FIRED
    assert jobs["too_late"].state == TimerState.FIRED
    assert jobs["too_late"].late_by == 4 * 86400 + 15 * 3600


def test_what_fell_due_during_a_downtime_happens_in_due_order(
    given, campaign, clock, units_of_work
):
    first, second = (given.instance(campaign, business_key=key) for key in ("r1", "r2"))
    clock.move_to("2025-12-20T08:00:00+07:00")

    given.time_passes()

    with units_of_work.read() as session:
        fired = session.scalars(
            select(AuditEntry.instance_id)
            .where(AuditEntry.event == "timer:fired")
            .order_by(AuditEntry.sequence)
        ).all()
    assert fired == [first.id, second.id, first.id, second.id]


def test_a_fired_timer_names_the_calendar_that_decided_it(given, review, clock):
    clock.move_to("2025-12-15T17:00:00+07:00")

    given.time_passes()

    assert given.timers(review)["too_late"].calendar_version == "vietnam-2025-2027"


def test_moving_a_deadline_moves_every_timer_that_rests_on_it(
    given, campaign, review, clock, units_of_work
):
    later = clock().fromisoformat("2025-12-17T17:00:00+07:00")
    with units_of_work.open(Actor.system()) as uow:
        move_deadline(uow, campaign.id, "unit_deadline", later, "công văn gia hạn")

    given.time_passes()

    jobs = given.timers(review)
    assert jobs["too_late"].due_at == later
    assert jobs["reminder_1"].due_at.isoformat() == "2025-12-16T10:00:00+00:00"
    assert given.open_task(review).due_at == later


def test_a_completed_task_takes_its_timers_along(given, review):
    lan = given.person("lan", Group.STANDING_BODY)

    given.completes(lan, given.open_task(review), agreed=True, comment="Nhất trí")

    assert {job.state for job in given.timers(review).values()} == {TimerState.CANCELLED}


def test_a_moment_that_had_passed_when_it_was_reached_makes_nobody_late(given, campaign, clock):
    clock.move_to("2025-12-20T08:00:00+07:00")
    review = given.instance(campaign, business_key="late starter")

    given.time_passes()

    assert given.timers(review)["too_late"].late_by is None
