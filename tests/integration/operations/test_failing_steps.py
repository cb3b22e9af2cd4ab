"""A step that fails: nothing of it stays, it is tried again, and then a person has to look."""

import pytest
from sqlalchemy import select

from service.errors import Conflict
from service.models import (
    AuditEntry,
    Group,
    IncidentKind,
    Message,
    MessageKind,
    Resolution,
    TaskDraft,
    TaskStatus,
    TimerState,
    UserTask,
)
from service.operations.campaigns import move_deadline
from service.operations.failures import StepBroken, put_off_timer
from service.operations.instances import lock_instance
from service.operations.messages import deliver_message
from service.operations.timers import fire_timer
from service.scheduler.work import _attempt
from service.unit_of_work import Actor

DUE = "2025-12-15T17:00:00+07:00"


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


def send(failures, kind, process_key, business_key="x1", **variables):
    with failures.units_of_work.open(Actor.system()) as uow:
        uow.session.add(
            Message(
                kind=kind,
                name="word",
                process_key=process_key,
                business_key=business_key,
                campaign_id=failures.campaign.id,
                variables=variables,
                sent_at=uow.now,
            )
        )
        uow.record("message:sent")


def test_a_failed_timer_is_tried_after_half_a_minute_and_five_and_then_opens_an_incident(
    failures, given, clock
):
    instance = failures.runs("by_clock")
    clock.move_to(DUE)

    tries = []
    for pause in (0, 29, 1, 299, 1, 3600):
        clock.advance(seconds=pause)
        given.time_passes()
        tries.append(given.timers(instance)["moment"].attempts)

    assert tries == [1, 1, 2, 2, 3, 3]
    assert given.timers(instance)["moment"].state == TimerState.FAILED
    assert len(failures.incidents()) == 1


def test_an_incident_says_where_why_and_on_what_data(failures, clock):
    instance = failures.runs("by_clock")

    failures.fails(clock)

    [incident] = failures.incidents()
    assert (incident.kind, incident.element_id) == (IncidentKind.TIMER, "divide")
    assert (incident.instance_id, incident.attempts) == (instance.id, 3)
    assert "division by zero" in incident.cause
    assert incident.variables == {"parts": 0}


def test_more_work_at_once_than_the_limit_allows_is_an_incident_and_nothing_is_kept(
    failures, given, clock
):
    instance = failures.runs("for_many", parts=list(range(201)))

    failures.fails(clock)

    [incident] = failures.incidents()
    assert (incident.code, incident.instance_id) == ("incident.too_much", instance.id)
    assert failures.rows(UserTask, instance_id=instance.id) == []
    assert given.timers(instance)["moment"].state == TimerState.FAILED


def test_what_the_ledger_keeps_of_an_incident_names_no_value(failures, clock, units_of_work):
    failures.runs("by_clock", parts=0)

    failures.fails(clock)

    with units_of_work.read() as session:
        bodies = session.scalars(
            select(AuditEntry.body).where(AuditEntry.event == "incident:opened")
        ).all()
    assert [("parts" in body, "division" in body) for body in bodies] == [(False, False)]


def test_one_poisoned_instance_delays_no_other(failures, given, clock):
    instances = [failures.runs("by_clock", f"x{number}", number % 4) for number in range(8)]
    clock.move_to(DUE)

    given.time_passes()

    states = [given.timers(one)["moment"].state for one in instances]
    assert [state == TimerState.FIRED for state in states] == [n % 4 > 0 for n in range(8)]
    assert failures.incidents() == []


def test_a_poisoned_message_delays_no_other(failures, given):
    instances = [failures.runs("by_word", f"x{number}", number % 4) for number in range(8)]
    for number in range(8):
        send(failures, MessageKind.CATCH, "by_word", f"x{number}")

    given.time_passes()

    waiting = failures.rows(UserTask, element_id="judge", status=TaskStatus.OPEN)
    assert {one.instance_id for one in waiting} == {
        one.id for number, one in enumerate(instances) if number % 4
    }


