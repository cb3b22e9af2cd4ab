"""Expressions of other tools mean the same in the safe language, whatever they are made of."""

from hypothesis import given
from hypothesis import strategies as st

from workflows.expressions import parse
from workflows.importing.juel import translate_expression, translate_text

VALUES = {"a": 1, "yes": True, "no": False}


@given(st.text(alphabet="ab1 '\"!&|=<>()[].?:+-*/%,#${}\\ntre", max_size=60))
def test_any_text_is_translated_into_the_safe_language_or_not_at_all(text):
    said = translate_expression(text)

    if said is not None:
        parse(said)
    assert isinstance(translate_text(text), str)


def _both(operator, one, other):
    meaning = {
        "&&": one[1] and other[1],
        "||": one[1] or other[1],
        "==": one[1] == other[1],
    }
    return f"({one[0]} {operator} {other[0]})", meaning[operator]


#: Texts with what they mean.
WRITTEN = st.recursive(
    st.sampled_from([("yes", True), ("no", False), ("a", 1), ("'x'", "x"), ("null", None)]),
    lambda inner: (
        st.builds(_both, st.sampled_from(["&&", "||", "=="]), inner, inner)
        | inner.map(lambda one: (f"!{one[0]}", not one[1]))
        | inner.map(lambda one: (f"(empty {one[0]})", one[1] in (None, "")))
    ),
    max_leaves=12,
)


@given(WRITTEN)
def test_every_expression_keeps_its_meaning(written):
    text, meaning = written

    assert parse(translate_expression(text)).evaluate(VALUES) == meaning
