import json

import pytest
from sqlalchemy import select

from service.errors import Conflict, Invalid, NotAllowed
from service.models import AuditEntry, Group, InterestKind, ProcessInstance
from service.operations.instances import Subject, start_instance
from service.operations.interests import end_interest
from service.unit_of_work import Actor


def refusal(given, person, task):
    with pytest.raises(NotAllowed) as refused:
        given.completes(person, task)
    return refused.value.code


def nomination_of(given, task):
    with given.units_of_work.read() as session:
        return session.get_one(ProcessInstance, task.instance_id).nomination_id


def test_whoever_declared_an_interest_does_not_decide(given, house):
    task = house.checking()

    given.interest(house.minh, nomination_id=nomination_of(given, task))

    assert refusal(given, house.minh, task) == "task.interest"
    assert given.completes(house.nga, task).completed_by_id == house.nga.id


@pytest.mark.parametrize("declares", ["minh", "lan"])
def test_relatives_keep_away_from_each_others_cases_whoever_declared_it(given, house, declares):
    task = house.checking(nominee=house.lan)
    one, other = (house.minh, house.lan) if declares == "minh" else (house.lan, house.minh)

    given.interest(one, InterestKind.RELATIVE, nominee_id=other.id)

    assert refusal(given, house.minh, task) == "task.relative"


def test_an_interest_in_somebody_holds_one_way_only(given, house):
    task = house.checking(nominee=house.lan)

    given.interest(house.lan, nominee_id=house.minh.id)

    assert given.completes(house.minh, task)


def test_whoever_proposed_a_nominee_does_not_judge_the_case(given, house):
    task = house.checking(proposed_by=house.minh)

    assert refusal(given, house.minh, task) == "task.own_proposal"


def test_the_standing_body_records_what_somebody_else_is_tied_to(given, house):
    task = house.checking()

    given.interest(house.minh, by=house.nga, nomination_id=nomination_of(given, task))

    assert refusal(given, house.minh, task) == "task.interest"


def test_others_declare_for_themselves_only(given, house):
    with pytest.raises(NotAllowed) as refused:
        given.interest(house.minh, by=house.clerk, nominee_id=house.lan.id)

    assert refused.value.code == "interest.not_allowed"


def test_nobody_takes_back_the_own_declaration(given, units_of_work, house):
    task = house.checking()
    interest = given.interest(house.minh, nomination_id=nomination_of(given, task))

    with (
        pytest.raises(NotAllowed) as refused,
        units_of_work.open(Actor.person(house.minh.id)) as uow,
    ):
        end_interest(uow, interest.id)
    with units_of_work.open(Actor.person(house.nga.id)) as uow:
        end_interest(uow, interest.id)

    assert refused.value.code == "interest.own"
    assert given.completes(house.minh, task)


def test_a_declaration_names_one_nomination_or_one_nominee(given, house):
    with pytest.raises(Invalid) as refused:
        given.interest(house.minh)

    assert refused.value.fields == {"about": ["required"]}


def test_the_same_is_declared_once(given, house):
    given.interest(house.minh, nominee_id=house.lan.id)

    with pytest.raises(Conflict) as refused:
        given.interest(house.minh, nominee_id=house.lan.id)

    assert refused.value.code == "interest.declared_before"


def test_the_ledger_does_not_say_for_ever_who_is_related_to_whom(given, units_of_work, house):
    given.interest(house.minh, InterestKind.RELATIVE, nominee_id=house.lan.id)

    with units_of_work.read() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.event == "interest:declared")
        ).one()
    assert json.loads(entry.body)["detail"] == {"interest": 1}


def test_the_campaign_says_whether_colleagues_of_the_nominee_keep_away(given, house):
    house.campaign_keeps_own_unit_away("standing_body")
    colleague = given.person("colleague", Group.UNIT_CLERK, Group.STANDING_BODY, unit=house.unit)
    task = house.checking()

    assert refusal(given, colleague, task) == "task.own_unit"
    assert given.completes(house.minh, task)


def test_a_director_signs_no_list_with_the_own_name_on_it(given, house):
    house.case(nominee=house.director)
    with given.units_of_work.open(Actor.system()) as uow:
        award = start_instance(
            uow,
            given.engine,
            "department_award",
            "2025/award",
            Subject(house.campaign.id),
            {},
        )
    given.completes(house.minh, given.open_task(award))

    assert refusal(given, house.director, given.open_task(award)) == "task.own_nomination"


def test_a_head_who_endorsed_the_list_does_not_check_its_nominees(given, house):
    head = given.person("head", Group.UNIT_HEAD, Group.STANDING_BODY, unit=house.unit)
    with given.units_of_work.open(Actor.system()) as uow:
        subject = Subject(house.campaign.id, house.unit.id)
        review = start_instance(uow, given.engine, "unit_review", "2025/VP", subject, {})
    given.completes(house.clerk, given.open_task(review))
    given.completes(head, given.open_task(review))

    assert refusal(given, head, house.checking()) == "task.signed_before"
