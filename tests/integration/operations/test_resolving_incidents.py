"""An administrator retries, changes data, or skips with somebody else's consent."""

import pytest
from sqlalchemy import select

from service.audit.verify import verify
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import (
    AuditEntry,
    AuditValue,
    Group,
    Message,
    MessageKind,
    Resolution,
    TimerState,
)
from service.operations.failures import StepBroken
from service.operations.resolutions import (
    ask_skip,
    change_variables,
    confirm_skip,
    retry_incident,
)
from service.unit_of_work import Actor
from workflows import Skip


@pytest.fixture
def unsent(failures, given):
    """A person's task that could not be completed."""
    lan = given.person("lan", Group.STANDING_BODY)
    instance = failures.runs("by_person")
    with pytest.raises(StepBroken):
        failures.completes(lan, instance, agreed=True, comment="Nhất trí")
    return lan, instance


def retry(failures, by=None, **seen):
    return failures.does(by or failures.admin, retry_incident, failures.engine, 1, **seen)


def change(failures, reason="Nhập nhầm", by=None, **changes):
    by = by or failures.admin
    return failures.does(by, change_variables, failures.engine, 1, changes, reason)


def ask(failures, by=None, reason="Tính tay", flow=None, **variables):
    skip = Skip(variables, flow)
    return failures.does(by or failures.admin, ask_skip, failures.engine, 1, skip, reason)


def confirm(failures, by=None):
    return failures.does(by or failures.owner, confirm_skip, failures.engine, 1)


def test_a_retry_that_fails_again_counts_and_keeps_nothing(failures, given, stuck):
    with pytest.raises(StepBroken):
        retry(failures)

    [incident] = failures.incidents()
    assert (incident.attempts, incident.resolved_at) == (4, None)
    assert given.timers(stuck)["moment"].state == TimerState.FAILED


def test_changed_data_let_the_retry_succeed_and_the_incident_says_so(failures, given, stuck):
    change(failures, parts=4)

    retry(failures)

    [incident] = failures.incidents()
    assert incident.resolution == Resolution.DATA_CHANGED
    assert incident.resolved_by_id == failures.admin.id
    assert given.open_task(stuck).element_id == "judge"


def test_the_ledger_commits_to_the_old_and_the_new_value(failures, stuck, units_of_work):
    change(failures, parts=4)

    with units_of_work.read() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.event == "incident:data_changed")
        ).one()
        values = {
            one.name: one.value["value"]
            for one in session.scalars(
                select(AuditValue).where(AuditValue.sequence == entry.sequence)
            )
        }
        assert verify(session).verified
    assert (values["before_parts"], values["after_parts"]) == (0, 4)
    assert values["reason"] == "Nhập nhầm"
    assert "Nhập nhầm" not in entry.body


def test_a_message_is_retried_with_other_data(failures, given, clock):
    instance = failures.runs("by_word")
    with failures.units_of_work.open(Actor.system()) as uow:
        uow.session.add(
            Message(
                kind=MessageKind.CATCH,
                name="word",
                process_key="by_word",
                business_key="x1",
                campaign_id=failures.campaign.id,
                variables={"parts": 0},
                sent_at=uow.now,
            )
        )
        uow.record("message:sent")
    failures.fails(clock)

    change(failures, parts=5)
    retry(failures)

    assert given.open_task(instance).element_id == "judge"
    assert failures.incidents()[0].resolution == Resolution.DATA_CHANGED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"parts": 0}, "variables"),
        ({}, "variables"),
        ({"deadline": 1}, "deadline"),
        ({"len": 1}, "len"),
        ({"not a name": 1}, "not a name"),
        ({"lambda": 1}, "lambda"),
        ({"x" * 51: 1}, "x" * 51),
        ({"parts": object()}, "variables"),
    ],
    ids=["same", "none", "function", "built-in", "no name", "keyword", "endless", "not plain"],
)
def test_what_can_be_no_variable_is_refused_and_nothing_changes(failures, stuck, changes, field):
    with pytest.raises(Invalid) as refusal:
        change(failures, **changes)

    assert set(refusal.value.fields) == {field}
    assert failures.incidents()[0].changed_at is None


def test_a_change_needs_a_reason(failures, stuck):
    with pytest.raises(Invalid) as refusal:
        change(failures, reason="  ", parts=4)

    assert set(refusal.value.fields) == {"reason"}


def test_a_skip_takes_effect_when_a_second_person_agrees(failures, given, stuck):
    ask(failures, share=25)
    assert given.timers(stuck)["moment"].state == TimerState.FAILED

    confirm(failures)

    [incident] = failures.incidents()
    assert incident.resolution == Resolution.SKIPPED
    assert (incident.skip_asked_by_id, incident.skip_confirmed_by_id) == (
        failures.admin.id,
        failures.owner.id,
    )
    assert given.open_task(stuck).element_id == "judge"


def test_nobody_confirms_their_own_skip(failures, given, stuck):
    both = given.person("ca-hai", Group.ADMINISTRATOR)
    ask(failures, by=both, share=25)

    with pytest.raises(NotAllowed, match="second person"):
        confirm(failures, by=both)

    assert failures.incidents()[0].is_open


def test_a_skip_needs_to_be_asked_for_before_it_is_confirmed(failures, stuck):
    with pytest.raises(Conflict, match="Nobody has asked"):
        confirm(failures)


def test_a_skipped_step_of_a_persons_task_passes_when_the_person_sends_it_again(
    failures, given, unsent
):
    lan, instance = unsent
    ask(failures, share=25)
    confirm(failures)
    assert failures.incidents()[0].is_open

    failures.completes(lan, instance, agreed=True, comment="Nhất trí")

    assert failures.incidents()[0].resolution == Resolution.SKIPPED
    assert given.open_task(instance).element_id == "judge"


def test_the_step_of_a_persons_task_is_retried_by_that_person(failures, unsent):
    with pytest.raises(Conflict, match="sends it again"):
        retry(failures)


def test_changed_data_reach_the_task_the_person_sends_again(failures, given, unsent):
    lan, instance = unsent
    change(failures, parts=4)

    failures.completes(lan, instance, agreed=True, comment="Nhất trí")

    assert failures.incidents()[0].resolution == Resolution.DATA_CHANGED
    assert given.open_task(instance).element_id == "judge"


ACTS = {"retry": retry, "change": lambda f, by: change(f, by=by, parts=4), "skip": ask}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_only_an_administrator_resolves(failures, given, stuck, act):
    with pytest.raises(NotAllowed):
        act(failures, by=given.person("lan", Group.STANDING_BODY))

    assert failures.incidents()[0].revision == 1


def test_a_page_that_is_out_of_date_resolves_nothing(failures, stuck):
    change(failures, parts=2)

    with pytest.raises(Conflict, match="has changed"):
        retry(failures, revision=1)


def test_a_resolved_incident_is_not_resolved_again(failures, stuck):
    change(failures, parts=2)
    retry(failures)

    for act in (retry, confirm, lambda f: change(f, parts=3), ask):
        with pytest.raises(Conflict, match="resolved already"):
            act(failures)


def test_an_unknown_incident_is_not_found(failures):
    with pytest.raises(NotFound):
        retry(failures)
