import pytest

from tests.unit.workflows.drawing import end, node, sources, start, table
from tests.unit.workflows.story import Story
from workflows import Engine, ExpressionFailed
from workflows.decisions import decide, read_table

VALUES = """<outputValues><text>"gold","silver","bronze"</text></outputValues>"""
MEDALS = ('> 1 => "bronze"', '> 2 => "gold"', '> 3 => "silver"', '> 4 => "gold"')


def with_inside(xml, inside):
    return xml.replace('name="answer"/>', f'name="answer">{inside}</output>')


def ordered(policy):
    return with_inside(table(*MEDALS, inputs="n", policy=policy), VALUES)


def collecting(aggregation, *rules):
    return table(*rules, inputs="n", policy=f'COLLECT" aggregation="{aggregation}')


def answer(xml, **facts):
    return decide(read_table(xml), facts).answer


def found(xml):
    return [(one.rule, one.severity, one.message) for one in Engine().lint_decision(xml)]


def test_rules_that_agree_may_all_apply_under_any():
    agreeing = table("> 1 => 'a'", "> 2 => 'a'", inputs="n", policy="ANY")

    assert answer(agreeing, n=3) == {"answer": "a", "rule": "r1"}
    assert len(decide(read_table(agreeing), {"n": 3}).matches) == 2


def test_rules_that_disagree_are_an_error_under_any():
    disagreeing = table("> 1 => 'a'", "> limit => 'b'", inputs="n", policy="ANY")

    with pytest.raises(ExpressionFailed, match="the rules r1, r2 disagree"):
        answer(disagreeing, n=9, limit=2)


def test_the_most_important_output_wins_under_priority():
    assert answer(ordered("PRIORITY"), n=4) == {"answer": "gold", "rule": "r2"}
    assert answer(ordered("PRIORITY"), n=2) == {"answer": "bronze", "rule": "r1"}


def test_outputs_come_in_the_order_of_their_importance_under_output_order():
    medals = [one["answer"] for one in answer(ordered("OUTPUT ORDER"), n=9)]

    assert medals == ["gold", "gold", "silver", "bronze"]


def test_outputs_come_as_the_table_lists_them_under_rule_order():
    listed = table(*MEDALS, inputs="n", policy="RULE ORDER")

    assert [one["rule"] for one in answer(listed, n=9)] == ["r1", "r2", "r3", "r4"]


def test_an_output_of_no_known_importance_is_an_error():
    unknown = with_inside(table("- => n", inputs="n", policy="PRIORITY"), VALUES)

    with pytest.raises(ExpressionFailed, match="rule r1: 'tin' is not an allowed value of answer"):
        answer(unknown, n="tin")


@pytest.mark.parametrize(
    ("aggregation", "of_three", "of_none"),
    [("SUM", 6.5, None), ("MIN", 1, None), ("MAX", 3.5, None), ("COUNT", 3, 0)],
)
def test_what_is_collected_can_be_made_one(aggregation, of_three, of_none):
    collected = collecting(aggregation, "> 0 => 1", "> 0 => 2", "> 0 => n + 0.5")

    assert answer(collected, n=3) == of_three
    assert answer(collected, n=0) == of_none


@pytest.mark.parametrize("value", ["'much'", "true", "null"])
def test_only_numbers_are_added_up(value):
    with pytest.raises(ExpressionFailed, match="rule r1: SUM needs numbers"):
        answer(collecting("SUM", f"- => {value}"), n=1)


DEFAULT = "<defaultOutputEntry><text>{}</text></defaultOutputEntry>"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("UNIQUE", {"answer": "low", "rule": None}),
        ("FIRST", {"answer": "low", "rule": None}),
        ("COLLECT", [{"answer": "low", "rule": None}]),
        ("RULE ORDER", [{"answer": "low", "rule": None}]),
        ('COLLECT" aggregation="MAX', "low"),
    ],
)
def test_a_table_says_what_holds_when_no_rule_applies(policy, expected):
    asked = table("> 5 => 'high'", inputs="n", policy=policy)
    decision = decide(read_table(with_inside(asked, DEFAULT.format("'low'"))), {"n": 1})

    assert decision.answer == expected
    assert (decision.matches, decision.defaults) == ((), {"answer": "low"})


def asking(xml):
    task = node("businessRuleTask", "ask", camunda__decisionRef="t", camunda__resultVariable="out")
    return sources(start(), task, end(), flows="start -> ask -> end", t=xml)


def test_it_is_told_that_no_rule_applied():
    story = Story(asking(table("> 5 => 'high'", inputs="n")), {"n": 1})

    (decision,) = story.surroundings.decisions
    assert decision.is_unmatched
    assert decision.defaults == {}
    assert story.variables["out"] is None


def test_it_is_told_that_a_default_was_taken():
    with_default = with_inside(table("> 5 => 5", inputs="n"), DEFAULT.format("n + 1"))
    story = Story(asking(with_default), {"n": 1})

    (decision,) = story.surroundings.decisions
    assert (decision.is_unmatched, decision.defaults) == (True, {"answer": 2})


@pytest.mark.parametrize(
    ("cell", "passing", "failing"),
    [
        ('date("2025-12-15")', "2025-12-15", "2025-12-16"),
        ('> date("2025-12-15")', "2025-12-16", "2025-12-15"),
        ('[date("2025-12-01")..date("2026-01-01"))', "2025-12-31", "2026-01-01"),
        ('not(date("2025-12-15"))', "2025-12-16", "2025-12-15"),
        ('< date("2025-12-15"), null', None, "2025-12-15"),
    ],
)
def test_days_are_compared_with_what_forms_keep(cell, passing, failing):
    days = table(f"{cell} => true", inputs="day")

    assert answer(days, day=passing) == {"answer": True, "rule": "r1"}
    assert answer(days, day=failing) is None


