"""A program that takes packs for an auditor."""

import pytest

from service.models import Group
from tests.support.given_searches import Searched
from tests.support.inspecting import files_in


@pytest.fixture
def house(given):
    return Searched(given)


def test_a_program_takes_a_case_and_a_campaign(house, caller):
    program = caller(house.auditor)

    case = program.post(f"/cases/{house.first.id}/packs")
    campaign = program.post(f"/campaigns/{house.campaign.code}/packs")

    assert (case.status_code, case.mimetype) == (200, "application/zip")
    assert f"cases/{house.second.id}.json" not in files_in(case.data)
    assert f"cases/{house.second.id}.json" in files_in(campaign.data)


def test_whoever_is_no_auditor_is_refused_with_the_reason(house, caller, given):
    program = caller(given.person("khac", Group.STANDING_BODY))

    for address in (f"/cases/{house.first.id}/packs", f"/campaigns/{house.campaign.code}/packs"):
        answer = program.post(address)
        assert (answer.status_code, answer.json["code"]) == (403, "pack.not_allowed")


def test_a_case_one_does_not_see_is_not_there(house, caller):
    assert caller(house.lan).post(f"/cases/{house.first.id}/packs").status_code == 404
    assert caller(house.auditor).post("/campaigns/1999/packs").status_code == 404


def test_the_routes_are_described(caller):
    paths = caller().get("/openapi.json").json["paths"]

    assert "post" in paths["/api/cases/{instance_id}/packs"]
    assert "post" in paths["/api/campaigns/{code}/packs"]
