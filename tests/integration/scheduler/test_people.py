"""What the clock does about people: within one tick, and about nothing it has seen before."""

import pytest
from sqlalchemy import select

from service.audit.events import Event
from service.models import Group, Incident, Person, Resolution, UserTask
from service.scheduler.people import Watch, look_after_people
from service.unit_of_work import Actor
from tests.support.given_cases import House


@pytest.fixture
def house(given):
    return House(given)


@pytest.fixture
def ticks(units_of_work):
    watch = Watch()
    return lambda: look_after_people(units_of_work, watch)


@pytest.fixture
def reported(units_of_work):
    def open_reports():
        with units_of_work.read() as session:
            wanted = select(Incident.task_id).where(Incident.resolved_at.is_(None))
            return list(session.scalars(wanted))

    return open_reports


def closes_account(units_of_work, person):
    with units_of_work.open(Actor.system()) as uow:
        uow.session.get_one(Person, person.id).is_active = False
        uow.record(Event.PERSON_CHANGED, detail={"person": person.id})


def test_a_task_left_to_nobody_is_reported_within_one_tick(given, house, ticks, reported):
    task = house.signing()
    ticks()
    given.absence(house.director, "2025-12-04", "2025-12-10", is_confirmed=True)

    ticks()

    assert reported() == [task.id]


def test_a_closed_account_is_noticed_as_well(units_of_work, house, ticks, reported):
    task = house.signing()
    ticks()
    closes_account(units_of_work, house.director)

    ticks()

    assert reported() == [task.id]


def test_a_task_that_opens_for_nobody_is_reported(given, house, ticks, reported):
    ticks()
    task = house.signing()
    given.absence(house.director, "2025-12-05", "2025-12-10", is_confirmed=True)
    ticks()
    assert reported() == []

    given.clock.move_to("2025-12-05T00:00:00+07:00")
    ticks()

    assert reported() == [task.id]


def test_a_report_is_made_once_and_closed_when_somebody_is_there(given, house, ticks, reported):
    house.signing()
    given.absence(house.director, "2025-12-04", "2025-12-10", is_confirmed=True)
    assert ticks() == 1
    assert ticks() == 0

    given.clock.move_to("2025-12-11T08:00:00+07:00")
    ticks()

    assert reported() == []


def test_reassigning_is_the_remedy(given, units_of_work, house, ticks, reported):
    admin = given.person("admin", Group.ADMINISTRATOR)
    task = house.signing()
    given.absence(house.director, "2025-12-04", "2025-12-10", is_confirmed=True)
    ticks()

    given.reassigns(admin, task, to=house.lan)
    ticks()

    assert reported() == []
    with units_of_work.read() as session:
        assert session.scalars(select(Incident)).one().resolution == Resolution.STAFFED


def test_a_task_somebody_claimed_who_then_keeps_away_is_reported(given, house, ticks, reported):
    task = house.checking(nominee=house.lan)
    given.claims(house.minh, task)
    ticks()
    given.interest(house.minh, nominee_id=house.lan.id)

    ticks()

    assert reported() == [task.id]


def test_a_substitute_gives_up_what_they_hold_when_the_absence_is_over(
    given, units_of_work, house, ticks
):
    task = house.signing()
    given.absence(house.director, "2025-12-04", "2025-12-05", substitute=house.lan)
    given.claims(house.lan, task)
    ticks()

    given.clock.move_to("2025-12-06T08:00:00+07:00")
    ticks()

    with units_of_work.read() as session:
        now = session.get_one(UserTask, task.id)
        assert (now.assignee_id, now.acting_for_id) == (None, None)


def test_a_tick_after_which_nothing_happened_looks_at_nothing(units_of_work, house):
    watch = Watch()
    house.signing()
    look_after_people(units_of_work, watch)
    seen = watch.sequence

    assert look_after_people(units_of_work, watch) == 0
    assert watch.sequence == seen
