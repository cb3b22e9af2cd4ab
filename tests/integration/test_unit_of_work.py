from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from service.audit.events import Event
from service.audit.verify import verify
from service.errors import Conflict, UnauditedChange
from service.models import AuditEntry, AuditValue, Group, Membership, Session, Unit
from service.unit_of_work import Actor
from tests.support.databases import opened


class PowerCut(Exception):
    pass


def add(units_of_work, row, **recorded):
    with units_of_work.open(Actor.system()) as uow:
        uow.session.add(row)
        uow.record(Event.UNIT_CREATED, **recorded)


def add_unit(units_of_work, code, **recorded):
    add(units_of_work, Unit(code=code, name=code), **recorded)


def count_units(units_of_work):
    with units_of_work.read() as session:
        return len(session.scalars(select(Unit)).all())


def entries(units_of_work):
    with units_of_work.read() as session:
        return session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()


def by_orm(session):
    session.add(Unit(code="VP", name="Văn phòng"))


def by_core(session):
    session.execute(insert(Unit).values(code="VP", name="Văn phòng", status="active"))


def by_text(session):
    session.execute(text("INSERT INTO unit (code, name, status) VALUES ('VP', 'x', 'active')"))


def by_connection(session):
    session.connection().exec_driver_sql(
        "insert into unit (code, name, status) values ('VP', 'x', 'active')"
    )


def by_row(session):
    session.add_rows(Unit, [{"code": "VP", "name": "Văn phòng"}])


@pytest.mark.parametrize("change", [by_orm, by_core, by_text, by_connection, by_row])
def test_a_change_nobody_recorded_is_refused_whoever_wrote_it(units_of_work, change):
    with pytest.raises(UnauditedChange, match="unit"), units_of_work.open(Actor.system()) as uow:
        change(uow.session)

    assert count_units(units_of_work) == 0


@pytest.mark.parametrize("statement", ["UPDATE unit SET name = 'x'", "DELETE FROM unit"])
def test_changing_or_removing_rows_needs_an_entry_too(units_of_work, statement):
    add_unit(units_of_work, "VP")

    with pytest.raises(UnauditedChange, match="unit"), units_of_work.open(Actor.system()) as uow:
        uow.session.execute(text(statement))


def test_a_statement_that_finds_no_row_changes_nothing(units_of_work):
    with units_of_work.open(Actor.system()) as uow:
        uow.session.execute(update(Unit).where(Unit.code == "VP").values(name="x"))

    assert entries(units_of_work) == []


def test_locking_a_row_is_not_a_change(units_of_work):
    add_unit(units_of_work, "VP")

    with units_of_work.open(Actor.system()) as uow:
        uow.session.scalars(select(Unit).with_for_update()).one()

    assert len(entries(units_of_work)) == 1


def test_noting_presence_needs_no_entry(units_of_work, given, clock):
    person = given.person("lan")
    with units_of_work.open(Actor.person(person.id)) as uow:
        uow.session.add(
            Session(person_id=person.id, token_hash="x", created_at=uow.now, seen_at=uow.now)
        )
        uow.record(Event.PERSON_SIGNED_IN)

    clock.advance(minutes=5)
    with units_of_work.open(Actor.person(person.id)) as uow:
        uow.session.scalars(select(Session)).one().seen_at = uow.now

    with units_of_work.read() as session:
        assert session.scalars(select(Session.seen_at)).one() == clock()


def test_ending_a_session_needs_an_entry(units_of_work, given):
    person = given.person("lan")

    with pytest.raises(UnauditedChange), units_of_work.open(Actor.person(person.id)) as uow:
        uow.session.add(
            Session(person_id=person.id, token_hash="x", created_at=uow.now, seen_at=uow.now)
        )


def test_a_failure_leaves_neither_change_nor_entry(units_of_work):
    with suppress(PowerCut), units_of_work.open(Actor.system()) as uow:
        uow.session.add(Unit(code="VP", name="x"))
        uow.record(Event.UNIT_CREATED)
        uow.flush()
        raise PowerCut

    assert count_units(units_of_work) == 0
    assert entries(units_of_work) == []


def test_the_same_code_twice_is_a_conflict(units_of_work):
    add_unit(units_of_work, "VP")

    with pytest.raises(Conflict) as refused:
        add_unit(units_of_work, "VP")

    assert refused.value.code == "conflict.changed"
    assert refused.value.sentence("vi") == "Người khác vừa thay đổi nội dung này."


def test_a_reference_to_nothing_is_a_conflict(units_of_work):
    with pytest.raises(Conflict):
        add(units_of_work, Membership(person_id=99, group=Group.AUDITOR))


