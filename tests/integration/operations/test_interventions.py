"""An administrator suspends, resumes, cancels and takes back a case."""

import pytest

from service.audit.verify import verify
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import (
    AuditEntry,
    Campaign,
    Group,
    InstanceStatus,
    Message,
    MessageState,
    Nomination,
    ProcessInstance,
    Resolution,
    Subscription,
    TaskStatus,
    TimerState,
    UserTask,
)
from service.operations.interventions import (
    cancel_instance,
    resume_instance,
    suspend_instance,
    take_back,
)
from service.operations.tasks import claim_task
from service.unit_of_work import Actor
from tests.support.given_seasons import Season


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def review(failures):
    return failures.given.instance(failures.campaign)


def suspend(failures, instance, by=None, reason="Kiểm tra lỗi", **seen):
    return failures.does(by or failures.admin, suspend_instance, instance.id, reason, **seen)


def resume(failures, instance, by=None, reason="Đã xong"):
    return failures.does(by or failures.admin, resume_instance, instance.id, reason)


def cancel(failures, instance, by=None, reason="Mở nhầm"):
    return failures.does(by or failures.admin, cancel_instance, instance.id, reason)


def back(failures, instance, element_id, by=None, reason="Làm lại"):
    arguments = (failures.engine, instance.id, element_id, reason)
    return failures.does(by or failures.admin, take_back, *arguments)


def test_while_a_case_is_suspended_nobody_claims_or_completes(failures, given, lan, review):
    task = given.open_task(review, "first")
    suspend(failures, review)

    for act in (
        lambda: failures.does(lan, claim_task, task.id),
        lambda: failures.completes(lan, review, agreed=True, comment="Nhất trí"),
    ):
        with pytest.raises(Conflict, match="suspended this case: Kiểm tra lỗi"):
            act()

    assert given.open_task(review, "first").assignee_id is None


def test_timers_of_a_suspended_case_wait_and_then_keep_to_the_diagram(
    failures, given, review, clock
):
    suspend(failures, review)
    clock.move_to("2025-12-20T08:00:00+07:00")
    assert given.time_passes() == 0

    resume(failures, review)
    given.time_passes()

    jobs = given.timers(review)
    assert jobs["reminder_5"].state == TimerState.COALESCED
    assert jobs["reminder_1"].state == TimerState.FIRED
    assert (jobs["too_late"].state, jobs["too_late"].late_by) == (
        TimerState.FIRED,
        4 * 86400 + 15 * 3600,
    )
    fired = [one.body for one in failures.rows(AuditEntry, event="timer:fired")]
    assert [("reminder_1" in body, "too_late" in body) for body in fired] == [
        (True, False),
        (False, True),
    ]


def test_messages_to_a_suspended_case_are_delivered_when_it_goes_on(failures, given):
    answering = given.instance(failures.campaign, "answering", "partner", partner="asker")
    suspend(failures, answering)
    failures.given.instance(failures.campaign, "asking", "asker", partner="partner")
    given.time_passes()
    assert [one.state for one in failures.rows(Message)] == [MessageState.WAITING]

    resume(failures, answering)

    assert given.time_passes() > 0
    assert {one.state for one in failures.rows(Message)} == {MessageState.DELIVERED}


def test_a_cancelled_case_keeps_its_state_and_drops_what_waits(failures, review, units_of_work):
    before = failures.rows(ProcessInstance, id=review.id)[0].document

    cancel(failures, review)

    [row] = failures.rows(ProcessInstance, id=review.id)
    assert (row.status, row.document) == (InstanceStatus.CANCELLED, before)
    assert row.ended_at is not None
    tasks = failures.rows(UserTask, instance_id=review.id)
    assert {one.status for one in tasks} == {TaskStatus.CANCELLED}
    assert {one.state for one in failures.given.timers(review).values()} == {TimerState.CANCELLED}
    with units_of_work.read() as session:
        assert verify(session).verified


