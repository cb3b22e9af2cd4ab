import pytest
from sqlalchemy import JSON, String, cast, literal, select, text

from service.db.base import Base
from service.models import AuditHead, Unit
from service.unit_of_work import UnitsOfWork, utc_now
from tests.support.databases import opened


def filled_tables(database):
    with database.connect() as connection:
        return [
            table.name
            for table in Base.metadata.sorted_tables
            if connection.execute(select(table)).first()
        ]


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_finds_nothing_that_another_left(database, given, time):
    before = filled_tables(database)
    unit = given.unit("VP")

    assert before == ["audit_head"]
    assert unit.id == 1
    assert time


def test_two_databases_of_one_test_are_different_ones(databases, backend, given):
    given.unit("VP")

    with databases.migrated(backend) as url, opened(url) as other, other.connect() as connection:
        assert connection.execute(select(Unit)).all() == []


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_the_server_keeps_local_time(database):
    with database.connect() as connection:
        assert connection.scalar(text("SHOW timezone")) == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)],
)
def test_sqlite_loses_nothing_and_checks_what_it_is_told(database, setting, value):
    with database.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {setting}")) == value


def test_a_database_in_a_new_folder_is_made_with_it(tmp_path):
    with opened(f"sqlite:///{tmp_path}/var/thidua.db") as database, database.connect():
        assert (tmp_path / "var" / "thidua.db").exists()


def test_readers_of_one_database_share_what_was_committed(units_of_work, database):
    with units_of_work.read() as one, UnitsOfWork(database, utc_now).read() as other:
        assert one.scalar(select(AuditHead.sequence)) == other.scalar(select(AuditHead.sequence))


@pytest.mark.parametrize("value", ["Nhất trí", "half a character \ud83d", 2**70, 0.1, None])
def test_a_value_comes_back_from_a_json_column_as_it_went_in(database, value):
    with database.connect() as connection:
        assert connection.scalar(select(literal({"value": value}, JSON()))) == {"value": value}


def test_vietnamese_takes_no_more_room_in_a_json_column_than_it_needs(database):
    with database.connect() as connection:
        kept = connection.scalar(select(cast(literal({"value": "Nhất trí"}, JSON()), String)))

    assert kept == '{"value":"Nhất trí"}'
