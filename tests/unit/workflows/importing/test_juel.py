"""Expressions of other tools, said in the safe language."""

import pytest

from workflows.expressions import parse
from workflows.importing.juel import translate_expression, translate_text

VALUES = {"a": 1, "b": 2, "x": 200, "yes": True, "no": False, "name": "Lan", "nothing": None}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("approved", "approved"),
        ("!approved", "not approved"),
        ("amount > 100 && !rejected", "amount > 100 and (not rejected)"),
        ("a == 'x'", "a == 'x'"),
        ('a eq "x" or b ne null', "a == 'x' or b != None"),
        ("a == true", "a == True"),
        ("a lt 1 and b ge 2", "a < 1 and b >= 2"),
        ("empty a", "a in [None, '', [], {}]"),
        ("not empty a", "not a in [None, '', [], {}]"),
        ("order.customer.name == 'Lan'", "order['customer']['name'] == 'Lan'"),
        ("votes[0] div 2", "votes[0] / 2"),
        ("a mod 2 == 0 ? 'even' : 'odd'", "'even' if a % 2 == 0 else 'odd'"),
        ("(a + b) * c", "(a + b) * c"),
        ("!a == b", "(not a) == b"),
        ("a < b == c", "(a < b) == c"),
        (r"name == 'it\'s'", '''name == "it's"'''),
    ],
)
def test_an_expression_of_camunda_is_said_in_the_safe_language(found, said):
    assert translate_expression(found) == said


@pytest.mark.parametrize(
    "found",
    [
        "bean.call()",
        "execution.getVariable('x')",
        "a = 5",
        "a +",
        "",
        "'open",
        "a b",
        "(" * 400 + "a" + ")" * 400,
        "!" * 400 + "a",
        "a." * 900 + "b",
        "class",
        "1 +" * 900 + "1",
    ],
)
def test_what_calls_code_or_cannot_be_read_is_not_translated(found):
    assert translate_expression(found) is None


def test_an_expression_of_feel_compares_with_one_sign():
    assert translate_expression('risk = "red" and not(done)', is_feel=True) == (
        "risk == 'red' and (not done)"
    )


@pytest.mark.parametrize(
    ("found", "value"),
    [
        ("!yes == no", True),
        ("a < b == yes", True),
        ("x > 100 && !no", True),
        ("x > 100 && !yes || a == 1", True),
        ("empty nothing && !empty name", True),
        ("no ? 1 : a + b * 2", 5),
        ("-a + b - 3", -2),
        ("7 mod 4 * 2", 6),
    ],
)
def test_a_translation_means_what_was_written(found, value):
    assert parse(translate_expression(found)).evaluate(VALUES) == value


def test_only_the_expressions_of_a_text_are_translated():
    text = "Case #{order.number} of ${name}: ${bean.call()} ${!no}"

    assert translate_text(text) == ("Case ${order['number']} of ${name}: ${bean.call()} ${not no}")
