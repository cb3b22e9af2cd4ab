from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from service.models import InstanceStatus, Message, MessageState, ProcessInstance


@pytest.fixture
def campaign(given):
    return given.small_stage()


def messages(units_of_work):
    with units_of_work.read() as session:
        return session.scalars(select(Message).order_by(Message.id)).all()


def test_two_instances_talk_and_both_go_on(given, campaign):
    asking = given.instance(campaign, "asking", "a1", partner="b1")
    given.instance(campaign, "answering", "b1", partner="a1")

    given.time_passes()

    assert given.open_task(asking).element_id == "reflect"


def test_a_message_waits_until_somebody_listens(given, campaign, units_of_work):
    given.instance(campaign, "asking", "a1", partner="b1")
    given.time_passes()
    assert [one.state for one in messages(units_of_work)] == [MessageState.WAITING]

    given.instance(campaign, "answering", "b1", partner="a1")
    given.time_passes()

    assert {one.state for one in messages(units_of_work)} == {MessageState.DELIVERED}


def test_a_message_to_an_ended_instance_expires(given, campaign, units_of_work):
    given.instance(campaign, "answering", "b1", partner="a1")
    given.instance(campaign, "asking", "a1", partner="b1")
    given.time_passes()

    given.instance(campaign, "asking", "a2", partner="b1")
    given.time_passes()

    assert messages(units_of_work)[-1].state == MessageState.EXPIRED


def test_a_message_is_delivered_once_however_many_deliver(given, campaign, units_of_work):
    given.instance(campaign, "asking", "a1", partner="b1")
    answering = given.instance(campaign, "answering", "b1", partner="a1")

    with ThreadPoolExecutor(max_workers=4) as schedulers:
        list(schedulers.map(lambda _: given.time_passes(), range(4)))

    assert [one.state for one in messages(units_of_work)] == [MessageState.DELIVERED] * 2
    with units_of_work.read() as session:
        ended = session.get_one(ProcessInstance, answering.id)
    assert ended.status == InstanceStatus.COMPLETED
