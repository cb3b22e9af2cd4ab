"""Groups have people in them from a day to a day, and units come and go."""

from datetime import date

import pytest
from sqlalchemy import select

from service.audit.verify import verify
from service.errors import Conflict, Invalid, NotAllowed
from service.models import Group, Term, TermState
from service.operations.groups import join_group, leave_group, record_terms
from service.operations.units import create_unit, dissolve_unit, rename_unit, restore_unit
from service.queries.people import list_units, terms_of
from service.unit_of_work import Actor


@pytest.fixture
def admin(given):
    return given.person("admin", Group.ADMINISTRATOR)


def joins(units_of_work, admin, person, group, unit=None, **days):
    with units_of_work.open(Actor.person(admin.id)) as uow:
        return join_group(uow, person.id, group, unit.id if unit else None, **days)


def leaves(units_of_work, admin, term, **days):
    with units_of_work.open(Actor.person(admin.id)) as uow:
        return leave_group(uow, term.id, **days)


def terms(units_of_work, person):
    with units_of_work.read() as session:
        return [(one.group, one.state) for one in terms_of(session, person.id)]


def test_somebody_put_in_a_group_acts_for_it_at_once_and_until_taken_out(
    units_of_work, given, admin
):
    lan = given.person("lan")

    term = joins(units_of_work, admin, lan, Group.AUDITOR)
    assert given.groups_of(lan) == {Group.AUDITOR}
    leaves(units_of_work, admin, term)

    assert given.groups_of(lan) == set()
    assert terms(units_of_work, lan) == [(Group.AUDITOR, TermState.OVER)]
    assert given.recorded()[-2:] == ["person:joined_group", "person:left_group"]


def test_a_stand_in_acts_from_the_first_day_to_the_end_of_the_last(
    units_of_work, given, admin, clock
):
    lan = given.person("lan")
    days = {"begins_on": date(2025, 12, 8), "ends_on": date(2025, 12, 9)}

    joins(units_of_work, admin, lan, Group.DIRECTOR, **days)
    seen = []
    for moment in ("07T23:59:59", "08T00:00:00", "09T23:59:59", "10T00:00:00"):
        clock.move_to(f"2025-12-{moment}+07:00")
        given.time_passes()
        seen.append(given.groups_of(lan) == {Group.DIRECTOR})

    assert seen == [False, True, True, False]
    assert given.recorded()[-3:] == [
        "person:group_planned",
        "person:joined_group",
        "person:left_group",
    ]


def test_what_has_not_begun_can_be_called_off(units_of_work, given, admin, clock):
    lan = given.person("lan")
    term = joins(units_of_work, admin, lan, Group.DIRECTOR, begins_on=date(2025, 12, 8))

    leaves(units_of_work, admin, term)
    clock.move_to("2025-12-09T08:00:00+07:00")
    given.time_passes()

    assert given.groups_of(lan) == set()


def test_an_end_can_be_set_beforehand(units_of_work, given, admin, clock):
    lan = given.person("lan")
    term = joins(units_of_work, admin, lan, Group.AUDITOR)

    leaves(units_of_work, admin, term, ends_on=date(2025, 12, 5))
    clock.move_to("2025-12-05T23:00:00+07:00")
    given.time_passes()
    assert given.groups_of(lan) == {Group.AUDITOR}
    clock.move_to("2025-12-06T00:00:00+07:00")
    given.time_passes()

    assert given.groups_of(lan) == set()


@pytest.mark.parametrize(
    "days",
    [
        {"ends_on": date(2025, 12, 3)},
        {"begins_on": date(2025, 12, 9), "ends_on": date(2025, 12, 8)},
    ],
)
def test_a_term_does_not_end_before_it_begins(units_of_work, given, admin, days):
    with pytest.raises(Invalid) as refused:
        joins(units_of_work, admin, given.person("lan"), Group.AUDITOR, **days)

    assert refused.value.fields == {"ends_on": ["ends_before_it_begins"]}


def test_nobody_is_in_the_same_group_twice_but_heads_of_two_units_may_be_one(
    units_of_work, given, admin
):
    one, other = given.unit("VP"), given.unit("LS")
    lan = given.person("lan", Group.UNIT_HEAD, unit=one)

    joins(units_of_work, admin, lan, Group.UNIT_HEAD, other)
    with pytest.raises(Conflict, match="already"):
        joins(units_of_work, admin, lan, Group.UNIT_HEAD, one)

    assert len(terms(units_of_work, lan)) == 2


def test_nobody_changes_the_own_groups(units_of_work, admin):
    with pytest.raises(NotAllowed, match="own groups"):
        joins(units_of_work, admin, admin, Group.DIRECTOR)


def test_the_last_administrator_stays_one(units_of_work, given, admin):
    with units_of_work.read() as session:
        term = session.scalars(select(Term).where(Term.person_id == admin.id)).one()

    with pytest.raises(Conflict, match="last"), units_of_work.open(Actor.system()) as uow:
        leave_group(uow, term.id)


def test_memberships_older_than_the_records_are_given_a_term_once(units_of_work, given):
    lan = given.person("lan", Group.AUDITOR)
    with units_of_work.open(Actor.system()) as uow:
        for term in uow.session.scalars(select(Term)):
            uow.session.delete(term)
        uow.flush()
        assert record_terms(uow) == 1
        assert record_terms(uow) == 0

    with units_of_work.read() as session:
        (term,) = terms_of(session, lan.id)
        assert (term.group, term.begins_at) == (Group.AUDITOR, None)
        assert verify(session).verified


def test_a_unit_is_renamed_dissolved_and_restored(units_of_work, given, admin):
    with units_of_work.open(Actor.person(admin.id)) as uow:
        unit = create_unit(uow, "LS", "Phòng Lãnh sự")
        rename_unit(uow, unit.id, "Phòng Lãnh sự – Lễ tân", seen=1)
        dissolve_unit(uow, unit.id)
    with pytest.raises(Conflict, match="dissolved"):
        joins(units_of_work, admin, given.person("lan"), Group.UNIT_CLERK, unit)
    with units_of_work.open(Actor.person(admin.id)) as uow:
        restore_unit(uow, unit.id)

    joins(units_of_work, admin, given.person("minh"), Group.UNIT_CLERK, unit)
    with units_of_work.read() as session:
        assert [(one.name, number) for one, number in list_units(session)] == [
            ("Phòng Lãnh sự – Lễ tân", 1)
        ]


def test_a_unit_somebody_acts_for_cannot_be_dissolved(units_of_work, given, admin):
    office = given.unit("VP")
    given.person("lan", Group.UNIT_CLERK, unit=office)

    with (
        pytest.raises(Conflict, match="1 people"),
        units_of_work.open(Actor.person(admin.id)) as uow,
    ):
        dissolve_unit(uow, office.id)


@pytest.mark.parametrize("code", ["", "văn phòng", "A" * 21])
def test_a_unit_needs_a_short_plain_code(units_of_work, admin, code):
    with pytest.raises(Invalid) as refused, units_of_work.open(Actor.person(admin.id)) as uow:
        create_unit(uow, code, "Văn phòng")

    assert refused.value.fields == {"code": ["not_a_unit_code"]}
