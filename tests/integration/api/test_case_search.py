"""A program that finds cases, and takes a list away."""

import csv
import io

import pytest

from tests.support.given_searches import Searched


@pytest.fixture
def house(given):
    return Searched(given)


def test_cases_are_found_page_by_page(house, caller):
    program = caller(house.auditor)

    first = program.get("/cases?process=checking&limit=1").json
    second = program.get(f"/cases?process=checking&limit=1&cursor={first['next_cursor']}").json

    assert [one["nominee"] for one in first["cases"]] == ["Bình Thị Mẫu"]
    assert [one["id"] for one in second["cases"]] == [house.first.id]
    assert second["next_cursor"] is None


def test_every_filter_has_its_name(house, caller):
    house.suspends(house.first)
    asked = "q=dang&unit=VP&from=2025-12-01&to=2025-12-31&deviation=any&state=running&late=false"

    [case] = caller(house.auditor).get(f"/cases?{asked}").json["cases"]

    assert (case["id"], case["deviations"], case["is_late"]) == (
        house.first.id,
        ["suspended"],
        False,
    )


@pytest.mark.parametrize("asked", ["state=lost", "from=31/12/2025", "deviation=odd", "colour=red"])
def test_a_filter_nobody_knows_is_refused(house, caller, asked):
    assert caller(house.auditor).get(f"/cases?{asked}").status_code == 422


def test_others_find_nothing(house, caller):
    program = caller(house.clerk)

    assert program.get("/cases").status_code == 403
    assert program.post("/cases/exports", {}).status_code == 403


def test_a_list_taken_away_is_recorded(house, caller, given):
    answer = caller(house.auditor).post("/cases/exports", {"q": "dang"})

    [line] = csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert (line["nominee"], line["deviations"]) == ("Đặng Văn Mẫu", "")
    assert given.recorded()[-1] == "cases:exported"


def test_the_routes_are_described(caller):
    paths = caller().get("/openapi.json").json["paths"]

    asked = {one["name"] for one in paths["/api/cases"]["get"]["parameters"]}
    assert {"q", "from", "to", "actor", "rule", "deviation", "late", "cursor"} <= asked
    assert "post" in paths["/api/cases/exports"]