def test_what_was_sent_after_a_failed_message_waits_for_it(failures, given, clock):
    failures.runs("by_word")
    send(failures, MessageKind.CATCH, "by_word", parts=0)
    given.time_passes()
    send(failures, MessageKind.CATCH, "by_word", parts=4)

    clock.advance(seconds=10)
    given.time_passes()

    assert [one.attempts for one in failures.rows(Message, name="word")] == [1, 0]


def test_a_message_that_fails_again_and_again_becomes_an_incident_with_what_it_carries(
    failures, given, clock
):
    failures.runs("by_word", parts=5)
    send(failures, MessageKind.CATCH, "by_word", parts=0)

    failures.fails(clock)

    [incident] = failures.incidents()
    assert (incident.kind, incident.element_id) == (IncidentKind.MESSAGE, "divide")
    assert incident.variables == {"parts": 0}


def test_a_start_that_fails_becomes_an_incident_without_an_instance(failures, clock):
    send(failures, MessageKind.START, "at_once", "new", parts=0)

    failures.fails(clock)

    [incident] = failures.incidents()
    assert (incident.kind, incident.instance_id) == (IncidentKind.START, None)
    assert (incident.element_id, incident.variables) == ("divide", {"parts": 0})


def test_a_completion_that_fails_leaves_the_task_open_and_the_answers_kept(failures, given, lan):
    instance = failures.runs("by_person")

    with pytest.raises(StepBroken, match="what you entered is kept"):
        failures.completes(lan, instance, agreed=True, comment="Nhất trí")

    assert given.open_task(instance).element_id == "prepare"
    assert [one.answers["comment"] for one in failures.rows(TaskDraft)] == ["Nhất trí"]
    [incident] = failures.incidents()
    assert (incident.kind, incident.element_id) == (IncidentKind.TASK, "divide")
    assert incident.variables == {"parts": 0, "agreed": True}


def test_the_same_step_failing_again_is_the_same_incident(failures, lan):
    instance = failures.runs("by_person")

    for _ in range(2):
        with pytest.raises(StepBroken):
            failures.completes(lan, instance, agreed=True, comment="Nhất trí")

    assert [one.attempts for one in failures.incidents()] == [2]


def test_an_incident_is_closed_when_its_step_is_no_longer_needed(failures, given, clock):
    review = failures.runs("by_clock")
    failures.fails(clock)
    later = clock().replace(year=2026)

    with failures.units_of_work.open(Actor.system()) as uow:
        move_deadline(uow, failures.campaign.id, "unit_deadline", later, "công văn gia hạn")
    given.time_passes()

    assert given.timers(review)["moment"].state == TimerState.WAITING
    assert [one.resolution for one in failures.incidents()] == [Resolution.OVERTAKEN]


def test_somebody_else_at_work_on_the_same_instance_uses_up_no_try(failures, given, clock):
    instance = failures.runs("by_clock", parts=4)
    clock.move_to(DUE)
    job = given.timers(instance)["moment"]

    def held_by_somebody(uow, engine, timer_id):
        fire_timer(uow, engine, timer_id)
        raise Conflict("conflict.busy")

    did = _attempt(failures.units_of_work, failures.engine, job.id, held_by_somebody, put_off_timer)

    assert did is False
    assert given.timers(instance)["moment"].attempts == 0


def test_a_message_for_an_instance_somebody_works_on_is_not_waited_for(failures, backend):
    if backend == "sqlite":
        pytest.skip("SQLite has one writer at a time: nobody can work on the instance meanwhile")
    instance = failures.runs("by_word", parts=4)
    send(failures, MessageKind.CATCH, "by_word")
    [message] = failures.rows(Message, name="word")

    with (
        failures.units_of_work.open(Actor.system()) as busy,
        failures.units_of_work.open(Actor.clock()) as uow,
    ):
        lock_instance(busy, instance.id)
        delivered = deliver_message(uow, failures.engine, message.id)

    assert delivered is False
