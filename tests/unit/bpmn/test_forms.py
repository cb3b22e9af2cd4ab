"""Every user task of the product asks something a page can show in two languages."""

from collections.abc import Iterator

import pytest

from service.forms import SOURCES, Field, parse_form
from tests.unit.bpmn.walking import BPMN, ENGINE

FORMS = {path.stem: path.read_text() for path in sorted((BPMN / "forms").glob("*.form"))}
ASKED = {
    element.form_key
    for path in (BPMN / "processes").glob("*.bpmn")
    for element in ENGINE.outline(path.read_text()).elements
    if element.kind == "userTask"
}


def fields(key) -> Iterator[Field]:
    for one in parse_form(key, FORMS[key]).fields:
        yield one
        yield from one.columns


def test_every_user_task_has_a_form_and_no_form_is_left_over():
    assert set(FORMS) == ASKED


@pytest.mark.parametrize("key", FORMS)
def test_everything_asked_has_an_english_label(key):
    for one in fields(key):
        assert one.label_en, one
        assert bool(one.description) == bool(one.description_en), one
        assert all(option.label_en for option in one.options), one


@pytest.mark.parametrize("key", FORMS)
def test_the_rows_of_every_list_have_a_source(key):
    assert set(parse_form(key, FORMS[key]).sources()) <= set(SOURCES)


@pytest.mark.parametrize("key", FORMS)
def test_every_choice_that_steers_the_process_has_to_be_made(key):
    for one in fields(key):
        if one.variable and one.options:
            assert one.limits.required, one
