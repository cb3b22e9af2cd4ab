"""Who plans a campaign, and who moves its dates."""

import pytest

from service.errors import Conflict, Invalid, NotAllowed
from service.models import Campaign, CampaignStatus, Group
from service.operations.campaigns import create_campaign, move_deadline
from service.queries.deadlines import find_deadline, timers_resting_on
from service.unit_of_work import Actor
from tests.support.given_processes import plan

BASIS = "Công văn gia hạn"


@pytest.fixture
def campaign(given):
    return given.small_stage()


@pytest.fixture
def later(clock):
    return clock().fromisoformat("2025-12-20T17:00:00+07:00")


@pytest.fixture
def moves(campaign, units_of_work):
    """Have somebody move the deadline of the units."""

    def move(actor, due_at, basis=BASIS):
        with units_of_work.open(actor) as uow:
            return move_deadline(uow, campaign.id, "unit_deadline", due_at, basis)

    return move


def test_a_registrar_opens_no_campaign(given, campaign, units_of_work, engine):
    registrar = Actor.person(given.person("tam", Group.REGISTRY).id)

    with pytest.raises(NotAllowed) as refused, units_of_work.open(registrar) as uow:
        create_campaign(uow, engine, plan("2027"))

    assert refused.value.code == "campaign.not_allowed"


@pytest.mark.parametrize("group", [Group.STANDING_BODY, Group.ADMINISTRATOR])
def test_the_office_and_administrators_move_a_deadline(given, moves, later, group):
    moved = moves(Actor.person(given.person("lan", group).id), later)

    assert (moved.due_at, moved.basis, moved.is_assumption) == (later, BASIS, False)


def test_a_unit_does_not_grant_itself_more_time(given, moves, later):
    head = given.person("xa", Group.UNIT_HEAD, unit=given.unit())

    with pytest.raises(NotAllowed) as refused:
        moves(Actor.person(head.id), later)

    assert refused.value.sentence("en").startswith("Only the standing body")


def test_the_clock_moves_a_deadline(moves, later):
    assert moves(Actor.clock(), later).due_at == later


def test_a_deadline_is_not_moved_into_the_past_nor_without_a_basis(moves, clock):
    with pytest.raises(Invalid) as refused:
        moves(Actor.system(), clock().fromisoformat("2025-10-02T17:00:00+07:00"), " ")

    assert refused.value.fields == {"due_at": ["past"], "basis": ["required"]}


def test_the_dates_of_an_archived_campaign_stay(campaign, moves, later, units_of_work):
    with units_of_work.open(Actor.system()) as uow:
        uow.session.get_one(Campaign, campaign.id).status = CampaignStatus.ARCHIVED
        uow.record("campaign:archived", detail={"campaign": campaign.id})

    with pytest.raises(Conflict, match="archived"):
        moves(Actor.system(), later)


def test_the_timers_that_rest_on_a_deadline_are_known_beforehand(given, campaign, units_of_work):
    given.instance(campaign)

    with units_of_work.read() as session:
        resting = timers_resting_on(session, campaign.id, "unit_deadline")
        assert find_deadline(session, campaign.id, "unit_deadline").basis == "kế hoạch"

    assert {"reminder_1", "too_late"} <= {job.element_id for job in resting}
