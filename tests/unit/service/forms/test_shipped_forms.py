"""The forms we ship ask in both languages, and every user task has one."""

import pytest

from service.forms import SOURCES, FieldKind, parse_form
from tests.unit.bpmn.walking import BPMN, ENGINE

FORMS = {
    path.stem: parse_form(path.stem, path.read_text())
    for path in sorted((BPMN / "forms").glob("*.form"))
}


def asked(fields):
    for one in fields:
        yield one
        yield from asked(one.columns)


def user_tasks():
    for path in sorted((BPMN / "processes").glob("*.bpmn")):
        outline = ENGINE.outline(path.read_text())
        yield from (one for one in outline.elements if one.kind == "userTask")


def test_every_user_task_has_a_form_and_every_form_a_task():
    assert {one.form_key for one in user_tasks()} == FORMS.keys()


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_form_asks_in_both_languages(form):
    untold = [one.key for one in asked(form.fields) if not (one.label and one.label_en)]
    untold += [
        f"{one.key}: {option.value}"
        for one in asked(form.fields)
        for option in one.options
        if not (option.label and option.label_en)
    ]

    assert untold == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_the_rows_of_a_form_have_somebody_who_supplies_them(form):
    assert set(form.sources()) <= SOURCES.keys()


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_form_starts_from_answers_of_tasks_that_exist(form):
    assert set(form.prefilled_from) <= {one.id for one in user_tasks()}


def test_a_nomination_names_one_of_the_four_contents_of_the_plan():
    [content] = [one for one in FORMS["propose_nominee"].fields if one.key == "content"]

    assert content.limits.required
    assert content.kind is FieldKind.SELECT
    assert [option.value for option in content.options] == ["II.1", "II.2", "II.3", "II.4"]