def test_a_text_that_is_no_day_is_named():
    with pytest.raises(ExpressionFailed, match="rule r1: 'soon' is not a day"):
        answer(table('> date("2025-12-15") => 1', inputs="day"), day="soon")


@pytest.mark.parametrize(
    ("policy", "rules", "facts"),
    [
        ("UNIQUE", ("> 1 => 1", "> 2 => 2"), "n = 3"),
        ("UNIQUE", ("[1..5] => 1", "[5..9] => 2"), "n = 5"),
        ("UNIQUE", ("< 5 => 1", "> 4 => 2"), "n = 4.5"),
        ("UNIQUE", ('"a","b" => 1', '"b","c" => 2'), "n = 'b'"),
        ("UNIQUE", ('not("a") => 1', '"b" => 2'), "n = 'b'"),
        ("UNIQUE", ("true => 1", "- => 2"), "n = True"),
        ("UNIQUE", ("null => 1", "not(5) => 2"), "n = None"),
        ("UNIQUE", ('>= date("2025-12-01") => 1', 'date("2025-12-15") => 2'), "n = 2025-12-15"),
        ("ANY", ("> 1 => 1", "> 2 => 2"), "n = 3"),
    ],
)
def test_rules_that_apply_together_are_both_named_beforehand(policy, rules, facts):
    reason = f"r1 + r2: {facts}"

    assert ("rule-overlap", "error", reason) in found(table(*rules, inputs="n", policy=policy))


@pytest.mark.parametrize(
    ("policy", "rules"),
    [
        ("UNIQUE", ("[1..5) => 1", "[5..9] => 2")),
        ("UNIQUE", ("<= 4 => 1", "> 4 => 2")),
        ("UNIQUE", ("1 => 1", "true => 2")),
        ("UNIQUE", ("> low => 1", "> 2 => 2")),
        ("UNIQUE", ("? in (1, 2) => 1", "1 => 2")),
        ("ANY", ("> 1 => 1", "> 2 => 1")),
        ("ANY", ("> 1 => n", "> 2 => 1")),
        ("FIRST", ("> 1 => 1", "> 2 => 2")),
        ("COLLECT", ("> 1 => 1", "> 2 => 2")),
    ],
)
def test_rules_that_may_well_do_are_not_called_overlapping(policy, rules):
    names = {rule for rule, _, _ in found(table(*rules, inputs="n", policy=policy))}

    assert "rule-overlap" not in names


def test_whole_numbers_do_not_overlap_between_two_of_them():
    whole = table("< 5 => 1", "> 4 => 2", inputs="n").replace(
        "<inputExpression", '<inputExpression typeRef="integer"'
    )

    assert found(whole) == []


def test_rules_that_differ_in_one_column_do_not_overlap():
    apart = table('> 1 | "a" => 1', '> 1 | "b" => 2', inputs="n | kind")

    assert "rule-overlap" not in {rule for rule, _, _ in found(apart)}


@pytest.mark.parametrize(
    ("rules", "facts"),
    [
        (("< 70 => 1", ">= 80 => 2"), "n = 70"),
        (("< 70 => 1", "> 70 => 2"), "n = 70"),
        (("true => 1",), "n = False"),
    ],
)
def test_facts_no_rule_is_for_are_pointed_out(rules, facts):
    assert found(table(*rules, inputs="n")) == [("rule-gap", "warning", facts)]


def test_a_gap_may_lie_in_two_columns_at_once():
    crossed = table("< 70 | - => 1", ">= 70 | true => 2", inputs="n | ok")

    assert found(crossed) == [("rule-gap", "warning", "n = 70, ok = False")]


@pytest.mark.parametrize(
    ("policy", "rules", "inside"),
    [
        ("UNIQUE", ("< 70 => 1", ">= 70 => 2"), ""),
        ("UNIQUE", ("< 70 => 1", ">= low => 2"), ""),
        ("UNIQUE", ('"a" => 1', '"b" => 2'), ""),
        ("COLLECT", ("< 70 => 1", "> 80 => 2"), ""),
        ("UNIQUE", ("< 70 => 1", "> 80 => 2"), DEFAULT.format("0")),
    ],
)
def test_no_gap_is_claimed_where_there_may_be_none(policy, rules, inside):
    assert found(with_inside(table(*rules, inputs="n", policy=policy), inside)) == []


def test_values_an_input_may_have_show_what_is_missing():
    listed = table('"a" => 1', '"b" => 2', inputs="n").replace(
        "</inputExpression>",
        '</inputExpression><inputValues><text>"a","b","c"</text></inputValues>',
    )

    assert found(listed) == [("rule-gap", "warning", "n = 'c'")]


def test_a_table_too_large_to_be_tried_is_left_to_its_run():
    rules = [f"> {number} => {number}" for number in range(300)]

    assert found(table(*rules, inputs="n")) == []


def test_hundreds_of_overlapping_rules_are_not_listed_one_by_one():
    assert len(found(table(*["- => 1"] * 200, inputs="n"))) == 20


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (table("1 => 1", inputs="n", policy="PRIORITY"), "PRIORITY orders by them"),
        (with_inside(table("1 => 'tin'", inputs="n"), VALUES), "'tin' is not among 'gold'"),
    ],
)
def test_outputs_are_among_those_allowed(xml, reason):
    ((rule, severity, said),) = found(xml)

    assert (rule, severity) == ("output-values", "error")
    assert said.startswith(reason)
