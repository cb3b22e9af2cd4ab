"""Who sees which case."""

from datetime import date

import pytest
from sqlalchemy import select

from service.models import Group, ProcessInstance
from service.operations.instances import Subject, start_instance
from service.queries.cursors import Cursor, read_cursor
from service.queries.viewers import find_viewer, sees_instance
from service.unit_of_work import Actor

DAY = date(2025, 12, 4)


@pytest.fixture
def seen_by(given, units_of_work):
    """The business keys of the cases a person sees, of one department-wide and one of unit VP."""
    office = given.unit("VP")
    campaign = given.small_stage()
    given.instance(campaign, business_key="common")
    with units_of_work.open(Actor.system()) as uow:
        subject = Subject(campaign.id, unit_id=office.id)
        start_instance(uow, given.engine, "review", "office", subject, {})

    def seen(person):
        with units_of_work.read() as session:
            viewer = find_viewer(session, person.id, DAY)
            wanted = select(ProcessInstance.business_key).where(sees_instance(viewer))
            return set(session.scalars(wanted))

    seen.office = office
    return seen


@pytest.mark.parametrize("group", [Group.STANDING_BODY, Group.DIRECTOR, Group.AUDITOR])
def test_the_department_sees_every_case(given, seen_by, group):
    assert seen_by(given.person("lan", group)) == {"2025", "common", "office"}


def test_a_clerk_sees_the_own_unit_and_the_campaign(given, seen_by):
    clerk = given.person("lan", Group.UNIT_CLERK, unit=seen_by.office)

    assert seen_by(clerk) == {"2025", "office"}


def test_a_clerk_of_another_unit_sees_the_campaign_only(given, seen_by):
    assert seen_by(given.person("xa", Group.UNIT_CLERK, unit=given.unit("LS"))) == {"2025"}


def test_somebody_without_a_group_sees_nothing(given, seen_by):
    assert seen_by(given.person("khach")) == set()


@pytest.mark.parametrize("text", ["", None, "%%%", "bm9wZQ", "WzEsMl0"])
def test_a_mangled_cursor_starts_from_the_beginning(text):
    assert read_cursor(text) is None


def test_a_cursor_comes_back_as_it_went(clock):
    cursor = Cursor(clock(), 7)

    assert read_cursor(str(cursor)) == cursor
