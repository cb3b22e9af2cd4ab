from datetime import UTC, datetime

import pytest

from workflows import ExpressionFailed
from workflows.expressions import parse
from workflows.templates import parse_condition, parse_script, parse_template


def value(source, functions=None, **variables):
    return parse(source).evaluate(variables, functions)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3 - 4 // 3 % 2", 6),
        ("7 / 2", 3.5),
        ("-n + +n", 0),
        ("'a' + 'b'", "ab"),
        ("[1] + [2]", [1, 2]),
        ("(1, 'x')", [1, "x"]),
        ("{'scope': unit}", {"scope": "A"}),
        ("unit == 'A' and n > 1", True),
        ("None or unit", "A"),
        ("not n", False),
        ("1 < n <= 3", True),
        ("n is None", False),
        ("n in [1, 2, 3]", True),
        ("'yes' if n == 3 else 'no'", "yes"),
        ("votes[0]['yes']", 5),
        ("sum(v['yes'] for v in votes)", 8),
        ("[v['yes'] for v in votes if v['yes'] > 3]", [5]),
        ("[[a, b] for a in [1, 2] for b in [3]]", [[1, 3], [2, 3]]),
        ("get(votes[0], 'no', 0)", 0),
        ("get(None, 'no', 7)", 7),
        ("max([1, 9, 3])", 9),
        ("sorted([3, 1])", [1, 3]),
        ("any([n > 9, n > 2])", True),
        ("str(n) + '/' + unit", "3/A"),
        ("round(10 / 3, 2)", 3.33),
        ("int('12') + float('0.5')", 12.5),
        ("len(votes)", 2),
    ],
)
def test_it_reads_like_python(source, expected):
    assert value(source, unit="A", n=3, votes=[{"yes": 5}, {"yes": 3}]) == expected


def test_a_condition_stops_at_the_first_part_that_decides():
    assert value("False and missing") is False
    assert value("True or missing") is True


def test_functions_of_the_surroundings_can_be_called():
    moment = datetime(2025, 12, 1, tzinfo=UTC)

    assert value("deadline('unit')", {"deadline": lambda name: moment}) == moment


def test_an_expression_tells_which_variables_it_needs():
    expression = parse("[v + more for v in votes if len(v) > 1] if wanted else now()")

    assert expression.names == {"votes", "wanted", "more"}
    assert expression.functions == {"len", "now"}


@pytest.mark.parametrize(
    "source",
    [
        "",
        "1 +",
        "import os",
        "x.y",
        "().__class__",
        "__import__('os')",
        "_private",
        "lambda: 1",
        "9 ** 9",
        "1 << 9",
        "[x for x in y][0](1)",
        "len(obj=1)",
        "f'{x}'",
        "x := 1",
        "*x",
        "b'x'",
        "1j",
        "...",
        "{1, 2}",
        "x[1:2]",
        "{**x}",
        "[a for a, b in x]",
        "await x",
        "-" * 1_900 + "1",
        "(" * 300 + "1" + ")" * 300,
        "x" * 2_001,
        "\x00",
    ],
)
def test_what_is_no_part_of_the_language_is_not_read(source):
    with pytest.raises(ExpressionFailed):
        parse(source).evaluate({"x": {"a": 1}, "y": [len]})


@pytest.mark.parametrize(
    "source",
    [
        "missing",
        "unknown(1)",
        "1 / 0",
        "[1][5]",
        "{'a': 1}['b']",
        "'a' + 1",
        "'a' * 9",
        "'%s' % 1",
        "None > 1",
        "len(1)",
        "int('x')",
        "str([1])",
        "float('nan')",
        "1e308 * 10",
        "999999999999999 * 9",
        "[x for x in 5]",
        "{[]: 1}",
        "sorted([1, 'a'])",
        "round(1.5, 'x')",
        "text + text",
        "[[[1 for a in many] for b in many] for c in many]",
        "[many for a in many] == [many for a in many] == [many + [] for a in many]",
        "sum([sum(many) for a in many])",
    ],
)
def test_a_failing_evaluation_says_so(source):
    with pytest.raises(ExpressionFailed):
        value(source, text="a" * 9_000, many=list(range(1_000)))


def test_what_the_surroundings_do_wrong_is_no_failing_expression():
    class ConnectionLost(Exception):
        pass

    def deadline(name):
        raise ConnectionLost

    with pytest.raises(ConnectionLost):
        value("deadline('unit')", {"deadline": deadline})


def test_nothing_can_be_changed_through_an_expression():
    votes = [{"yes": 1}]

    assert value("votes + [{'yes': 2}]", votes=votes) == [{"yes": 1}, {"yes": 2}]
    assert votes == [{"yes": 1}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("${n}", 3),
        (" ${n} ", 3),
        ("${{'a': {'b': n}}}", {"a": {"b": 3}}),
        ("${unit}/N${n}", "A/N3"),
        ("${'}'}", "}"),
        ("${'\\'}'}x", "'}x"),
        ("", ""),
        ("$n {n}", "$n {n}"),
    ],
)
def test_a_template_mixes_text_and_expressions(text, expected):
    assert parse_template(text).evaluate({"n": 3, "unit": "A"}) == expected


@pytest.mark.parametrize("text", ["${", "${n", "${'}", "${}", "a ${1 +} b"])
def test_a_broken_template_is_not_read(text):
    with pytest.raises(ExpressionFailed):
        parse_template(text)


@pytest.mark.parametrize("text", ["approved", "", "${a} and ${b}", "x ${a}"])
def test_a_condition_is_one_expression(text):
    with pytest.raises(ExpressionFailed):
        parse_condition(text)


@pytest.mark.parametrize(
    "text", ["1", "a = b = 1", "a, b = 1, 2", "a += 1", "del a", "_a = 1", "a.b = 1", "a[0] = 1",
             "for a in b: pass", "a = 1; import os", "a = " + "1 + " * 1_200 + "1"],
)  # fmt: skip
def test_a_script_only_assigns_names(text):
    with pytest.raises(ExpressionFailed):
        parse_script(text)


def test_a_script_may_be_indented_and_spread_over_lines():
    script = parse_script("\n   a = 1\n   b = [\n     a,\n     2,\n   ]\n   # a remark\n")

    assert [name for name, _ in script.assignments] == ["a", "b"]
    assert script.assignments[1][1].evaluate({"a": 1}) == [1, 2]


@pytest.mark.parametrize(
    "text", ["1if a else 2", "a if 1else 2", "[1for x in a]", "0xfor a", "1in a"]
)
def test_a_number_that_runs_into_a_word_is_refused_without_a_warning(text, recwarn):
    with pytest.raises(ExpressionFailed, match="a number runs into a word"):
        parse(text)

    assert len(recwarn) == 0


def test_a_number_and_a_word_inside_a_text_are_only_a_text():
    assert parse("a == '1if' or a == '2for 3'").evaluate({"a": "1if"}) is True
