"""Forms: what a user task asks, checked the same for pages, the API and rehearsals."""

from service.forms.checking import check_form, is_hidden, variables_from
from service.forms.model import Condition, Field, FieldKind, Form, Limits, Option, Row
from service.forms.reading import FormRejected, read_form
from service.forms.sources import SOURCES, SourceTaken, rows_of, source
from service.forms.texts import field_sentence

__all__ = [
    "SOURCES",
    "Condition",
    "Field",
    "FieldKind",
    "Form",
    "FormRejected",
    "Limits",
    "Option",
    "Row",
    "SourceTaken",
    "check_form",
    "field_sentence",
    "is_hidden",
    "read_form",
    "rows_of",
    "source",
    "variables_from",
]
