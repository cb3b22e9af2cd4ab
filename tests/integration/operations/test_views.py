"""Views of the inbox that people keep."""

import pytest

from service.audit.verify import verify
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import Group
from service.operations import views
from service.operations.views import remove_view, save_view
from service.queries.viewers import find_viewer
from service.queries.views import list_views
from service.unit_of_work import Actor


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY, Group.UNIT_HEAD, unit=given.unit("VP"))


@pytest.fixture
def saves(units_of_work):
    def save(person, name, audience=None, **filters):
        with units_of_work.open(Actor.person(person.id)) as uow:
            return save_view(uow, name, filters, audience)

    return save


@pytest.fixture
def seen(units_of_work):
    def names(person):
        with units_of_work.read() as session:
            viewer = find_viewer(session, person.id)
            return {one.name: one.filters for one in list_views(session, viewer)}

    return names


def test_the_same_name_takes_the_place_of_the_former(lan, saves, seen, units_of_work):
    saves(lan, "Quá hạn", due="late")
    saves(lan, " Quá   hạn ", due="week")

    assert seen(lan) == {"Quá hạn": {"due": "week"}}
    with units_of_work.read() as session:
        assert verify(session).verified


def test_a_view_is_ones_own_unless_it_is_shared(given, lan, saves, seen):
    minh = given.person("minh", Group.STANDING_BODY)
    saves(lan, "của tôi")
    saves(lan, "chung", (Group.STANDING_BODY, None))

    assert set(seen(minh)) == {"chung"}


def test_what_is_shared_with_a_unit_stays_in_it(given, lan, saves, seen):
    saves(lan, "phòng", (Group.UNIT_HEAD, 1))
    deputy = given.person("deputy", Group.UNIT_HEAD, unit=given.unit("LS"))

    assert seen(deputy) == {}


def test_nobody_shares_with_a_group_of_others(lan, saves):
    with pytest.raises(NotAllowed):
        saves(lan, "x", (Group.DIRECTOR, None))


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_view_needs_a_name_people_read(lan, saves, name):
    with pytest.raises(Invalid):
        saves(lan, name)


def test_only_the_owner_removes_a_view(given, lan, saves, seen, units_of_work):
    view = saves(lan, "chung", (Group.STANDING_BODY, None))
    minh = given.person("minh", Group.STANDING_BODY)

    with pytest.raises(NotFound), units_of_work.open(Actor.person(minh.id)) as uow:
        remove_view(uow, view.id)
    with units_of_work.open(Actor.person(lan.id)) as uow:
        remove_view(uow, view.id)

    assert seen(lan) == {}


def test_nobody_keeps_views_without_end(lan, saves, monkeypatch):
    monkeypatch.setattr(views, "MOST_VIEWS", 1)
    saves(lan, "một")

    with pytest.raises(Conflict):
        saves(lan, "hai")
