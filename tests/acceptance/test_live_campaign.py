"""The first start opens the year's campaigns: everybody finds work, and nothing is pretended."""

from datetime import date

import pytest
from sqlalchemy import select

from service.app import Service
from service.audit.verify import verify
from service.calendar import LOCAL_ZONE
from service.commands.first_start import open_first_campaign
from service.config import Config
from service.models import (
    AuditEntry,
    Campaign,
    Deadline,
    Incident,
    Person,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from service.rehearsal.acting import usernames_of
from service.unit_of_work import UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.databases import BACKENDS, opened

TODAY = date(2026, 11, 23)
WITHOUT_TASKS = {"process_owner", "auditor", "administrator"}


@pytest.fixture(scope="module", params=BACKENDS)
def started(request, databases, engine):
    # Early in the morning of the office: at Greenwich it is still the day before.
    clock = MovableClock("2026-11-23T06:30:00+07:00")
    with databases.migrated(request.param) as url, opened(url) as database:
        units_of_work = UnitsOfWork(database, clock)
        open_first_campaign(Service(Config(database_url=url), database, units_of_work, engine))
        yield units_of_work


def test_something_waits_for_everybody_who_decides(started):
    with started.read() as session:
        tasks = session.scalars(select(UserTask).where(UserTask.status == TaskStatus.OPEN))
        waiting = {name for task in tasks for name in usernames_of(session, task)}
        expected = {
            person.username
            for person in session.scalars(select(Person))
            if WITHOUT_TASKS.isdisjoint(one.group for one in person.memberships)
        }

    assert waiting == expected
    assert len(expected) >= 10


def test_the_regime_of_the_year_is_shown_as_unverified(started):
    with started.read() as session:
        regimes = set(session.scalars(select(Campaign.legal_regime)))

    assert all("06/2026/QH16" in one and "chưa được kiểm chứng" in one for one in regimes)


def test_the_ledger_begins_now_and_holds(started):
    with started.read() as session:
        moments = set(session.scalars(select(AuditEntry.at)))
        verification = verify(session)
        incidents = session.scalars(select(Incident)).all()

    assert moments == {started.now()}
    assert verification.verified
    assert not incidents


def test_only_invented_people_are_there(started):
    with started.read() as session:
        assert all(session.scalars(select(Person.is_demo)))


def test_campaigns_begin_on_the_day_of_the_office_and_end_when_they_say(started):
    with started.read() as session:
        ends = select(Deadline.due_at).where(
            Deadline.campaign_id == Campaign.id, Deadline.name == "congress_close"
        )
        campaigns = session.execute(
            select(Campaign.starts_on, Campaign.ends_on, ends.scalar_subquery().label("end"))
        ).all()

    assert {one.starts_on for one in campaigns} == {TODAY}
    assert all(one.ends_on == one.end.astimezone(LOCAL_ZONE).date() for one in campaigns)


def test_a_unit_can_propose_somebody_and_see_the_award_the_same_day(started):
    with started.read() as session:
        proposing = select(UserTask).where(
            UserTask.status == TaskStatus.OPEN, UserTask.element_id == "propose_nominee"
        )
        task = session.scalars(proposing).one()
        campaign = session.get_one(Campaign, task.instance.campaign_id)
        others = (
            select(UserTask)
            .join(ProcessInstance)
            .where(UserTask.status == TaskStatus.OPEN, ProcessInstance.campaign_id == campaign.id)
        )

        assert usernames_of(session, task) == ["lslt.chuyenvien"]
        assert campaign.settings["posting_days"]["value"] == 0
        assert session.scalars(others).all() == [task]


def test_what_is_said_this_year_does_not_speak_of_an_earlier_congress(started):
    with started.read() as session:
        answers = session.scalars(select(UserTask.answers).where(UserTask.answers.is_not(None)))
        said = [str(one) for one in answers]

    assert any("citation" in one for one in said)
    assert [one for one in said if "Đại hội" in one] == []
