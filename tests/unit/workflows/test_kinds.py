import pytest

from tests.unit.workflows.drawing import (
    action,
    copies,
    end,
    node,
    script,
    sources,
    start,
    table,
    user,
    xor,
)
from workflows import Engine, Given
from workflows.kinds import BOOLEAN, DAY, LIST, MOMENT, NUMBER, TEXT, Kind

AWARD = Kind("text", options=("medal", "certificate"))
FORM = {
    "approved": BOOLEAN,
    "award": AWARD,
    "points": NUMBER,
    "comment": TEXT,
    "day": DAY,
    "chosen": Kind("list", item=AWARD),
    "level": Kind("number", options=(1, 2)),
}
GIVEN = Given(
    {"sheet": FORM}, {}, actions={"count": NUMBER, "list_names": LIST, "guess": Kind("unknown")}
)
GRADES = table("> 5 => 'good'", "<= 5 => 'bad'", inputs="points", outputs="grade")


def found(drawn, given=GIVEN):
    return [
        (one.rule, one.params) for one in Engine().lint(drawn, given) if one.severity == "error"
    ]


def deciding(condition, *more, flows="", given=GIVEN, **tables):
    """What is said of a condition behind a form, and behind other elements if there are any."""
    before = flows or "start -> ask -> choose"
    drawn = sources(
        start(),
        user("ask", camunda__formKey="sheet"),
        *more,
        xor("choose"),
        end("yes"),
        end("no"),
        flows=f"{before} -[{condition}]-> yes \n choose -*-> no",
        **tables,
    )
    return found(drawn, given)


def rules(*asked, **more):
    return [rule for rule, _ in deciding(*asked, **more)]


@pytest.mark.parametrize(
    "condition",
    [
        "approved == 'yes'",
        "approved == 1",
        "points == '5'",
        "points > 'five'",
        "comment < 3",
        "award == 5",
        "award + 1 == 2",
        "comment * 2 == 'aa'",
        "-comment == 1",
        "approved > True",
        "day > now()",
        "day == 'soon'",
        "day < 'soon'",
        "points in 'abc'",
        "'medal' in points",
        "points in ['1', '2']",
        "len(comment) == '3'",
        "deadline('unit_deadline') == '2025-12-15'",
        "(points if approved else 0) == 'x'",
        "any(one == 1 for one in chosen)",
        "all(one for one in points)",
        "chosen == 'medal'",
        "{'a': 1} < {'a': 2}",
        "None > 1",
        "str(points) == 5",
        "points + comment == 'x'",
        "points / comment > 1",
    ],
)
def test_values_of_kinds_that_never_fit_are_named(condition):
    assert "kind-mismatch" in rules(f"${{{condition}}}")


@pytest.mark.parametrize(
    "condition",
    [
        "approved",
        "not approved and points > 3",
        "approved is True",
        "award == 'medal'",
        "award in ['medal', 'certificate']",
        "'medal' in chosen",
        "award in chosen",
        "'gold' in comment",
        "comment == '' or comment is None",
        "points * 2 + 1 >= len(comment)",
        "day >= '2025-12-15'",
        "day == comment",
        "comment + award == 'x'",
        "points in [1, 2]",
        "any(one == 'medal' for one in chosen)",
        "get({'a': 1}, 'a') == 'x'",
        "setting('limit') > points",
        "setting('limit')",
        "(comment if approved else award) == 'x'",
        "max(points, 3) > 2",
        "not comment",
        "level == 2",
        "bool(comment)",
        "sorted(chosen)[0] == 'medal'",
        "comment[0] == 'a'",
        "[] == chosen",
    ],
)
def test_values_that_may_fit_are_left_alone(condition):
    assert rules(f"${{{condition}}}") == []


def test_a_mismatch_names_both_kinds_and_the_place():
    ((rule, said),) = deciding("${points > 1 and approved == 'yes'}")

    assert rule == "kind-mismatch"
    assert (said["left"], said["right"]) == ("yes or no", "text")
    assert (said["left_vi"], said["right_vi"]) == ("có hoặc không", "chữ")
    assert said["text"] == "approved == 'yes'"


