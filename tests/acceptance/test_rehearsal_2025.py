"""The 2025 campaign, told by its rehearsal: nothing here reaches into the machinery."""

import json

import pytest

from service.audit.verify import verify
from service.db.database import open_database
from service.rehearsal import rehearse
from service.rehearsal.coverage import cover, outlines, passed
from service.rehearsal.scenario import find_scenario, load_scenario
from service.unit_of_work import UnitsOfWork
from workflows import Engine

KEYS = {"nominations", "timers", "routes", "totals", "audit"}


@pytest.fixture(scope="module")
def season(tmp_path_factory):
    folder = tmp_path_factory.mktemp("season")
    file = folder / "season.json"
    played = rehearse("2025", f"sqlite:///{folder}/season.db", json_path=file)
    return played, json.loads(file.read_text(encoding="utf-8")), folder


def test_the_season_comes_to_its_end_as_expected(season):
    played, told, _ = season

    assert played.is_as_expected
    assert told["totals"]["unfinished"] == []
    assert told["audit"]["verified"]


def test_the_season_is_told_with_the_promised_keys(season):
    _, told, _ = season

    assert set(told) == KEYS
    assert set(told["nominations"][0]) == {
        "key",
        "unit",
        "award",
        "content",
        "route",
        "decisions",
        "outcome",
    }
    assert set(told["timers"][0]) == {
        "instance",
        "element",
        "due_at",
        "fired_at",
        "state",
        "calendar_version",
    }


def test_it_is_as_large_as_a_real_one(season):
    _, told, _ = season

    assert len({one["unit"] for one in told["nominations"]}) >= 8
    assert len(told["nominations"]) >= 60
    assert set(told["totals"]["by_award"]) == {"GIAY_KHEN", "BANG_KHEN_TINH", "BANG_KHEN_TTG"}
    assert set(told["totals"]["by_subject"]) == {"individual", "collective"}
    assert set(told["totals"]["by_content"]) == {"II.1", "II.2", "II.3", "II.4"}


@pytest.mark.parametrize("route", load_scenario(find_scenario("2025")).expected_routes)
def test_every_exceptional_route_names_its_nominations(season, route):
    _, told, _ = season
    keys = {one["key"] for one in told["nominations"]}

    assert told["routes"][route]
    assert set(told["routes"][route]) <= keys


def test_an_ineligible_nomination_says_which_article_stood_against_it(season):
    _, told, _ = season
    key = told["routes"]["ineligible"][0]
    nomination = next(one for one in told["nominations"] if one["key"] == key)

    blocks = [one for one in nomination["decisions"] if one["outcome"] == "BLOCK"]

    assert blocks
    assert all(one["rule"] and one["reason"] for one in blocks)


def test_what_fell_due_while_nothing_ran_struck_once_and_late(season):
    _, told, _ = season
    struck = [one for one in told["timers"] if one["due_at"].startswith("2025-12-15T17:00")]

    fired = [one for one in struck if one["state"] == "fired"]

    assert {one["element"] for one in fired} == {"unit_deadline", "unit_deadline_reached"}
    assert all(one["fired_at"].startswith("2025-12-16T06:00") for one in fired)


def test_the_congress_ended_the_campaign_on_the_day_it_was_moved_to(season):
    _, told, _ = season
    (closed,) = [one for one in told["timers"] if one["element"] == "congress_closed"]

    assert closed["due_at"] == closed["fired_at"] == "2026-01-24T00:00:00+07:00"


def test_a_second_rehearsal_gives_the_same_bytes(season, tmp_path):
    _, _, folder = season
    file = tmp_path / "again.json"

    rehearse("2025", f"sqlite:///{tmp_path}/again.db", json_path=file)

    assert file.read_bytes() == (folder / "season.json").read_bytes()


def test_one_changed_byte_is_named_by_its_entry(season):
    _, _, folder = season
    copy = folder / "tampered.db"
    copy.write_bytes((folder / "season.db").read_bytes())
    database = open_database(f"sqlite:///{copy}")
    with database.begin() as connection:
        for name in _triggers(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(
            "UPDATE audit_entry SET body = replace(body, 'task:completed', 'task:completee') "
            "WHERE sequence = (SELECT min(sequence) FROM audit_entry"
            " WHERE event = 'task:completed')"
        )

    with UnitsOfWork(database).read() as session:
        broken = verify(session).broken
    database.dispose()

    assert broken is not None
    assert broken.reason == "audit.content_changed"


def _triggers(connection):
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
    )
    return [name for (name,) in rows]


def test_the_scenarios_reach_every_element_and_flow_of_every_diagram(season, tmp_path):
    _, _, folder = season
    urls = [f"sqlite:///{folder}/season.db"]
    for name in ("edges-own", "edges-province"):
        urls.append(f"sqlite:///{tmp_path}/{name}.db")
        assert rehearse(name, urls[-1]).is_as_expected

    went = []
    for url in urls:
        database = open_database(url)
        with UnitsOfWork(database).read() as session:
            went.append(passed(session))
            drawn = outlines(session, Engine())
        database.dispose()

    assert cover(drawn, went).is_complete, cover(drawn, went).report
