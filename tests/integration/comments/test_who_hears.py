"""Who hears what is said about a case: whoever sees it, less its nominees."""

import pytest
from sqlalchemy import select

from service.errors import Conflict
from service.models import Group, Person, ProcessInstance
from service.permissions import day_of
from service.queries.comments import find_talk, listeners
from service.queries.viewers import find_viewer, people_who_see, sees_instance
from tests.support.given_decisions import Decisions


@pytest.fixture
def crowd(house, given):
    """People of every kind beside those of the house, one of them away."""
    other = given.unit("LS")
    for group in Group:
        given.person(f"one-{group}", group, unit=other)
    given.absence(house.clerk, "2025-12-01", "2025-12-10", given.person("stands-in"))
    return house


@pytest.mark.parametrize("process", ["checking", "review", "campaign"])
def test_the_list_of_those_who_see_a_case_is_the_condition_turned_round(
    crowd, given, units_of_work, clock, process
):
    crowd.case(nominee=crowd.lan)
    given.instance(crowd.campaign)
    with units_of_work.read() as session:
        day = day_of(clock())
        instance = session.scalars(
            select(ProcessInstance).where(ProcessInstance.process_key == process)
        ).one()
        one = select(ProcessInstance.id).where(ProcessInstance.id == instance.id)
        seeing = {
            person
            for person in session.scalars(select(Person.id))
            if session.scalar(one.where(sees_instance(find_viewer(session, person, day))))
        }

        listed = {one.id for one in people_who_see(session, instance, day)}

    assert listed == seeing


def test_a_nominee_sees_the_case_and_hears_nothing(house, units_of_work, clock):
    case = house.case(nominee=house.lan)

    with units_of_work.read() as session:
        lan = find_viewer(session, house.lan.id, day_of(clock()))
        nga = find_viewer(session, house.nga.id, day_of(clock()))
        assert find_talk(session, lan, case.id) is None
        assert find_talk(session, nga, case.id) is not None
        heard_by = {one.username for one in listeners(session, case, day_of(clock()))}
    assert heard_by == {"clerk", "director", "minh", "nga"}


def test_nothing_is_said_while_a_council_votes_in_secret(given, units_of_work, engine, talk):
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    decisions.nomination(1)
    instance = decisions.council_meets(method="secret_ballot")

    with pytest.raises(Conflict, match="votes in secret"):
        talk.says(decisions.council[0], instance, "Tôi không đồng ý")
