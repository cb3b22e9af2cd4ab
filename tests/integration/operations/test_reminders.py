"""Reminding people of what waits for them: once a day a task, in one mail a person."""

import io

import pytest
from sqlalchemy import select

from service.audit.verify import verify
from service.errors import Conflict, NotAllowed
from service.models import Group, Notice
from service.operations.instances import Subject, start_instance
from service.operations.reminders import remind_of_task
from service.operations.tasks import claim_task
from service.outbox import ConsoleSender, Stationery, send_due
from service.unit_of_work import Actor


@pytest.fixture
def minh(given):
    return given.person("minh", Group.STANDING_BODY)


@pytest.fixture
def chief(given):
    return given.person("chief", Group.ADMINISTRATOR)


@pytest.fixture
def tasks(given):
    campaign = given.small_stage()
    cases = [given.instance(campaign, business_key=f"r{number}") for number in range(3)]
    return [given.open_task(case) for case in cases]


@pytest.fixture
def remind(units_of_work):
    def remind(person, task):
        with units_of_work.open(Actor.person(person.id)) as uow:
            return remind_of_task(uow, task.id)

    return remind


@pytest.fixture
def notices(units_of_work):
    def all_of_them():
        with units_of_work.read() as session:
            return session.scalars(select(Notice).order_by(Notice.id)).all()

    return all_of_them


@pytest.mark.usefixtures("minh")
def test_several_reminders_to_one_person_are_one_mail(chief, tasks, remind, units_of_work, clock):
    for task in tasks:
        remind(chief, task)
    console = io.StringIO()
    stationery = Stationery("https://thidua.so.example")
    early = send_due(units_of_work, ConsoleSender(console), stationery)
    clock.advance(minutes=3)
    sent = send_due(units_of_work, ConsoleSender(console), stationery)

    assert (early, sent) == (0, 1)
    with units_of_work.read() as session:
        told = {one.task_id: one.mail_id for one in session.scalars(select(Notice))}
        assert told == dict.fromkeys([task.id for task in tasks], 1)
        assert verify(session).verified


def test_a_task_is_reminded_of_once_a_day(minh, chief, tasks, remind, clock):
    remind(chief, tasks[0])
    with pytest.raises(Conflict) as refused:
        remind(chief, tasks[0])
    clock.move_to("2025-12-05T00:00:00+07:00")

    assert refused.value.code == "task.reminded_today"
    assert remind(chief, tasks[0]).reminded_at == clock()


def test_whoever_has_the_task_is_reminded_alone(given, minh, chief, tasks, remind, notices):
    given.person("thu", Group.STANDING_BODY)
    with given.units_of_work.open(Actor.person(minh.id)) as uow:
        claim_task(uow, tasks[0].id)

    remind(chief, tasks[0])

    assert [one.person_id for one in notices()] == [minh.id]


def test_nobody_is_reminded_of_their_own_task(minh, tasks, remind, units_of_work):
    with units_of_work.open(Actor.person(minh.id)) as uow:
        claim_task(uow, tasks[0].id)

    with pytest.raises(NotAllowed) as refused:
        remind(minh, tasks[0])

    assert refused.value.code == "task.remind_oneself"


def test_a_group_without_anybody_cannot_be_reminded(chief, tasks, remind):
    with pytest.raises(Conflict) as refused:
        remind(chief, tasks[0])

    assert refused.value.code == "task.remind_nobody"


def test_a_head_reminds_in_the_own_unit_only(given, units_of_work, minh, tasks, remind):
    own, other = given.unit("VP"), given.unit("LS")
    head = given.person("head", Group.UNIT_HEAD, unit=own)
    found = {}
    for unit in (own, other):
        with units_of_work.open(Actor.system()) as uow:
            subject = Subject(1, unit_id=unit.id)
            case = start_instance(uow, given.engine, "review", unit.code, subject, {})
        found[unit.code] = given.open_task(case)

    assert remind(head, found["VP"]).reminded_at
    with pytest.raises(NotAllowed):
        remind(head, found["LS"])
