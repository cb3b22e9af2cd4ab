"""A case that fails at once: whoever set it off, somebody can look at it and begin it after all."""

import pytest

from service.errors import NotFound
from service.models import (
    Campaign,
    IncidentKind,
    Message,
    MessageState,
    ProcessInstance,
    Resolution,
    TaskStatus,
    UserTask,
)
from service.operations.campaigns import create_campaign
from service.operations.failures import StartBroken, StepBroken
from service.operations.resolutions import change_variables, retry_incident
from tests.support.diagrams import diagram, end, timer, user_task
from tests.support.given_failures import FRAGILE_FILES, Failures, script
from tests.support.given_processes import plan, process

#: Calls what divides at once.
CALLER = process(
    "caller",
    diagram(
        "caller",
        ['<bpmn:callActivity id="ask" name="ask" calledElement="at_once"/>', end()],
        [("begin", "ask"), ("ask", "finish")],
    ),
)


def campaign_that_does(step):
    drawn = [step, user_task("judge", "director"), end()]
    flows = [("begin", "first"), ("first", "judge"), ("judge", "finish")]
    return process("campaign", diagram("campaign", drawn, flows))


BROKEN = campaign_that_does(script("first", "share = 100 / (len(campaign) - 4)"))
MENDED = campaign_that_does(script("first", "share = 100 / len(campaign)"))


@pytest.fixture
def failures(given):
    return Failures(given, (*FRAGILE_FILES, CALLER))


def retry(failures):
    return failures.does(failures.admin, retry_incident, failures.engine, 1)


@pytest.fixture
def deploys(given):
    """Deploy with another diagram in the place of the campaign's."""

    def deploy(campaign):
        given.small_deployment([one for one in FRAGILE_FILES if one.key != "campaign"] + [campaign])

    return deploy


@pytest.fixture
def opens(failures, given):
    """The standing body opens the campaign of 2027."""
    lan = given.person("lan", "standing_body")
    return lambda: failures.does(lan, create_campaign, failures.engine, plan("2027"))


@pytest.mark.parametrize("process_key", ["at_once", "caller"])
def test_a_start_nobody_watches_leaves_an_incident_with_cause_element_and_data(
    failures, clock, process_key
):
    failures.starts(process_key, parts=0)

    failures.fails(clock)

    [incident] = failures.incidents()
    assert (incident.kind, incident.element_id) == (IncidentKind.START, "divide")
    assert (incident.process_key, incident.business_key) == (process_key, "new")
    assert "division by zero" in incident.cause
    assert incident.variables == {"parts": 0}
    assert failures.rows(ProcessInstance, business_key="new") == []


@pytest.mark.parametrize("process_key", ["at_once", "caller"])
def test_a_failed_start_begins_its_case_once_its_data_are_mended(
    failures, given, clock, process_key
):
    failures.starts(process_key, parts=0)
    failures.fails(clock)
    failures.does(failures.admin, change_variables, failures.engine, 1, {"parts": 4}, "Nhập nhầm")

    retry(failures)

    [case] = failures.rows(ProcessInstance, business_key="new")
    assert given.open_task(case).element_id == "judge"
    assert [one.resolution for one in failures.incidents()] == [Resolution.DATA_CHANGED]
    assert [one.state for one in failures.rows(Message)] == [MessageState.DELIVERED]


def test_a_start_that_fails_again_is_the_same_incident_and_leaves_no_case(failures, clock):
    failures.starts("at_once", parts=0)
    failures.fails(clock)

    with pytest.raises(StepBroken):
        retry(failures)

    assert [(one.attempts, one.is_open) for one in failures.incidents()] == [(4, True)]
    assert failures.rows(ProcessInstance, business_key="new") == []


def test_failing_starts_delay_no_other(failures, given):
    for number in range(8):
        failures.starts("at_once", f"x{number}", parts=number % 4)

    given.time_passes()

    begun = failures.rows(ProcessInstance, process_key="at_once")
    assert [one.business_key for one in begun] == ["x1", "x2", "x3", "x5", "x6", "x7"]
    assert len(failures.rows(UserTask, element_id="judge", status=TaskStatus.OPEN)) == 6


def test_what_a_person_begins_waits_for_an_administrator_where_the_process_fails(
    failures, deploys, opens, caplog
):
    deploys(BROKEN)

    with pytest.raises(StartBroken, match="An administrator"):
        opens()

    [incident] = failures.incidents()
    assert (incident.kind, incident.element_id) == (IncidentKind.START, "first")
    assert (incident.process_key, incident.business_key) == ("campaign", "2027")
    assert incident.variables == {"campaign": "2027"}
    assert [one.business_key for one in failures.rows(ProcessInstance)] == ["2025"]
    assert "division by zero" in caplog.text


def test_what_a_person_began_runs_once_the_process_is_mended(failures, given, deploys, opens):
    deploys(BROKEN)
    with pytest.raises(StartBroken):
        opens()
    deploys(MENDED)

    retry(failures)

    [case] = failures.rows(ProcessInstance, business_key="2027")
    [campaign] = failures.rows(Campaign, code="2027")
    assert case.campaign_id == campaign.id
    assert given.open_task(case).element_id == "judge"
    assert [one.resolution for one in failures.incidents()] == [Resolution.RETRIED]


def test_what_is_wrong_with_the_plan_itself_is_said_and_nothing_is_kept(failures, deploys, opens):
    deploys(campaign_that_does(timer("first", "${deadline('council_deadline')}")))

    with pytest.raises(NotFound, match="council_deadline"):
        opens()

    assert failures.incidents() == []
    assert [one.code for one in failures.rows(Campaign)] == ["2025"]
