"""A form as one case is asked it: what is known of the case decides which questions stay."""

from collections.abc import Mapping
from dataclasses import replace

from service.forms.checking import is_hidden
from service.forms.model import Field, Form, Value

#: What is known before anybody answers; the condition of a question may name it.
KNOWN = frozenset({"nomination.subject", "council.method"})


def tailored(form: Form, known: Mapping[str, Value]) -> Form:
    """Leave out the questions that what is known hides, and ask the others whatever is known."""
    fields = (_settled(one, known) for one in form.fields)
    return replace(form, fields=tuple(one for one in fields if one is not None))


def _settled(one: Field, known: Mapping[str, Value]) -> Field | None:
    if one.hidden_when is None or one.hidden_when.field not in known:
        return one
    return None if is_hidden(one.hidden_when, known) else replace(one, hidden_when=None)
