import pytest

from service.audit.verify import verify
from service.errors import Conflict, Invalid, NotAllowed
from service.models import Group
from service.operations.absences import PlannedAbsence, announce_absence, end_absence
from service.operations.delegations import end_delegation
from service.operations.staffing import NobodyLeft
from service.unit_of_work import Actor


def test_tasks_of_somebody_who_is_away_reach_the_substitute(given, house):
    task = house.signing()
    given.absence(house.director, "2025-12-04", "2025-12-10", substitute=house.lan)

    done = given.completes(house.lan, task)

    assert (done.completed_by_id, done.acting_for_id) == (house.lan.id, house.director.id)


def test_a_task_claimed_before_leaving_reaches_the_substitute_too(given, house):
    task = house.checking()
    given.claims(house.minh, task)
    given.absence(house.minh, "2025-12-04", "2025-12-10", substitute=house.lan)

    assert given.completes(house.lan, task).acting_for_id == house.minh.id


def test_nobody_stands_in_before_the_first_day_or_after_the_last(given, house, clock):
    task = house.signing()
    given.absence(house.director, "2025-12-05", "2025-12-10", substitute=house.lan)
    with pytest.raises(NotAllowed):
        given.claims(house.lan, task)

    clock.move_to("2025-12-11T00:00:00+07:00")
    with pytest.raises(NotAllowed) as refused:
        given.claims(house.lan, task)

    assert refused.value.code == "task.not_offered"


def test_the_last_day_counts_in_local_time(given, house, clock):
    task = house.signing()
    given.absence(house.director, "2025-12-05", "2025-12-10", substitute=house.lan)

    clock.move_to("2025-12-10T23:59:00+07:00")

    assert given.claims(house.lan, task).acting_for_id == house.director.id


def test_what_a_substitute_claimed_is_theirs_no_more_when_the_absence_is_over(given, house, clock):
    task = house.signing()
    given.absence(house.director, "2025-12-04", "2025-12-10", substitute=house.lan)
    given.claims(house.lan, task)

    clock.move_to("2025-12-11T08:00:00+07:00")
    with pytest.raises(NotAllowed) as refused:
        given.completes(house.lan, task)

    assert refused.value.code == "task.stands_in_no_more"
    assert given.takes_back(house.director, task).assignee_id == house.director.id


def test_standing_in_never_passes_through_two_hands(given, house):
    task = house.signing()
    given.absence(
        house.director, "2025-12-04", "2025-12-05", substitute=house.nga, is_confirmed=True
    )
    given.delegation(house.nga, house.lan, "2025-12-04")

    with pytest.raises(NotAllowed) as refused:
        given.claims(house.lan, task)

    assert refused.value.code == "task.not_offered"


def test_a_substitute_who_is_away_too_is_refused(given, house):
    given.absence(house.nga, "2025-12-08", "2025-12-09")

    with pytest.raises(Invalid) as refused:
        given.absence(house.minh, "2025-12-04", "2025-12-10", substitute=house.nga)

    assert refused.value.fields == {"substitute": ["away"]}


def test_a_substitute_keeps_away_from_what_the_absent_one_keeps_away_from(given, house):
    task = house.checking(nominee=house.minh)
    given.absence(house.minh, "2025-12-04", "2025-12-10", substitute=house.lan)

    with pytest.raises(NotAllowed) as refused:
        given.claims(house.lan, task)

    assert refused.value.code == "task.stands_in_for_tied"


def test_a_substitute_does_not_decide_on_the_own_case(given, house):
    task = house.checking(nominee=house.lan)
    given.absence(house.minh, "2025-12-04", "2025-12-10", substitute=house.lan)

    with pytest.raises(NotAllowed) as refused:
        given.completes(house.lan, task)

    assert refused.value.code == "task.own_nomination"


def test_whoever_drafted_in_anothers_stead_does_not_let_that_one_sign(given, house):
    both = given.person("both", Group.STANDING_BODY, Group.DIRECTOR)
    case = house.case("signing")
    given.absence(both, "2025-12-04", "2025-12-04", substitute=house.lan, is_confirmed=True)
    given.completes(house.lan, given.open_task(case))

    with pytest.raises(NotAllowed) as refused:
        given.completes(both, given.open_task(case))

    assert refused.value.code == "task.same_person_twice"


