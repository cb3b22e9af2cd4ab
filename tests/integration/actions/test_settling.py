"""When the campaign is told that every dossier is settled."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from service.actions.settling import settle_campaign
from service.audit.events import Event
from service.models import Message, Nomination, NominationStatus
from service.unit_of_work import Actor


def settled(season):
    return season.rows(Message, name="dossiers_settled")


def test_a_campaign_is_not_told_while_a_unit_is_still_at_work(season):
    season.proposes()

    assert settled(season) == []


def test_a_campaign_without_nominations_is_settled_with_its_last_list(season):
    season.submits()

    assert len(settled(season)) == 1


def test_a_campaign_is_told_once(season, units_of_work):
    season.submits()

    with units_of_work.open(Actor.system()) as uow:
        settle_campaign(uow, season.campaign.id, None)

    assert len(settled(season)) == 1


@pytest.fixture
def two_dossiers(proposed):
    """A list of two that the unit has handed in."""
    proposed.proposes(nominee="Người Khác", achievement="Một thành tích khác, đo đếm được.")
    proposed.submits(N001=5, N002=5)
    return proposed


def test_of_two_dossiers_settled_at_the_same_moment_the_last_one_tells(two_dossiers, units_of_work):
    season = two_dossiers

    def make_ready(number):
        with units_of_work.open(Actor.system()) as uow:
            nomination = uow.session.query(Nomination).filter_by(number=number).one()
            nomination.status = NominationStatus.READY
            uow.record(Event.NOMINATION_MADE_READY, nomination_id=nomination.id)
            settle_campaign(uow, season.campaign.id, None)

    with ThreadPoolExecutor() as pool:
        list(pool.map(make_ready, [1, 2]))

    assert len(settled(season)) == 1