def test_what_is_sent_to_a_cancelled_case_expires(failures, given):
    answering = failures.runs("answering", "partner")
    cancel(failures, answering)

    failures.given.instance(failures.campaign, "asking", "asker", partner="partner")
    given.time_passes()

    assert failures.rows(Subscription, instance_id=answering.id) == []
    assert [one.state for one in failures.rows(Message)] == [MessageState.EXPIRED]


def test_a_cancelled_case_has_no_open_incidents(failures, clock):
    instance = failures.runs("by_clock")
    failures.fails(clock)

    cancel(failures, instance)

    assert [one.resolution for one in failures.incidents()] == [Resolution.OVERTAKEN]


def test_a_campaign_is_not_cancelled_before_what_runs_in_it(failures, review):
    [campaign] = failures.rows(ProcessInstance, process_key="campaign")
    with pytest.raises(Conflict, match="1 other cases"):
        cancel(failures, campaign)

    cancel(failures, review)
    cancel(failures, campaign)

    assert failures.rows(Campaign)[0].status == "archived"


def test_a_case_taken_back_opens_the_earlier_task_and_keeps_what_was_done(
    failures, given, lan, review, units_of_work
):
    failures.completes(lan, review, agreed=True, comment="Nhất trí")

    back(failures, review, "first")

    assert given.open_task(review).element_id == "first"
    states = [one.status for one in failures.rows(UserTask, instance_id=review.id)]
    assert states == [TaskStatus.COMPLETED, TaskStatus.CANCELLED, TaskStatus.OPEN]
    assert failures.rows(UserTask)[1].answers == {"agreed": True, "comment": "Nhất trí"}
    with units_of_work.read() as session:
        assert verify(session).verified


def test_a_case_taken_back_goes_on_to_its_end(failures, given, lan, review):
    minh = given.person("minh", Group.DIRECTOR)
    failures.completes(lan, review, agreed=True, comment="Nhất trí")
    back(failures, review, "first")

    failures.completes(lan, review, agreed=True, comment="Lần hai")
    failures.completes(minh, review)

    assert failures.rows(ProcessInstance, id=review.id)[0].status == InstanceStatus.COMPLETED


def test_a_case_is_not_taken_back_where_it_has_not_been(failures, review):
    for element_id in ("second", "nowhere", "too_late"):
        with pytest.raises(Conflict, match="cannot go back"):
            back(failures, review, element_id)


@pytest.mark.parametrize("act", [suspend, cancel, lambda f, i, **by: back(f, i, "first", **by)])
def test_only_an_administrator_intervenes_and_says_why(failures, lan, review, act):
    with pytest.raises(NotAllowed):
        act(failures, review, by=lan)
    with pytest.raises(Invalid) as refusal:
        act(failures, review, reason=" ")

    assert set(refusal.value.fields) == {"reason"}
    assert failures.rows(ProcessInstance, id=review.id)[0].revision == review.revision


def test_what_does_not_fit_is_refused_with_a_sentence(failures, review):
    with pytest.raises(Conflict, match="not suspended"):
        resume(failures, review)
    suspend(failures, review)
    with pytest.raises(Conflict, match="has suspended"):
        suspend(failures, review)
    with pytest.raises(Conflict, match="has moved"):
        suspend(failures, review, revision=0)
    cancel(failures, review)
    with pytest.raises(Conflict, match="has ended"):
        resume(failures, review)
    with pytest.raises(NotFound):
        failures.does(failures.admin, suspend_instance, 4711, "x")


@pytest.fixture
def season(given, units_of_work, engine):
    season = Season(given, units_of_work, engine).open("VP")
    season.proposes()
    return season


def test_a_nomination_whose_case_is_cancelled_ends_as_withdrawn(given, season, units_of_work):
    [case] = season.rows(ProcessInstance, process_key="nomination")
    admin = given.person("quantri", Group.ADMINISTRATOR)

    with units_of_work.open(Actor.person(admin.id)) as uow:
        cancel_instance(uow, case.id, "Trùng hồ sơ")

    [nomination] = season.rows(Nomination)
    assert (nomination.status, nomination.outcome_reason) == ("withdrawn", "Trùng hồ sơ")