@pytest.mark.parametrize(
    ("scope", "reaches"),
    [
        ({}, True),
        ({"process_key": "signing"}, True),
        ({"process_key": "checking"}, False),
        ({"group": Group.DIRECTOR}, True),
    ],
)
def test_a_standing_delegation_covers_a_process_or_a_group(given, house, scope, reaches):
    task = house.signing()

    given.delegation(house.director, house.lan, "2025-12-01", **scope)

    if reaches:
        assert given.claims(house.lan, task).acting_for_id == house.director.id
    else:
        with pytest.raises(NotAllowed):
            given.claims(house.lan, task)


def test_whoever_leaves_a_task_to_nobody_is_told_before_it_happens(given, house):
    house.signing()

    with pytest.raises(NobodyLeft) as refused:
        given.absence(house.director, "2025-12-04", "2025-12-10")

    assert refused.value.gaps == ("sign (2025/N001)",)
    assert given.absence(house.director, "2025-12-04", "2025-12-10", is_confirmed=True).id


def test_a_task_a_case_comes_to_next_counts_as_well(given, house):
    house.case("signing")

    with pytest.raises(NobodyLeft) as refused:
        given.absence(house.director, "2025-12-04", "2025-12-10", substitute=None)

    assert refused.value.gaps == ("sign (2025/N001)",)


def test_an_absence_that_leaves_nobody_later_is_told_for_that_day(given, house):
    house.checking()
    given.absence(house.nga, "2025-12-09", "2025-12-10")

    with pytest.raises(NobodyLeft):
        given.absence(house.minh, "2025-12-04", "2025-12-10")


def test_a_colleague_who_keeps_away_does_not_count_as_left(given, house):
    house.checking(nominee=house.nga)

    with pytest.raises(NobodyLeft):
        given.absence(house.minh, "2025-12-04", "2025-12-10")


def test_ending_a_delegation_that_leaves_nobody_is_told_first(given, units_of_work, house):
    house.signing()
    delegation = given.delegation(house.director, house.lan, "2025-12-01")
    given.absence(house.director, "2025-12-04", "2025-12-10")

    with pytest.raises(NobodyLeft), units_of_work.open(Actor.person(house.director.id)) as uow:
        end_delegation(uow, delegation.id)


def test_an_absence_is_called_off(given, units_of_work, house):
    absence = given.absence(house.minh, "2025-12-04", "2025-12-10", substitute=house.lan)

    with units_of_work.open(Actor.person(house.minh.id)) as uow:
        end_absence(uow, absence.id)

    with pytest.raises(NotAllowed):
        given.claims(house.lan, house.checking())


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [("2025-12-05", "2025-12-04", "before_start"), ("2025-12-01", "2025-12-03", "past")],
)
def test_days_that_make_no_absence_are_refused(given, house, starts_on, ends_on, field):
    with pytest.raises(Invalid) as refused:
        given.absence(house.minh, starts_on, ends_on)

    assert refused.value.fields == {"ends_on": [field]}


def test_nobody_is_away_twice_at_a_time(given, house):
    given.absence(house.minh, "2025-12-04", "2025-12-10")

    with pytest.raises(Conflict) as refused:
        given.absence(house.minh, "2025-12-10", "2025-12-12")

    assert refused.value.code == "absence.overlaps"


def test_the_head_of_the_unit_records_an_absence_and_a_stranger_does_not(
    given, units_of_work, house
):
    head = given.person("head", Group.UNIT_HEAD, unit=house.unit)
    day = given.clock().date()
    planned = PlannedAbsence(house.clerk.id, day, day, head.id)

    with pytest.raises(NotAllowed), units_of_work.open(Actor.person(house.minh.id)) as uow:
        announce_absence(uow, planned)
    with units_of_work.open(Actor.person(head.id)) as uow:
        announce_absence(uow, planned)

    with units_of_work.read() as session:
        assert verify(session).verified
