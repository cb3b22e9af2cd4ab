"""Forms: what a user task asks, checked the same for pages, the API and rehearsals."""

# Each of these registers its sources by name when it is imported.
from service.forms import (
    sources_awards,
    sources_campaigns,
    sources_councils,
    sources_nominations,
    sources_provinces,
)
from service.forms.checking import check_form, is_hidden, process_variables
from service.forms.model import Condition, Field, FieldKind, Form, Limits, Option, Row
from service.forms.prefilling import earlier_answers
from service.forms.reading import FormRejected, parse_form
from service.forms.sources import SOURCES, SourceTaken, form_rows, source
from service.forms.tailoring import tailored
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
    "earlier_answers",
    "field_sentence",
    "form_rows",
    "is_hidden",
    "parse_form",
    "process_variables",
    "source",
    "sources_awards",
    "sources_campaigns",
    "sources_councils",
    "sources_nominations",
    "sources_provinces",
    "tailored",
]
