import pytest

from service.errors import NotAllowed
from service.models import Group
from service.operations.instances import Subject as InstanceSubject
from service.operations.instances import start_instance
from service.operations.nominations import suspend_nomination, withdraw_nomination
from service.unit_of_work import Actor
from tests.support.diagrams import diagram, end, user_task
from tests.support.given_cases import CHECKING
from tests.support.given_nominations import put_nomination
from tests.support.given_processes import process

PROPOSING = diagram(
    "proposing",
    [user_task("propose", "unit_clerk"), user_task("endorse", "unit_head"), end()],
    [("begin", "propose"), ("propose", "endorse"), ("endorse", "finish")],
)


SEPARATED = diagram(
    "separated",
    [
        user_task("prepare", "unit_clerk"),
        user_task("check", "standing_body").replace("/>", ' thidua:separateFrom="prepare"/>'),
        end(),
    ],
    [("begin", "prepare"), ("prepare", "check"), ("check", "finish")],
)


@pytest.fixture
def stage(given):
    campaign = given.small_stage()
    given.small_deployment(
        [
            process("proposing", PROPOSING),
            process("checking", CHECKING),
            process("separated", SEPARATED),
        ]
    )
    return campaign, given.unit("VP")


@pytest.fixture
def lan(given, stage):
    """Somebody with so many hats that only the rules stand in the way."""
    groups = (Group.UNIT_CLERK, Group.UNIT_HEAD, Group.STANDING_BODY)
    return given.person("lan", *groups, unit=stage[1])


@pytest.fixture
def minh(given, stage):
    return given.person("minh", Group.UNIT_HEAD, Group.STANDING_BODY, unit=stage[1])


@pytest.fixture
def own_nomination(units_of_work, stage, lan):
    campaign, unit = stage
    with units_of_work.open(Actor.system()) as uow:
        return put_nomination(uow, campaign.id, unit.id, 1, lan.name, person_id=lan.id)


def started(given, stage, key, nomination=None):
    campaign, unit = stage
    subject = InstanceSubject(campaign.id, unit.id, nomination.id if nomination else None)
    with given.units_of_work.open(Actor.system()) as uow:
        return start_instance(uow, given.engine, key, "2025/VP", subject, {})


def test_the_clerk_who_proposed_does_not_endorse_as_head(given, stage, lan, minh):
    review = started(given, stage, "proposing")
    given.completes(lan, given.open_task(review))

    with pytest.raises(NotAllowed) as refused:
        given.completes(lan, given.open_task(review))

    assert refused.value.code == "task.same_person_twice"
    assert given.completes(minh, given.open_task(review)).completed_by_id == minh.id


def test_what_the_diagram_keeps_apart_is_done_by_two(given, stage, lan, minh):
    case = started(given, stage, "separated")
    given.completes(lan, given.open_task(case))

    with pytest.raises(NotAllowed) as refused:
        given.completes(lan, given.open_task(case))

    assert refused.value.code == "task.kept_apart"
    assert given.completes(minh, given.open_task(case)).completed_by_id == minh.id


def test_a_nominee_prepares_the_own_dossier_and_a_colleague_checks_it(
    given, stage, lan, minh, own_nomination
):
    case = started(given, stage, "checking", own_nomination)
    given.completes(lan, given.open_task(case))

    with pytest.raises(NotAllowed) as refused:
        given.completes(lan, given.open_task(case))

    assert refused.value.code == "task.own_nomination"
    assert given.completes(minh, given.open_task(case)).completed_by_id == minh.id


def test_a_nominee_may_withdraw_but_not_judge_the_own_case(
    units_of_work, stage, lan, own_nomination
):
    with pytest.raises(NotAllowed), units_of_work.open(Actor.person(lan.id)) as uow:
        suspend_nomination(uow, own_nomination.id, "đơn thư")

    with units_of_work.open(Actor.person(lan.id)) as uow:
        withdraw_nomination(uow, own_nomination.id, "lý do riêng")


def test_the_clock_withdraws_nothing(units_of_work, own_nomination):
    with pytest.raises(NotAllowed) as refused, units_of_work.open(Actor.clock()) as uow:
        withdraw_nomination(uow, own_nomination.id, "hết giờ")

    assert refused.value.code == "nomination.not_allowed"