@pytest.mark.parametrize(
    ("condition", "value", "nearest"),
    [
        ("award == 'meddal'", "meddal", "medal"),
        ("'gold' == award", "gold", "—"),
        ("award != 'Medal'", "Medal", "medal"),
        ("award in ['medal', 'certifcate']", "certifcate", "certificate"),
        ("'meddal' in chosen", "meddal", "medal"),
        ("level == 3", "3", "—"),
    ],
)
def test_what_nobody_can_choose_is_named_with_what_is_near(condition, value, nearest):
    ((rule, said),) = deciding(f"${{{condition}}}")

    assert (rule, said["value"], said["nearest"]) == ("unknown-option", value, nearest)


@pytest.mark.parametrize(
    "condition", ["comment", "points", "chosen", "day", "approved and comment"]
)
def test_a_condition_is_a_question_of_yes_or_no(condition):
    assert rules(f"${{{condition}}}") == ["condition-kind"]


def test_the_answers_of_an_action_have_their_kind():
    counted = action("count", camunda__resultVariable="open")
    flows = "start -> ask -> count -> choose"

    assert rules("${open > 0}", counted, flows=flows) == []
    assert rules("${open == 'none'}", counted, flows=flows) == ["kind-mismatch"]


def asking_table():
    return node(
        "businessRuleTask", "grade", camunda__decisionRef="t", camunda__resultVariable="said"
    )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("said['grade'] == 'good'", []),
        ("said['grade'] == 'godo'", ["unknown-option"]),
        ("said['grad'] == 'good'", ["unknown-part"]),
        ("said['grade'] > 5", ["kind-mismatch"]),
        ("said is None", []),
        ("said['rule'] == 'r1'", []),
    ],
)
def test_the_answers_of_a_table_have_their_kinds(condition, expected):
    flows = "start -> ask -> grade -> choose"

    assert rules(f"${{{condition}}}", asking_table(), flows=flows, t=GRADES) == expected


def test_collected_answers_are_a_list_of_records():
    collected = GRADES.replace('"UNIQUE"', '"COLLECT"')
    flows = "start -> ask -> grade -> choose"
    condition = "${any(one['grade'] == 'vile' for one in said)}"

    assert rules(condition, asking_table(), flows=flows, t=collected) == ["unknown-option"]


def test_a_script_gives_its_variables_a_kind():
    flows = "start -> ask -> work -> choose"
    worked = script("work", "total = points + 1\nlabel = str(total)\nlate = total > 3")

    assert rules("${late and total > 1 and label == 'x'}", worked, flows=flows) == []
    assert rules("${label > 1}", worked, flows=flows) == ["kind-mismatch"]


def test_a_line_of_a_script_knows_the_lines_before():
    flows = "start -> ask -> work -> choose"
    worked = script("work", "label = 'x'\ntotal = label + 1")

    assert rules("${approved}", worked, flows=flows) == ["kind-mismatch"]


def test_what_different_elements_set_to_different_kinds_is_left_alone():
    flows = "start -> ask -> work -> choose"

    assert rules("${points == 'many'}", script("work", "points = 'many'"), flows=flows) == []


def test_what_copies_set_is_left_alone():
    many = user("many", copies("chosen", "one"), camunda__formKey="sheet")
    flows = "start -> ask -> many -> choose"

    assert rules("${points == 'many'}", many, flows=flows) == []


def test_a_variable_only_the_starter_may_know_is_left_alone():
    assert rules("${anything == 5}", given=Given({"sheet": FORM}, None)) == []
    assert rules("${approved == 5}", given=Given({"sheet": FORM}, None)) == ["kind-mismatch"]


def test_variables_of_the_start_may_have_a_kind():
    begun = Given({"sheet": FORM}, {"began": MOMENT})

    assert rules("${began < now()}", given=begun) == []
    assert rules("${began < day}", given=begun) == ["kind-mismatch"]


def test_parameters_and_payloads_are_looked_at_too():
    sent = action("count", thidua__parameters="${{'days': comment + 1}}")

    assert rules("${approved}", sent, flows="start -> ask -> count -> choose") == ["kind-mismatch"]
