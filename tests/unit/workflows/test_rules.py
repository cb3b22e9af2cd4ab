from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.workflows.drawing import table
from tests.unit.workflows.rule_pages import pages
from workflows import RULES, Engine, Given, Sources, sentence
from workflows.kinds import BOOLEAN, NUMBER, TEXT, Kind

ROOT = Path(__file__).parents[3]
FIXTURES = Path(__file__).parent / "rules"
MODULES = ROOT / "workflows" / "rules"
PROCESSES = sorted((ROOT / "bpmn" / "processes").glob("*.bpmn"))
DECISIONS = {path.stem: path.read_text() for path in (ROOT / "bpmn" / "decisions").glob("*.dmn")}

#: Whoever knows the forms, the groups and the bytes of a file keeps these; see test_linting.
KEPT_BY_THE_SERVICE = {"not-text", "form", "unknown-form", "unknown-action", "unknown-group"}
#: Needs two processes in one deployment; a last resort for what no rule foresees.
WITHOUT_EXAMPLE = {"duplicate-process", "diagram"}
JUDGED = sorted(RULES.keys() - KEPT_BY_THE_SERVICE - WITHOUT_EXAMPLE)

APPROVAL = {
    "approved": BOOLEAN,
    "award": Kind("text", options=("medal", "certificate")),
    "comment": TEXT,
}
MEMBERS = {
    "registry": frozenset({7}),
    "standing_body": frozenset({7, 8}),
    "director": frozenset(),
    "unit_head": frozenset({3, 4}),
    "unit_deputy": frozenset({3, 5}),
    "unit_clerk": frozenset({5}),
}
UNITS = {
    "VP": dict.fromkeys(("unit_head", "unit_deputy"), frozenset({3})) | {"unit_clerk": frozenset()},
    "HTQT": {
        "unit_head": frozenset({4}),
        "unit_deputy": frozenset({5}),
        "unit_clerk": frozenset({5}),
    },
}
GIVEN = Given({"approval": APPROVAL}, {"a": NUMBER}, members=MEMBERS, units=UNITS)
TABLES = {"table": table("1 => 2", inputs="a")}
ENGINE = Engine()


def example(rule, name):
    (path,) = (FIXTURES / rule).glob(f"{name}.*")
    return path


def found(path):
    text = path.read_text("utf-8")
    if path.suffix == ".bpmn":
        return ENGINE.lint(Sources("p", text, {}, TABLES), GIVEN)
    return ENGINE.lint_decision(text)


@pytest.mark.parametrize("rule", [name for name in JUDGED if name != "xml-size"])
def test_an_invalid_example_is_caught_by_its_rule_alone(rule):
    assert {problem.rule for problem in found(example(rule, "invalid"))} == {rule}


@pytest.mark.parametrize("rule", JUDGED)
def test_a_valid_example_is_caught_by_no_rule(rule):
    assert found(example(rule, "valid")) == ()


def test_a_file_too_large_is_not_even_read(tmp_path):
    large = tmp_path / "large.bpmn"
    large.write_text(example("xml-size", "valid").read_text("utf-8") + " " * 1_000_001)

    assert [problem.rule for problem in found(large)] == ["xml-size"]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_a_page_in_two_languages(rule):
    page = (ROOT / "docs" / "rules" / f"{rule}.md").read_text("utf-8")

    assert page.startswith("# ")
    assert f"(`{rule}`)" in page
    assert "## In English" in page


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_page_says_what_the_rule_seeks_and_says(rule):
    page = (ROOT / "docs" / "rules" / f"{rule}.md").read_text("utf-8")
    vi, en = (said.replace("${{…}}", "${…}") for said in (RULES[rule].vi, RULES[rule].en))

    assert f"Thông báo: {vi}\n" in page
    assert f"It says: {en}\n" in page
    assert f"Looks for {RULES[rule].seeks}. " in page


@pytest.mark.parametrize(
    ("page", "written"), list(pages()), ids=lambda one: getattr(one, "stem", "")
)
def test_a_page_shows_what_differs_between_its_examples(page, written):
    assert page.read_text("utf-8") == written, "python -m tests.unit.workflows.rule_pages"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_in_the_list_of_pages(rule):
    assert f"]({rule}.md)" in (ROOT / "docs" / "rules" / "README.md").read_text("utf-8")


def test_every_module_of_a_rule_is_listed():
    modules = {path.stem.replace("_", "-") for path in MODULES.glob("*.py")}

    assert modules - {"--init--", "rule", "elsewhere"} <= RULES.keys()


def test_every_example_belongs_to_a_rule():
    assert {path.name for path in FIXTURES.iterdir()} == RULES.keys() - WITHOUT_EXAMPLE


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_nothing_is_to_be_said_about_the_diagrams_of_the_season(path):
    assert ENGINE.lint(Sources(path.stem, path.read_text(), {}, DECISIONS)) == ()


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("rule", [name for name in JUDGED if name != "xml-size"])
def test_what_a_rule_says_names_everything(rule, locale):
    for problem in found(example(rule, "invalid")):
        said = sentence(problem, locale)
        assert said.strip()
        assert "{" not in said.replace("${", "").replace("{{", "")


def test_a_sentence_names_the_element_and_the_remedy_in_both_languages():
    (problem,) = found(example("no-candidate", "invalid"))

    assert sentence(problem, "vi").startswith("Không ai được làm x: ghi camunda:candidateGroups")
    assert sentence(problem, "en") == problem.message


@pytest.mark.parametrize("rule", ["empty-in-unit", "second-person-in-unit"])
def test_the_units_where_nobody_is_left_are_named(rule):
    (problem,) = found(example(rule, "invalid"))

    assert problem.params["units"] == "VP"
    assert problem.severity == "warning"


def test_of_very_many_units_the_first_are_named_and_the_others_counted():
    units = {f"U{number:02}": {"unit_clerk": frozenset()} for number in range(30)}
    text = example("empty-in-unit", "invalid").read_text("utf-8")

    (problem,) = ENGINE.lint(Sources("p", text), replace(GIVEN, units=units))

    assert "U00, U01, " in sentence(problem, "vi")
    assert "U11 và 18 đơn vị khác. " in sentence(problem, "vi")
    assert "U11 and 18 more. " in sentence(problem, "en")


def test_a_misspelt_variable_is_told_with_the_nearest_known_one():
    (problem,) = found(example("unknown-variable", "invalid"))

    assert problem.params["name"] == "aproved"
    assert problem.params["nearest"] == "approved"
