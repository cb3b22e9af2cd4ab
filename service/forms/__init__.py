"""Forms: what a user task asks, checked the same for pages, the API and rehearsals."""

from service.forms.checking import check_form, is_hidden, process_variables
from service.forms.model import Condition, Field, FieldKind, Form, Limits, Option, Row
from service.forms.reading import FormRejected, parse_form
from service.forms.sources import SOURCES, SourceTaken, form_rows, source
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
    "parse_form",
    "form_rows",
    "source",
    "process_variables",
]
