"""``thidua migrate`` as an administrator types it."""

import json

import pytest

from service.cli import main
from service.models import Group
from tests.integration.operations.test_migrations import BETWEEN, REVIEW_2, deployed, stored


@pytest.fixture
def typed(database_url, monkeypatch, capsys):
    """Type a command; returns its exit code and what it printed."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", database_url)

    def run(*arguments):
        capsys.readouterr()
        code = main(["migrate", "review", "--from", "1", "--to", "2", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def running(given):
    return given.instance(given.small_stage())


@pytest.fixture
def decided(given, running):
    """The case of version 1 has passed the place where version 2 puts another step."""
    clerk = given.person("clerk", Group.STANDING_BODY)
    given.completes(clerk, given.open_task(running), agreed=True, comment="Đúng")
    deployed(given, BETWEEN)
    return running


def test_a_dry_run_only_says_what_would_become_of_each(given, running, typed):
    deployed(given, REVIEW_2)

    code, said = typed("--dry-run")

    assert (code, said.splitlines()[0]) == (0, "chuyển được · moves: 1")
    assert stored(given, running).definition_id == running.definition_id


def test_a_run_moves_the_cases_and_an_undo_takes_them_back(given, running, typed):
    deployed(given, REVIEW_2)

    assert typed() == (0, f"đã chuyển · moved: 1\n  {running.id}  r1\n")
    assert stored(given, running).definition_id != running.definition_id

    assert typed("--undo") == (0, f"  {running.id}  r1  đã hoàn tác · undone\n")
    assert stored(given, running).definition_id == running.definition_id
    assert typed("--undo")[1] == "Không có lần chuyển nào để hoàn tác · There is no move to undo\n"


def test_what_a_person_must_decide_is_named_in_both_languages(decided, typed):
    code, said = typed()

    head, case, *sentences = said.splitlines()
    assert (code, head) == (1, "cần người quyết định · a person must decide: 1")
    assert case == f"  {decided.id}  r1"
    assert [one.split(" check ")[0].strip() for one in sentences] == [
        "Phiên bản mới có thêm",
        "The new version adds",
    ]


def test_programs_get_the_same_as_a_list(decided, typed):
    code, said = typed("--json", "--dry-run", "--only", "r1")

    (entry,) = json.loads(said)
    assert code == 1
    assert (entry["instance"], entry["key"], entry["category"]) == (decided.id, "r1", "undecided")
    assert [(one["code"], one["element"]) for one in entry["reasons"]] == [("left_out", "check")]


def test_a_move_that_can_no_longer_be_undone_says_why(given, running, typed):
    deployed(given, REVIEW_2)
    typed()
    secretary = given.person("secretary", Group.COUNCIL_SECRETARY)
    given.completes(secretary, given.open_task(running), agreed=True, comment="Đúng")

    code, said = typed("--undo")

    assert code == 1
    assert "đã đi tiếp" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--to", "9"), "không có phiên bản 9"), (("--only", "nobody"), "“nobody”")],
)
def test_arguments_that_cannot_be_used_are_named(given, running, typed, arguments, said):
    deployed(given, REVIEW_2)

    code, answer = typed(*arguments)

    assert code == 2
    assert said in answer
