"""Whatever is written where an expression is read, only our own error comes out."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflows import ExpressionFailed
from workflows.decisions.cells import read_cell
from workflows.expressions import parse
from workflows.templates import parse_condition, parse_script, parse_template

ATOMS = st.sampled_from(
    ["x", "y", "None", "True", "1", "0", "2.5", "'a'", "''", "[]", "{}", "missing", "10**3", "nan"]
)
SIGNS = st.sampled_from(
    ["+", "-", "*", "/", "//", "%", "<", "==", "in", "not in", "and", "or", "is", "**", ",", "."]
)
CALLS = st.sampled_from(
    ["len", "sum", "min", "max", "round", "abs", "any", "sorted", "int", "str", "get", "exec"]
)


def larger(inner):
    return st.one_of(
        st.tuples(inner, SIGNS, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(CALLS, inner, inner).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
        st.tuples(CALLS, inner).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"{t[0]}[{t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"[{t[0]} for x in {t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"{{{t[0]}: {t[1]}}}"),
        inner.map(lambda one: f"-{one}"),
        inner.map(lambda one: f"not {one}"),
    )


EXPRESSIONS = st.one_of(st.recursive(ATOMS, larger, max_leaves=8), st.text(max_size=40))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@QUICK
@given(EXPRESSIONS, VALUES, VALUES)
def test_only_our_own_error_leaves_an_expression(source, x, y):
    with suppress(ExpressionFailed):
        parse(source).evaluate({"x": x, "y": y})


@QUICK
@given(st.one_of(EXPRESSIONS.map(lambda one: f"a${{{one}}}b"), st.text("${}'\" ax", max_size=20)))
def test_only_our_own_error_leaves_a_template_or_a_script(text):
    for read in (parse_template, parse_condition, parse_script):
        with suppress(ExpressionFailed):
            read(text)


@QUICK
@given(st.text("abc?\"'()[]<>=,.0123456789 -!not", max_size=15), st.none() | st.integers())
def test_only_our_own_error_leaves_a_cell(text, value):
    with suppress(ExpressionFailed):
        read_cell(text).holds(value, {"a": 1})
