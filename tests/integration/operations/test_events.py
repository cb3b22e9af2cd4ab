"""Events of a diagram as rows of the service: timers, subscriptions, incidents."""

import pytest

from service.models import (
    Group,
    IncidentKind,
    Message,
    MessageKind,
    ProcessInstance,
    Subscription,
    TaskStatus,
    TimerState,
    UserTask,
)
from service.operations.failures import StepBroken
from service.unit_of_work import Actor
from tests.support.given_events import EVENT_FILES
from tests.support.given_failures import Failures

DUE = "2025-12-15T17:00:00+07:00"


@pytest.fixture
def events(given):
    return Failures(given, EVENT_FILES)


def send(events, name, process_key, business_key="x1", **variables):
    with events.units_of_work.open(Actor.system()) as uow:
        uow.session.add(
            Message(
                kind=MessageKind.CATCH,
                name=name,
                process_key=process_key,
                business_key=business_key,
                campaign_id=events.campaign.id,
                variables=variables,
                sent_at=uow.now,
            )
        )
        uow.record("message:sent")
    events.given.time_passes()


def opened(events, instance):
    tasks = events.rows(UserTask, instance_id=instance.id, status=TaskStatus.OPEN)
    return [task.element_id for task in tasks]


def standing(events, given, instance):
    """The instance as it is kept, and its open task."""
    [kept] = events.rows(ProcessInstance, id=instance.id)
    task = given.open_task(instance)
    return kept.revision, kept.document, task.element_id, task.revision


def test_an_error_nobody_catches_after_a_timer_becomes_an_incident(events, clock):
    instance = events.runs("after_clock")

    events.fails(clock)

    [incident] = events.incidents()
    assert (incident.kind, incident.element_id) == (IncidentKind.TIMER, "bad")
    assert incident.instance_id == instance.id
    assert "E7" in incident.cause


def test_an_error_nobody_catches_after_a_message_becomes_an_incident(events, clock):
    events.runs("after_word")
    send(events, "word", "after_word")

    events.fails(clock)

    [incident] = events.incidents()
    assert (incident.kind, incident.element_id) == (IncidentKind.MESSAGE, "bad")
    assert "E7" in incident.cause


def test_a_completion_that_ends_in_an_error_nobody_catches_is_refused(events, given):
    lan = given.person("lan", Group.STANDING_BODY)
    instance = events.runs("after_person")
    before = standing(events, given, instance)

    with pytest.raises(StepBroken, match="what you entered is kept"):
        events.completes(lan, instance, agreed=True, comment="Nhất trí")

    assert standing(events, given, instance) == before
    assert [(one.element_id, "E7" in one.cause) for one in events.incidents()] == [("bad", True)]


def test_the_earlier_of_two_timers_behind_a_gateway_fires_and_takes_the_other_away(
    events, given, clock
):
    instance = events.runs("two_timers")
    assert [given.timers(instance)[name].state for name in ("first", "second")] == [
        TimerState.WAITING
    ] * 2

    clock.move_to(DUE)
    given.time_passes()

    states = {name: timer.state for name, timer in given.timers(instance).items()}
    assert states == {"first": TimerState.FIRED, "second": TimerState.CANCELLED}
    assert opened(events, instance) == ["early"]


def test_a_message_beside_a_task_is_delivered_as_often_as_it_is_sent(events):
    instance = events.runs("told_again")

    for text in ("one", "two", "three"):
        send(events, "news", "told_again", text=text)

    assert opened(events, instance) == ["work", "read", "read", "read"]
    assert [one.element_id for one in events.rows(Subscription, instance_id=instance.id)] == [
        "news"
    ]


def test_a_message_that_sets_off_an_event_subprocess_takes_timers_and_tasks_away(events, given):
    instance = events.runs("beside")
    assert [one.element_id for one in events.rows(Subscription, instance_id=instance.id)] == [
        "called"
    ]

    send(events, "news", "beside")

    assert opened(events, instance) == ["look"]
    assert given.timers(instance)["reminder"].state == TimerState.CANCELLED
    assert events.rows(Subscription, instance_id=instance.id) == []
