import json

import pytest

from service.forms import FieldKind, FormRejected, parse_form, tailored


def form_text(*components):
    return json.dumps({"type": "default", "id": "some_form", "components": list(components)})


def test_a_form_keeps_the_order_of_its_questions():
    text = form_text(
        {"type": "text", "text": "### Hướng dẫn"},
        {"type": "textfield", "key": "nominee", "label": "Họ tên"},
        {"type": "datetime", "key": "held_on", "dateLabel": "Ngày họp", "subtype": "date"},
    )

    form = parse_form("some_form", text)

    assert [one.key for one in form.questions()] == ["nominee", "held_on"]
    assert form.fields[2].kind is FieldKind.DATE


@pytest.mark.parametrize(
    ("component", "reason"),
    [
        ({"type": "button", "key": "go", "label": "Gửi"}, "button"),
        ({"type": "textfield", "key": "typename", "label": "Loại"}, "usable key"),
        ({"type": "textfield", "key": "Tên", "label": "Tên"}, "usable key"),
        ({"type": "textfield", "key": "nominee"}, "no label"),
        ({"type": "radio", "key": "approved", "label": "Duyệt"}, "no options"),
        ({"type": "dynamiclist", "key": "results", "label": "Kết quả"}, "no source"),
        (
            {
                "type": "textfield",
                "key": "a",
                "label": "A",
                "conditional": {"hide": "=len(b) > 3"},
            },
            "condition",
        ),
        (
            {"type": "textfield", "key": "a", "label": "A", "conditional": {"hide": "=b = 1"}},
            "not asked before",
        ),
    ],
)
def test_a_component_nobody_could_answer_is_refused(component, reason):
    with pytest.raises(FormRejected, match=reason):
        parse_form("some_form", form_text(component))


UNITY = {
    "type": "textfield",
    "key": "unity",
    "label": "Đoàn kết",
    "conditional": {"hide": '=nomination.subject = "individual"'},
}


@pytest.mark.parametrize(("subject", "asked"), [("individual", []), ("collective", ["unity"])])
def test_what_is_known_of_the_case_decides_what_is_asked(subject, asked):
    form = tailored(parse_form("some_form", form_text(UNITY)), {"nomination.subject": subject})

    assert [one.key for one in form.questions()] == asked
    assert [one.hidden_when for one in form.questions() if one.hidden_when] == []


def test_rows_do_not_depend_on_what_is_known_of_the_case():
    rows = {"type": "dynamiclist", "key": "rows", "label": "Dòng", "components": [UNITY]}

    with pytest.raises(FormRejected, match="not asked before"):
        parse_form("some_form", form_text(rows))


def test_a_text_that_is_no_form_is_refused():
    with pytest.raises(FormRejected):
        parse_form("some_form", "[]")


def test_a_form_under_another_name_is_refused():
    with pytest.raises(FormRejected, match="differs"):
        parse_form("another_form", form_text())
