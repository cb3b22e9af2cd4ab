import pytest

from service.errors import NotAllowed
from service.models import Group, Nomination, TaskCandidate, TaskStatus, UserTask
from service.permissions import (
    Ties,
    Worker,
    kept_away,
    may_claim,
    may_complain,
    may_complete,
    may_create_campaign,
    may_move_deadline,
    may_release,
    may_suspend,
    may_withdraw,
)

VP, TCHC = 1, 2
LAN, MINH = 11, 12


def worker(*memberships, person=LAN):
    return Worker(person, frozenset(memberships))


def task(*offers, assignee=None, status=TaskStatus.OPEN):
    candidates = [TaskCandidate(group=group, unit_id=unit) for group, unit in offers]
    return UserTask(assignee_id=assignee, status=status, candidates=candidates)


def nomination(person=None, unit=VP):
    return Nomination(person_id=person, unit_id=unit)


CLERK = (Group.UNIT_CLERK, VP)
HEAD = (Group.UNIT_HEAD, VP)
OFFICE = (Group.STANDING_BODY, None)
DIRECTOR = (Group.DIRECTOR, None)


@pytest.mark.parametrize(
    ("who", "what", "refusal"),
    [
        (worker(CLERK), task(CLERK), None),
        (worker(OFFICE), task(OFFICE), None),
        (worker((Group.UNIT_CLERK, TCHC)), task(CLERK), "task.not_offered"),
        (worker(HEAD), task(CLERK), "task.not_offered"),
        (worker(), task(OFFICE), "task.not_offered"),
        (worker(CLERK, OFFICE), task(CLERK, OFFICE), None),
        (worker(CLERK), task(CLERK, assignee=LAN), None),
        (worker(CLERK), task(CLERK, assignee=MINH), "task.claimed_by_other"),
        (worker(), task(assignee=LAN), None),
        (worker(OFFICE), task(), "task.not_offered"),
        (worker(CLERK), task(CLERK, status=TaskStatus.COMPLETED), "task.not_open"),
        (worker(CLERK), task(CLERK, status=TaskStatus.CANCELLED), "task.not_open"),
    ],
)
def test_a_task_is_for_those_it_is_offered_to(who, what, refusal):
    assert may_claim(who, what).refusal == refusal
    assert may_complete(who, what).refusal == refusal


def completing(who, what, **ties):
    return may_complete(who, what, kept_away(what, Ties(**ties)))


@pytest.mark.parametrize("offer", [OFFICE, DIRECTOR, HEAD, (Group.REGISTRY, None)])
def test_nobody_decides_about_their_own_nomination(offer):
    ruling = completing(worker(offer), task(offer), nominees={LAN})

    assert not ruling
    assert ruling.refusal == "task.own_nomination"


def test_a_clerk_may_prepare_the_own_dossier():
    assert completing(worker(CLERK), task(CLERK), nominees={LAN})


def test_a_colleague_decides_instead():
    assert completing(worker(OFFICE, person=MINH), task(OFFICE), nominees={LAN})


@pytest.mark.parametrize("approver", [HEAD, DIRECTOR])
def test_whoever_prepared_a_proposal_does_not_approve_it(approver):
    who = worker(CLERK, OFFICE, approver)

    with pytest.raises(NotAllowed) as refused:
        completing(who, task(approver), prepared_by={LAN, MINH}).require()

    assert "không được tự mình duyệt" in refused.value.sentence("vi")
    assert completing(who, task(approver), prepared_by={MINH})


def test_a_chair_who_voted_may_confirm_the_count():
    chair = (Group.COUNCIL_CHAIR, None)

    assert completing(worker(chair), task(chair), prepared_by={LAN})


def test_a_claimed_task_goes_back_to_its_group():
    assert may_release(worker(CLERK), task(CLERK, assignee=LAN))
    assert may_release(worker(CLERK), task(CLERK)).refusal == "task.not_claimed"
    assert may_release(worker(), task(assignee=LAN)).refusal == "task.named_person"


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        (worker(CLERK), True),
        (worker(HEAD), True),
        (worker(OFFICE), True),
        (worker((Group.UNIT_CLERK, TCHC)), False),
        (worker(DIRECTOR), False),
        (worker(person=MINH), True),
    ],
)
def test_who_may_withdraw_a_nomination(who, allowed):
    assert bool(may_withdraw(who, nomination(person=MINH))) is allowed


@pytest.mark.parametrize(
    ("who", "allowed"),
    [(worker(OFFICE), True), (worker(OFFICE, person=MINH), False), (worker(CLERK), False)],
)
def test_the_standing_body_suspends_and_never_for_itself(who, allowed):
    assert bool(may_suspend(who, nomination(person=MINH))) is allowed


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        (worker(OFFICE), True),
        (worker((Group.ADMINISTRATOR, None)), True),
        (worker(DIRECTOR), False),
        (worker(HEAD, CLERK), False),
        (worker(), False),
    ],
)
def test_the_office_and_administrators_plan_campaigns(who, allowed):
    assert bool(may_create_campaign(who)) is allowed
    assert bool(may_move_deadline(who)) is allowed


def test_whoever_may_know_of_a_nomination_may_bring_something_forward():
    assert may_complain(worker(), is_visible=True)
    assert may_complain(worker(OFFICE), is_visible=False)
    assert may_complain(worker(CLERK), is_visible=False).refusal == "nomination.not_allowed"