def test_a_row_without_a_value_it_needs_is_a_bug_and_said_so(units_of_work):
    with pytest.raises(IntegrityError):
        add(units_of_work, Unit(code="VP"))


def test_the_moment_stands_still_and_is_that_of_arrival(units_of_work, clock):
    arrived = clock()

    with units_of_work.open(Actor.clock()) as uow:
        clock.move_to("2025-12-20T17:00:01+07:00")
        uow.record(Event.CAMPAIGN_OPENED)

    assert [(entry.at, entry.actor) for entry in entries(units_of_work)] == [(arrived, "clock")]


def test_an_operation_cannot_commit(units_of_work):
    with (
        pytest.raises(RuntimeError, match="only a unit of work"),
        units_of_work.open(Actor.system()) as uow,
    ):
        uow.session.commit()


def test_a_session_for_reading_cannot_write(units_of_work):
    statement = text("INSERT INTO unit (code, name, status) VALUES ('VP', 'x', 'active')")

    with pytest.raises(DBAPIError, match=r"read-?only"), units_of_work.read() as session:
        session.execute(statement)


def test_a_reader_sees_one_moment_while_others_write(units_of_work):
    with units_of_work.read() as session:
        before = session.scalars(select(Unit)).all()
        add_unit(units_of_work, "VP")

        assert session.scalars(select(Unit)).all() == before == []


def test_values_are_kept_beside_the_chain_and_not_in_it(units_of_work):
    add_unit(units_of_work, "VP", detail={"unit": 1}, values={"name": "Nguyễn Thị Mẫu"})

    with units_of_work.read() as session:
        kept = session.scalars(select(AuditValue).where(AuditValue.name == "name")).one()
    assert kept.value == {"value": "Nguyễn Thị Mẫu"}
    assert "Mẫu" not in entries(units_of_work)[0].body


def test_free_text_has_no_place_in_the_chain(units_of_work):
    with pytest.raises(ValueError, match="free text"):
        add_unit(units_of_work, "VP", detail={"nominee": "Nguyễn Thị Mẫu"})


def test_writers_take_turns_at_the_end_of_the_chain(units_of_work):
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda number: add_unit(units_of_work, f"U{number}"), range(40)))

    with units_of_work.read() as session:
        verification = verify(session)
    assert (verification.verified, verification.entries) == (True, 40)


def test_moments_come_back_aware_and_equal(units_of_work, given):
    person = given.person("lan")
    moment = datetime.fromisoformat("2025-12-31T23:59:59.123456+07:00")
    with units_of_work.open(Actor.person(person.id)) as uow:
        uow.session.add(
            Session(person_id=person.id, token_hash="x", created_at=moment, seen_at=moment)
        )
        uow.record(Event.PERSON_SIGNED_IN)

    with units_of_work.read() as session:
        assert session.scalars(select(Session.created_at)).one() == moment


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_whoever_waits_too_long_is_told_that_the_system_is_busy(units_of_work, monkeypatch):
    monkeypatch.setattr("service.db.database.PATIENCE_SECONDS", 0.01)

    with units_of_work.open(Actor.system()), pytest.raises(Conflict) as refused:
        add_unit(units_of_work, "VP")

    assert refused.value.code == "conflict.busy"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_another_process_that_keeps_writing_makes_it_busy_too(
    units_of_work, database_url, monkeypatch
):
    monkeypatch.setattr("service.db.database.PATIENCE_SECONDS", 0.01)

    with opened(database_url) as theirs, theirs.begin(), pytest.raises(Conflict) as refused:
        add_unit(units_of_work, "VP")

    assert refused.value.code == "conflict.busy"


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_of_two_who_wait_for_each_other_one_is_told_to_try_again(units_of_work):
    add_unit(units_of_work, "A")
    add_unit(units_of_work, "B")
    both_hold_one = Barrier(2)

    def lock(first, second):
        with units_of_work.open(Actor.system()) as uow:
            lock_unit(uow, first)
            both_hold_one.wait(timeout=5)
            lock_unit(uow, second)

    with ThreadPoolExecutor() as pool:
        waiting = [pool.submit(lock, "A", "B"), pool.submit(lock, "B", "A")]
        failures = [one.exception() for one in waiting]

    assert sorted(str(failure) for failure in failures) == [
        "None",
        "The system is busy. Please try again in a moment.",
    ]


def lock_unit(uow, code):
    uow.session.scalars(select(Unit).where(Unit.code == code).with_for_update()).one()
