"""Several schedulers on one database: everything happens once, and nothing is left."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from service.audit.verify import verify
from service.models import AuditEntry, TimerJob, TimerState


@pytest.mark.parametrize(
    "instances", [20, pytest.param(1000, marks=pytest.mark.nightly)], ids=["few", "many"]
)
def test_overdue_timers_fire_once_however_many_schedulers_start(
    given, clock, units_of_work, instances
):
    campaign = given.small_stage()
    for number in range(instances):
        given.instance(campaign, business_key=f"r{number}")
    clock.move_to("2026-01-05T08:00:00+07:00")

    with ThreadPoolExecutor(max_workers=3) as schedulers:
        list(schedulers.map(lambda _: given.time_passes(), range(3)))

    with units_of_work.read() as session:
        states = Counter(session.scalars(select(TimerJob.state)))
        fired = session.scalars(
            select(AuditEntry.sequence).where(AuditEntry.event == "timer:fired")
        ).all()
        verification = verify(session)
    assert states == {TimerState.FIRED: 2 * instances, TimerState.COALESCED: instances}
    assert len(fired) == 2 * instances
    assert verification.verified


@pytest.mark.parametrize(
    "pairs", [10, pytest.param(500, marks=pytest.mark.nightly)], ids=["few", "many"]
)
def test_messages_arrive_once_however_many_schedulers_deliver(given, units_of_work, pairs):
    campaign = given.small_stage()
    asking = [
        given.instance(campaign, "asking", f"a{number}", partner=f"b{number}")
        for number in range(pairs)
    ]
    for number in range(pairs):
        given.instance(campaign, "answering", f"b{number}", partner=f"a{number}")

    with ThreadPoolExecutor(max_workers=3) as schedulers:
        list(schedulers.map(lambda _: given.time_passes(), range(3)))

    with units_of_work.read() as session:
        delivered = session.scalars(
            select(AuditEntry.instance_id).where(AuditEntry.event == "message:delivered")
        ).all()
    assert len(delivered) == 2 * pairs
    assert [given.open_task(one).element_id for one in asking] == ["reflect"] * pairs
