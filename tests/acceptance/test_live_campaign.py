"""The first start opens the year's campaigns: everybody finds work, and nothing is pretended."""

from datetime import date

import pytest
from sqlalchemy import select

from service.audit.verify import verify
from service.models import AuditEntry, Campaign, Incident, Person, TaskStatus, UserTask
from service.rehearsal import open_live_campaign
from service.rehearsal.acting import usernames_of
from service.unit_of_work import UnitsOfWork
from tests.support.clocks import MovableClock
from tests.support.databases import BACKENDS, opened

TODAY = date(2026, 11, 23)
WITHOUT_TASKS = {"process_owner", "auditor", "administrator"}


@pytest.fixture(scope="module", params=BACKENDS)
def started(request, databases, engine):
    clock = MovableClock("2026-11-23T09:30:00+07:00")
    with databases.migrated(request.param) as url, opened(url) as database:
        units_of_work = UnitsOfWork(database, clock)
        open_live_campaign(units_of_work, engine, TODAY)
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
