"""Putting what a paper says into its template, where a template can do nothing but show it."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from unicodedata import category, normalize

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from service.documents.archives import settled
from service.documents.fields import Fields

#: Control signs, halves of signs, and what is no sign at all.
_UNFIT: Final = frozenset({"Cc", "Cs", "Cn"})
FILTERS: Final = frozenset({"upper", "lower", "length", "join"})


def environment() -> ImmutableSandboxedEnvironment:
    """Make what templates are read in: no calls into Python, and no field that is not there."""
    found = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    found.filters = {name: found.filters[name] for name in (*FILTERS, "escape", "e")}
    found.globals.clear()
    return found


def fill(template: bytes, fields: Fields) -> bytes:
    """Return the .docx a template makes of these fields: always the same bytes."""
    document = DocxTemplate(BytesIO(template))
    document.render(_written(fields), environment(), autoescape=True)
    kept = BytesIO()
    document.save(kept)
    return settled(kept.getvalue())


def _written(value: Any) -> Any:
    """Write text in composed letters, without signs a .docx cannot hold."""
    if isinstance(value, Mapping):
        return {name: _written(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_written(inner) for inner in value]
    return _readable(value) if isinstance(value, str) else value


def _readable(text: str) -> str:
    composed = normalize("NFC", text)
    return "".join(sign for sign in composed if sign in "\n\t" or category(sign) not in _UNFIT)
