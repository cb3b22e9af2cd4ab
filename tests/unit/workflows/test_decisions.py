import pytest

from tests.unit.workflows.drawing import table
from workflows import DefinitionRejected, Engine, ExpressionFailed
from workflows.decisions import decide, read_table
from workflows.decisions.cells import read_cell, split


@pytest.mark.parametrize(
    ("cell", "passing", "failing"),
    [
        ("", [None, 1, "x"], []),
        ("-", [None, 1, "x"], []),
        ("70", [70, 70.0], [71, None, "70"]),
        ("1", [1], [True]),
        ('"a"', ["a"], ["b", None]),
        ('"a","b, c"', ["a", "b, c"], ["b", "c"]),
        (">= 70", [70, 99], [69, None]),
        ("< 3", [2], [3, None]),
        ("> 3", [4], [3]),
        ("<= 3", [3], [4]),
        ("= 3", [3], [4]),
        ('!= "a"', ["b", None], ["a"]),
        ("< 3, > 9", [2, 10], [5]),
        ('not("a","b")', ["c", None], ["a", "b"]),
        ("not(>= 3)", [2], [3]),
        ("[70..80)", [70, 79.9], [69, 80, None]),
        ("(70..80]", [71, 80], [70, 81]),
        ("]70..80[", [71], [70, 80]),
        ("[limit..limit + 5]", [10, 15], [9, 16]),
        ('["a".."c"]', ["a", "b"], ["d"]),
        ("null", [None], [0, False, ""]),
        ("true", [True], [False, 1]),
        ("false, null", [False, None], [True]),
        ("limit", [10], [11]),
        ("len(?) > 2", ["abc", [1, 2, 3]], ["ab"]),
        ("? in allowed", ["x"], ["z"]),
        ("? == '?'", ["?"], ["x"]),
        ('"?"', ["?"], ["x"]),
        ("-5", [-5], [5]),
        ("(1 + 2)", [3], [4]),
    ],
)
def test_a_cell_tests_its_input(cell, passing, failing):
    facts = {"limit": 10, "allowed": ["x", "y"]}
    holds = read_cell(cell).holds

    assert [value for value in passing if not holds(value, facts)] == []
    assert [value for value in failing if holds(value, facts)] == []


@pytest.mark.parametrize(
    "cell", ["a b", ">=", "1,", "[1..", "import os", "?.x", "not(", ">> 3", "now()"]
)
def test_a_cell_that_says_nothing_is_refused(cell):
    with pytest.raises(ExpressionFailed):
        read_cell(cell)


def test_separators_inside_quotes_and_brackets_do_not_separate():
    assert split('"a,b", [1,2], f(x, y)', ",") == ['"a,b"', "[1,2]", "f(x, y)"]


GRADES = table(
    '>= 70 | "A" => "good" | points - 70 // Article 5',
    '>= 70 | not("A") => "fair" | null',
    "< 70 | - => - | -",
    inputs="points | kind",
    outputs="grade | above",
)


def test_a_table_answers_with_outputs_and_annotations():
    decision = decide(read_table(GRADES), {"points": 75, "kind": "A"})

    assert decision.answer == {"rule": "r1", "grade": "good", "above": 5}
    assert decision.matches[0].annotations == {"basis": "Article 5"}
    assert decision.inputs == {"points": 75, "kind": "A"}
    assert decide(read_table(GRADES), {"points": 1, "kind": "A"}).answer == {
        "rule": "r3",
        "grade": None,
        "above": None,
    }


def test_no_rule_that_applies_is_an_answer_too():
    nothing = read_table(table("> 5 => 1", inputs="n"))

    assert decide(nothing, {"n": 1}).answer is None
    assert decide(nothing, {"n": 1}).matches == ()


def test_a_missing_fact_is_named():
    with pytest.raises(ExpressionFailed, match=r"table decision: .*'points'"):
        decide(read_table(GRADES), {"kind": "A"})


def test_a_fact_of_the_wrong_kind_names_table_and_rule():
    with pytest.raises(ExpressionFailed, match="table decision: rule r1: 'many' cannot be"):
        decide(read_table(GRADES), {"points": "many", "kind": "A"})


RULES = ("> 1 => 'a'", "> 2 => 'b'", "> 3 => 'c'")


def test_rules_that_overlap_are_an_error_where_one_has_to_be_unique():
    with pytest.raises(ExpressionFailed, match="the rules r1, r2 overlap"):
        decide(read_table(table(*RULES, inputs="n")), {"n": 3})


def test_the_first_rule_wins_where_the_table_says_so():
    first = read_table(table(*RULES, inputs="n", policy="FIRST"))

    assert decide(first, {"n": 9}).answer == {"rule": "r1", "answer": "a"}
    assert len(decide(first, {"n": 9}).matches) == 1


def test_all_rules_that_apply_are_collected_where_the_table_says_so():
    collected = read_table(table(*RULES, inputs="n", policy="COLLECT"))

    answers = decide(collected, {"n": 3}).answer
    assert answers == [{"rule": "r1", "answer": "a"}, {"rule": "r2", "answer": "b"}]
    assert decide(collected, {"n": 0}).answer == []


def rules(xml):
    return [problem.rule for problem in Engine().lint_decision(xml)]


def test_a_good_table_is_accepted():
    assert rules(GRADES) == []


@pytest.mark.parametrize(
    ("rule", "xml"),
    [
        ("hit-policy", table("1 => 1", inputs="n", policy="LAST")),
        ("hit-policy", GRADES.replace('"UNIQUE"', '"COLLECT" aggregation="SUM"')),
        ("hit-policy", table("1 => 1", inputs="n", policy='FIRST" aggregation="SUM')),
        ("hit-policy", table("1 => 1", inputs="n", policy='COLLECT" aggregation="MEAN')),
        ("cell", table("a b => 1", inputs="n")),
        ("cell", table("1 => a b", inputs="n")),
        ("cell", table("1 => 1", inputs="a b")),
        ("cell", table('date("2025-02-30") => 1', inputs="n")),
        ("cell", table("1 => 1 / 0", inputs="n")),
        ("rule-width", table("1 | 2 => 1", inputs="n")),
        ("rule-width", table("1 => 1 | 2", inputs="n")),
        ("rule-id", table("1 => 1", "2 => 2", inputs="n").replace('"r2"', '"r1"')),
        ("output-name", table("1 => 1", inputs="n", outputs="a b")),
        ("one-decision", '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'),
        ("xml-syntax", "nothing"),
    ],
)
def test_each_fault_of_a_table_is_named(rule, xml):
    assert rule in rules(xml)


def test_a_fault_of_a_table_says_where_it_is():
    with pytest.raises(DefinitionRejected) as rejected:
        read_table(table("1 => 1", "2 => import", inputs="n").replace("<rule", "\n<rule"))

    (problem,) = rejected.value.problems
    assert (problem.element_id, problem.line) == ("r2", 3)
