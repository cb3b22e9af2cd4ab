"""Whoever stands on the list of a campaign neither ranks it nor answers what is said against it."""

import pytest

from service.audit.events import Event
from service.errors import NotAllowed
from service.models import Group, Nomination
from service.operations.nominations import file_complaint
from service.operations.tasks import complete_task
from service.unit_of_work import Actor
from tests.support.given_seasons import Season

RANKING = {"ranking": {"N001": {"rank": 1}}}


@pytest.fixture
def ready(given, units_of_work, engine):
    """The one nomination is ready; its nominee is a member of the standing body."""
    season = Season(given, units_of_work, engine).open("VP")
    season.proposes()
    season.makes_ready("N001")
    season.nominee = given.person("nominee", Group.STANDING_BODY)
    with units_of_work.open(Actor.system()) as uow:
        uow.session.get_one(Nomination, season.nomination().id).person_id = season.nominee.id
        uow.record(Event.NOMINATION_REGISTERED, nomination_id=season.nomination().id)
    season.comes("2025-12-15T17:00:01+07:00")
    return season


def completes(season, person, element_id, answers):
    task = season.task("campaign", "2025", element_id)
    with season.units_of_work.open(Actor.person(person.id)) as uow:
        complete_task(uow, season.engine, task.id, answers)
    season.works()


def test_a_nominee_in_the_office_does_not_rank_the_own_list(ready, given):
    with pytest.raises(NotAllowed) as refused:
        completes(ready, ready.nominee, "consolidate", RANKING)
    completes(ready, given.person("colleague", Group.STANDING_BODY), "consolidate", RANKING)

    assert refused.value.code == "task.own_nomination"
    assert "consolidate" not in ready.waiting("campaign", "2025")


def test_a_nominee_in_the_office_does_not_answer_complaints_about_the_list(ready, given):
    colleague = given.person("colleague", Group.STANDING_BODY)
    completes(ready, colleague, "consolidate", RANKING)
    with ready.units_of_work.open(Actor.person(colleague.id)) as uow:
        file_complaint(uow, ready.nomination().id, "Số liệu chưa xác nhận")
    ready.comes("2025-12-19T00:00:01+07:00")

    with pytest.raises(NotAllowed) as refused:
        completes(ready, ready.nominee, "answer_complaints", {"answers": {}})

    assert refused.value.code == "task.own_nomination"
    assert "answer_complaints" in ready.waiting("campaign", "2025")
