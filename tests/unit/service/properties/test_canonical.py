import json

from hypothesis import given
from hypothesis import strategies as some

from service.audit.chain import canonical

keepable = some.recursive(
    some.booleans()
    | some.integers(-(2**70), 2**70)
    | some.text(some.characters(exclude_categories=("Cs",))),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.text(some.characters(exclude_categories=("Cs",))), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(keepable)
def test_the_standard_library_writes_the_same_bytes(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert canonical(value) == text.encode()
