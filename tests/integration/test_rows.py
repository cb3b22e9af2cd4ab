"""Rows written by statements are spoken for as those of objects are, in whatever order."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from service.audit.events import Event
from service.audit.verify import verify
from service.errors import Conflict
from service.models import Person, Unit, UnitStatus
from service.unit_of_work import Actor


def write(units_of_work, change):
    with units_of_work.open(Actor.system()) as uow:
        change(uow.session)
        uow.record(Event.UNIT_CREATED)


def add(session, code="VP"):
    (number,) = session.add_rows(Unit, [{"code": code, "name": code}])
    return session.get_one(Unit, number)


def change_by_row_and_object(session):
    unit = add(session)
    unit.name = "đổi"
    session.flush()
    session.update_row(unit, name="đổi nữa")


def change_by_object_and_row(session):
    unit = Unit(code="VP", name="VP")
    session.add(unit)
    session.flush()
    session.update_row(unit, name="đổi")
    unit.status = UnitStatus.DISSOLVED


def add_and_take_away(session):
    session.delete_row(add(session))


def add_and_take_away_the_object(session):
    session.delete(add(session))


def put_another_in_its_place(session):
    session.delete_row(add(session))
    add(session, "TC")


def put_an_object_in_its_place(session):
    session.delete_row(add(session))
    session.add(Unit(code="TC", name="TC"))


@pytest.mark.parametrize(
    "change",
    [
        add,
        change_by_row_and_object,
        change_by_object_and_row,
        add_and_take_away,
        add_and_take_away_the_object,
        put_another_in_its_place,
        put_an_object_in_its_place,
    ],
)
def test_the_ledger_speaks_for_every_row_that_is_left(units_of_work, change):
    write(units_of_work, change)

    with units_of_work.read() as session:
        assert verify(session).verified


def test_what_a_row_leaves_out_is_as_the_table_says(units_of_work):
    write(units_of_work, add)

    with units_of_work.read() as session:
        assert session.scalars(select(Unit)).one().status is UnitStatus.ACTIVE


def test_an_object_says_what_its_row_says(units_of_work):
    with units_of_work.open(Actor.system()) as uow:
        unit = add(uow.session)
        uow.session.update_row(unit, name="Văn phòng")
        uow.record(Event.UNIT_CREATED)

        assert unit.name == "Văn phòng"
        assert not uow.session.dirty


def test_a_row_that_is_gone_cannot_be_changed(units_of_work):
    with pytest.raises(Conflict) as refused:
        write(units_of_work, change_what_is_gone)

    assert isinstance(refused.value.__cause__, StaleDataError)


def change_what_is_gone(session):
    unit = add(session)
    session.connection().exec_driver_sql("DELETE FROM unit")
    session.update_row(unit, name="x")


def test_a_row_that_is_there_already_is_a_conflict(units_of_work):
    write(units_of_work, add)

    with pytest.raises(Conflict) as refused:
        write(units_of_work, add)

    assert refused.value.code == "conflict.changed"


def test_a_row_read_without_an_object_says_the_same_as_one(given, units_of_work):
    person = given.person("lan")

    with units_of_work.read() as session:
        read = session.rows(select(*Person.__table__.c).where(Person.id == person.id))
        told = session.execute(select(*Person.__table__.c).where(Person.id == person.id))

        assert read == [tuple(row) for row in told]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_connection_that_broke_is_not_used_again(units_of_work):
    ended = select(func.pg_terminate_backend(func.pg_backend_pid()).label("ended"))

    with pytest.raises(DBAPIError) as broken, units_of_work.open(Actor.system()) as uow:
        uow.session.rows(ended)
    write(units_of_work, add)

    assert broken.value.connection_invalidated
