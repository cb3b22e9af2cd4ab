import json
from pathlib import Path

import pytest

from service.cli import main
from tests.support.diagrams import OPINION
from tests.unit.workflows.drawing import call, draw, end, node, start, table, user

ROOT = Path(__file__).parents[3]
RULES = ROOT / "tests" / "unit" / "workflows" / "rules"
NOMINATION = ROOT / "bpmn" / "processes" / "nomination.bpmn"
KEPT_BY_THE_SERVICE = ["not-text", "form", "unknown-form", "unknown-action", "unknown-group"]


def example(rule, name):
    (path,) = (RULES / rule).glob(f"{name}.*")
    return path


def lint(capsys, *arguments):
    code = main(["lint", "--json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("rule", KEPT_BY_THE_SERVICE)
def test_an_invalid_example_is_caught_by_its_rule_alone(capsys, rule):
    _, found = lint(capsys, example(rule, "invalid"))

    assert {problem["rule"] for problem in found} == {rule}


@pytest.mark.parametrize("rule", KEPT_BY_THE_SERVICE)
def test_a_valid_example_is_caught_by_no_rule(capsys, rule):
    assert lint(capsys, example(rule, "valid")) == (0, [])


def test_our_own_diagram_is_clean_beside_its_tables_and_forms(capsys):
    assert lint(capsys, NOMINATION) == (0, [])


def test_a_called_process_is_found_beside_the_diagram(capsys, tmp_path):
    (tmp_path / "calling.bpmn").write_text(
        draw(start(), call("x", "advising"), end(), flows="start -> x -> end", key="calling")
    )
    (tmp_path / "advising.bpmn").write_text(draw(start(), end(), flows="start -> end"))
    (tmp_path / "lost.bpmn").write_text(
        draw(start(), call("x", "advisign"), end(), flows="start -> x -> end", key="lost")
    )

    _, found = lint(capsys, tmp_path / "calling.bpmn", tmp_path / "lost.bpmn")

    (problem,) = (one for one in found if one["severity"] == "error")
    assert (problem["file"], problem["rule"]) == (str(tmp_path / "lost.bpmn"), "called-process")
    assert "Gần nhất: advising" in problem["message"]


def test_neighbours_are_looked_for_in_the_folder_an_administrator_names(
    capsys, tmp_path, monkeypatch
):
    named, lone = tmp_path / "named", tmp_path / "lone" / "calling.bpmn"
    asking = user("y", camunda__candidateGroups="registry", camunda__formKey="opinion")
    decided = node("businessRuleTask", "z", camunda__decisionRef="grade")
    for folder in ("named/processes", "named/decisions", "named/forms", "lone"):
        (tmp_path / folder).mkdir(parents=True)
    steps = (call("x", "advising"), asking, decided)
    flows = "start -> x -> y -> z -> end"
    lone.write_text(draw(start(), *steps, end(), flows=flows, key="calling"))
    advising = draw(start(), end(), flows="start -> end", key="advising")
    (named / "processes" / "advising.bpmn").write_text(advising)
    (named / "decisions" / "grade.dmn").write_text(table("1 => 2", inputs="a"))
    (named / "processes" / "broken.bpmn").write_text("<definitions")
    (named / "forms" / "opinion.form").write_text(OPINION)

    _, alone = lint(capsys, lone)
    monkeypatch.setenv("THIDUA_BPMN_FOLDER", str(named))
    _, beside = lint(capsys, lone)

    missed = {"called-process", "unknown-form", "no-decision"}
    assert missed <= {one["rule"] for one in alone}
    assert missed.isdisjoint(one["rule"] for one in beside)


def test_a_named_folder_that_cannot_be_read_is_said(capsys, monkeypatch):
    monkeypatch.setenv("THIDUA_BPMN_FOLDER", "/nowhere")

    assert main(["lint", str(NOMINATION)]) == 1
    assert "/nowhere" in capsys.readouterr().err


def test_an_unknown_form_is_told_with_the_nearest_form_there_is(capsys):
    _, found = lint(capsys, example("unknown-form", "invalid"))

    assert "Gần nhất: propose_nominee" in found[0]["message"]


def test_a_problem_is_told_with_its_file_element_line_and_remedy(capsys):
    path = example("no-candidate", "invalid")

    code, found = lint(capsys, path, "--language", "en")

    assert code == 1
    assert found == [
        {
            "file": str(path),
            "rule": "no-candidate",
            "severity": "error",
            "element": "x",
            "line": 4,
            "message": "Nobody may do x: give it camunda:candidateGroups or camunda:assignee.",
        }
    ]


def test_what_can_be_translated_from_another_tool_is_no_error(capsys, tmp_path):
    camunda = tmp_path / "review.bpmn"
    valid = example("no-condition", "valid").read_text("utf-8")
    camunda.write_text(valid.replace("2 &gt; 1", "2 &gt; 1 &amp;&amp; !false"), "utf-16")

    assert "!false" in camunda.read_text("utf-16")
    assert lint(capsys, camunda) == (0, [])


@pytest.mark.parametrize("rule", ["unknown-group", "no-interchange"])
def test_what_only_a_database_or_a_modeller_knows_is_a_warning(capsys, rule):
    code, found = lint(capsys, example(rule, "invalid"))

    assert "warning" in {problem["severity"] for problem in found if problem["rule"] == rule}
    assert code == any(problem["severity"] == "error" for problem in found)


def test_problems_are_told_to_people_in_vietnamese(capsys):
    path = example("no-candidate", "invalid")

    assert main(["lint", str(path)]) == 1
    assert f"{path}:4: lỗi: Không ai được làm x" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["missing.bpmn", "folder.bpmn", "other.txt", "a\0b.bpmn"])
def test_an_unusable_argument_gets_a_sentence(capsys, tmp_path, name):
    (tmp_path / "folder.bpmn").mkdir()
    (tmp_path / "other.txt").write_text("text")

    assert main(["lint", str(NOMINATION), str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert str(tmp_path) in said.err


@pytest.mark.parametrize("suffix", [".bpmn", ".dmn", ".form"])
@pytest.mark.parametrize(
    "content",
    [b"", b" ", b"\x89PNG\r\n\x1a\n\x00", b"x" * 1_000_002, b"\xff\xfe<\x00", b"[" * 50_000, b"{}"],
    ids=["empty", "blank", "binary", "huge", "UTF-16", "deep", "braces"],
)
def test_no_content_is_too_strange_to_be_told_about(capsys, tmp_path, suffix, content):
    path = tmp_path / f"strange{suffix}"
    path.write_bytes(content)

    code, found = lint(capsys, path)

    assert code == 1
    assert all(problem["message"] for problem in found)
