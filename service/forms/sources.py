"""Who supplies the fixed rows of a list in a form, by name."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy.orm import Session

from service.forms.model import Form, Row
from service.models import ProcessInstance

Source: TypeAlias = Callable[[Session, ProcessInstance, int | None], list[Row]]

_sources: dict[str, Source] = {}

#: What forms may name; filled when ``service.forms`` is imported.
SOURCES: Mapping[str, Source] = _sources


class SourceTaken(Exception):
    """Two sources want the same name."""


def source(name: str) -> Callable[[Source], Source]:
    """Offer a function that lists rows for the forms of an instance under this name."""

    def register(function: Source) -> Source:
        if name in _sources:
            raise SourceTaken(name)
        _sources[name] = function
        return function

    return register


def form_rows(
    form: Form, session: Session, instance: ProcessInstance, person_id: int | None
) -> dict[str, list[Row]]:
    """List the rows each source gives this person for a form of this instance."""
    return {name: SOURCES[name](session, instance, person_id) for name in form.sources()}
