"""``thidua replay`` as a process owner types it."""

import json

import pytest

from service.cli import main
from service.models import Group
from service.queries.recordings import count_finished, finished_instances
from tests.integration.operations.test_migrations import BETWEEN, deployed, stored
from tests.support import diagrams
from tests.support.given_processes import UNIT_DEADLINE


@pytest.fixture
def typed(database_url, monkeypatch, capsys):
    """Type a command; returns its exit code and what it printed."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", database_url)

    def run(*arguments):
        capsys.readouterr()
        code = main(["replay", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def finish(given, clerk, director, case):
    given.completes(clerk, given.open_task(case), agreed=True, comment="Đúng")
    given.completes(director, given.open_task(case, "second"))


@pytest.fixture
def finished(given):
    """Two cases of version 1 came to their end, one of them late; a third still runs."""
    campaign = given.small_stage()
    clerk = given.person("clerk", Group.STANDING_BODY)
    director = given.person("director", Group.DIRECTOR)
    punctual, late, _ = (given.instance(campaign, business_key=f"r{one}") for one in (1, 2, 3))
    finish(given, clerk, director, punctual)
    given.clock.move_to(UNIT_DEADLINE)
    given.clock.advance(minutes=5)
    given.time_passes()
    given.completes(clerk, given.open_task(late, "late_review"))
    return punctual, late


def test_on_the_same_version_every_finished_case_goes_as_it_went(finished, typed):
    assert typed("review", "--version", 1) == (0, "như đã đi · same outcome: 2\n")


def test_a_case_that_comes_to_a_new_step_needs_an_answer(given, finished, typed):
    punctual, late = finished
    deployed(given, BETWEEN)

    code, said = typed("review", "--version", 2, "--json")

    found = {one["key"]: one for one in json.loads(said)}
    assert code == 1
    assert (found["r1"]["outcome"], found["r1"]["element"]) == ("unanswered", "check")
    assert found["r1"]["en"] == "“check” (check) needs an answer nobody gave: that it is done."
    assert (found["r2"]["outcome"], found["r2"]["fields"]) == ("unanswered", ["agreed"])
    assert stored(given, punctual).definition_id == stored(given, late).definition_id


def test_a_diagram_that_is_not_deployed_can_be_tried_on_one_case(finished, typed, tmp_path):
    unsigned = diagrams.diagram(
        "review",
        [diagrams.user_task("first", "standing_body", form="opinion"), diagrams.end()],
        [("begin", "first"), ("first", "finish")],
    )
    file = tmp_path / "review.bpmn"
    file.write_text(unsigned, encoding="utf-8")

    code, said = typed("review", "--file", file, "--only", "r1")

    assert code == 1
    assert said.splitlines() == [
        "đi đường khác · different path: 1",
        f"  {finished[0].id}  r1",
        "      Sau “first” (first) hồ sơ đã tới “second” (second), nay tới finish.",
        "      After “first” (first) it went to “second” (second), and now goes to finish.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--version", 7], "phiên bản 7"),
        (["--version", 1, "--only", "r9"], "“r9”"),
        (["--file", "nowhere.bpmn"], "nowhere.bpmn cannot be read"),
    ],
)
def test_what_cannot_be_replayed_on_is_said_and_nothing_else(finished, typed, arguments, said):
    code, told = typed("review", *arguments)

    assert code == 2
    assert said in told


def test_a_diagram_the_gate_refuses_is_refused_with_its_reasons(finished, typed, tmp_path):
    file = tmp_path / "review.bpmn"
    file.write_text(diagrams.REVIEW.replace('targetRef="finish"', 'targetRef="nowhere"'))

    code, said = typed("review", "--file", file)

    assert code == 2
    assert "nowhere" in said


def test_only_the_newest_are_taken_where_that_is_asked(finished, units_of_work):
    _, late = finished

    with units_of_work.read() as session:
        assert [one.id for one in finished_instances(session, "review", newest=1)] == [late.id]
        assert count_finished(session, "review") == 2
