"""Importing, exporting and deploying a diagram at the command line, on an empty machine."""

import json

import pytest

from service.cli import main
from tests.support.given_drafts import drawing
from tests.unit.workflows.drawing import draw, end, start, user


@pytest.fixture
def letter(tmp_path, monkeypatch):
    """A drawing in a folder without an installation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    (tmp_path / "letter.bpmn").write_bytes(drawing())
    return "letter.bpmn"


def test_a_drawing_is_imported_chosen_deployed_and_taken_back(letter, tmp_path, capsys):
    assert main(["definitions", "import", letter]) == 0
    assert "not-executable" in capsys.readouterr().out
    assert main(["definitions", "deploy", "letter"]) == 1
    assert "not-executable" in capsys.readouterr().err
    assert (
        main(["definitions", "deploy", "letter", "--process", "letter", "--group", "registry"]) == 0
    )
    assert "Version 1 of letter is in force" in capsys.readouterr().out

    assert main(["definitions", "export", "letter", "--draft", "-o", "back.bpmn"]) == 0
    assert (tmp_path / "back.bpmn").read_bytes() == drawing()
    assert main(["definitions", "export", "letter", "-o", "run.bpmn"]) == 0
    assert "userTask" in (tmp_path / "run.bpmn").read_text("utf-8")
    assert main(["definitions", "list"]) == 0
    assert "letter\t1\t1\t" in capsys.readouterr().out
    assert main(["deploy"]) == 0
    assert main(["audit", "verify"]) == 0


def test_what_is_worth_knowing_is_said_when_a_draft_or_a_folder_is_deployed(
    letter, tmp_path, monkeypatch, capsys
):
    named = user("x", camunda__candidateGroups="registry", camunda__assignee="${chosen}")
    drawn = draw(start(), named, end(), flows="start -> x -> end", key="memo")
    for folder in ("processes", "decisions", "forms"):
        (tmp_path / folder).mkdir()
    for path in (tmp_path / "memo.bpmn", tmp_path / "processes" / "memo.bpmn"):
        path.write_text(drawn, "utf-8")
    monkeypatch.setenv("THIDUA_BPMN_FOLDER", str(tmp_path))

    assert main(["deploy", "--language", "en"]) == 0
    from_a_folder = capsys.readouterr().out
    monkeypatch.delenv("THIDUA_BPMN_FOLDER")
    (tmp_path / "memo.bpmn").write_text(drawn.replace('name="x"', 'name="Xem"'), "utf-8")
    main(["definitions", "import", "memo.bpmn"])
    capsys.readouterr()
    assert main(["definitions", "deploy", "memo"]) == 0

    assert "memo.bpmn:1: warning: The camunda:assignee of x uses chosen" in from_a_folder
    assert "Version 2 of memo is in force" in (said := capsys.readouterr().out)
    assert "memo.bpmn:1: nhắc: camunda:assignee của “Xem” (x) dùng biến chosen" in said


def test_programs_get_a_list_of_what_is_translated(tmp_path, letter, capsys):
    (tmp_path / letter).write_bytes(drawing("true", ' isForCompensation="false"'))

    assert main(["definitions", "import", letter, "--json", "--language", "en"]) == 0

    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["translations"] == [
        {"element": "write", "line": 6, "from": "task", "to": "userTask"}
    ]
    assert entry["tool"] == "Pencil"
    assert [problem["rule"] for problem in entry["problems"] if problem["severity"] == "error"] == [
        "no-candidate"
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import", "missing.bpmn"], 2, "missing.bpmn"),
        (["import", "."], 2, "."),
        (["import", "a\0b.bpmn"], 2, "cannot be read"),
        (["import", "text.bpmn"], 1, "xml-syntax"),
        (["export", "nothing", "--draft"], 1, "No draft with the key “nothing”"),
        (["export", "nothing"], 1, "nothing"),
        (["export", "campaign", "--version", "9"], 1, "campaign"),
        (["deploy", "nothing"], 1, "No draft with the key “nothing”"),
        (["deploy", "../x"], 1, "No draft"),
    ],
)
def test_what_cannot_be_done_gets_a_sentence_and_an_exit_code(
    letter, tmp_path, capsys, arguments, code, said
):
    (tmp_path / "text.bpmn").write_text("no xml")

    assert main(["definitions", *arguments]) == code
    assert said in capsys.readouterr().err


def test_one_file_that_cannot_be_kept_keeps_the_others_out(letter, tmp_path, capsys):
    (tmp_path / "text.bpmn").write_text("no xml")

    assert main(["definitions", "import", letter, "text.bpmn"]) == 1
    capsys.readouterr()
    assert main(["definitions", "list"]) == 0
    assert capsys.readouterr().out == ""
