import json

import pytest

from service.errors import Invalid
from service.forms import Row, check_form, parse_form, process_variables

FINISH = {"hide": '=more = "finish"'}
NOMINEE = {
    "type": "textfield",
    "key": "nominee",
    "label": "Họ tên",
    "validate": {"required": True, "maxLength": 20},
    "conditional": FINISH,
}
MORE = {
    "type": "radio",
    "key": "more",
    "label": "Việc tiếp theo",
    "validate": {"required": True},
    "values": [{"value": "add", "label": "Thêm"}, {"value": "finish", "label": "Kết thúc"}],
    "properties": {"variable": "more"},
}
RESULTS = {
    "type": "dynamiclist",
    "key": "results",
    "label": "Kết quả",
    "properties": {"source": "unit_nominations"},
    "components": [
        {
            "type": "number",
            "key": "yes",
            "label": "Đồng ý",
            "validate": {"required": True, "min": 0},
        },
        {"type": "number", "key": "no", "label": "Không", "validate": {"min": 0}},
    ],
}


def form_of(*components):
    return parse_form("some_form", json.dumps({"id": "some_form", "components": components}))


def question(kind, **more):
    return form_of({"type": kind, "key": "value", "label": "Giá trị", **more})


def refusal(form, answers, rows=None):
    with pytest.raises(Invalid) as caught:
        check_form(form, answers, rows or {})
    return caught.value.fields


def test_answers_come_back_in_their_final_types():
    form = form_of(
        {"type": "number", "key": "count", "label": "Số"},
        {"type": "datetime", "key": "day", "label": "Ngày"},
        {"type": "checkbox", "key": "leader", "label": "Lãnh đạo"},
    )

    cleaned = check_form(form, {"count": " 5 ", "day": "2025-12-15", "leader": "on"}, {})

    assert cleaned == {"count": 5, "day": "2025-12-15", "leader": True}


def test_an_empty_page_leaves_boxes_unticked_and_optional_fields_empty():
    form = form_of(
        {"type": "checkbox", "key": "leader", "label": "Lãnh đạo"},
        {"type": "textarea", "key": "note", "label": "Ghi chú"},
    )

    assert check_form(form, {"note": "  "}, {}) == {"leader": False, "note": None}


def test_what_the_form_does_not_ask_is_refused():
    form = form_of(MORE)

    assert refusal(form, {"more": "finish", "approved": True}) == {"approved": ["unknown"]}


def test_a_hidden_field_is_neither_asked_nor_kept():
    form = form_of(MORE, NOMINEE)

    assert check_form(form, {"more": "finish", "nominee": "X"}, {}) == {"more": "finish"}
    assert refusal(form, {"more": "add"}) == {"nominee": ["required"]}


def test_only_fields_that_name_a_variable_enter_the_process():
    form = form_of(MORE, NOMINEE)
    cleaned = check_form(form, {"more": "add", "nominee": "Người mẫu"}, {})

    assert process_variables(form, cleaned) == {"more": "add"}


@pytest.mark.parametrize(
    ("kind", "more", "value", "code"),
    [
        ("number", {}, "2.5", "not_a_number"),
        ("number", {}, True, "not_a_number"),
        ("number", {"validate": {"min": 0}}, -1, "min:0"),
        ("number", {"validate": {"max": 9}}, 10, "max:9"),
        ("textfield", {}, 5, "malformed"),
        ("textfield", {}, "a\x00b", "malformed"),
        ("textfield", {"validate": {"minLength": 3}}, "ab", "min_length:3"),
        ("textfield", {"validate": {"pattern": r"\d+"}}, "ab", "pattern"),
        ("datetime", {}, "15/12/2025", "not_a_date"),
        ("checkbox", {}, [], "malformed"),
        ("checkbox", {"validate": {"required": True}}, False, "required"),
        ("radio", {"values": [{"value": True, "label": "Có"}]}, 1, "not_an_option"),
        ("checklist", {"values": [{"value": "a", "label": "A"}]}, "a", "malformed"),
        ("checklist", {"values": [{"value": "a", "label": "A"}]}, ["b"], "not_an_option"),
    ],
)
def test_a_wrong_value_is_named_by_a_code(kind, more, value, code):
    assert refusal(question(kind, **more), {"value": value}) == {"value": [code]}


def test_a_yes_or_no_choice_enters_as_a_truth_value():
    values = [{"value": True, "label": "Có"}, {"value": False, "label": "Không"}]
    form = question("radio", values=values)

    assert check_form(form, {"value": "false"}, {}) == {"value": False}


def test_every_row_is_answered_and_no_other():
    form = form_of(RESULTS)
    rows = {"unit_nominations": [Row("N001", "Người mẫu 1"), Row("N002", "Người mẫu 2")]}

    fields = refusal(form, {"results": {"N001": {"yes": "x"}, "N009": {"yes": 1}}}, rows)

    assert fields == {
        "results.N001.yes": ["not_a_number"],
        "results.N002": ["required"],
        "results.N009": ["unknown"],
    }


def test_rows_are_kept_under_their_keys():
    form = form_of(RESULTS)
    rows = {"unit_nominations": [Row("N001", "Người mẫu 1")]}

    cleaned = check_form(form, {"results": {"N001": {"yes": "5"}}}, rows)

    assert cleaned == {"results": {"N001": {"yes": 5, "no": None}}}


def test_a_list_without_rows_needs_no_answer():
    assert check_form(form_of(RESULTS), {}, {"unit_nominations": []}) == {"results": {}}


def test_a_fixed_value_of_a_row_cannot_be_changed():
    form = form_of(RESULTS)
    rows = {"unit_nominations": [Row("N001", "Người mẫu 1", fixed={"yes": 0})]}

    assert refusal(form, {"results": {"N001": {"yes": 1}}}, rows) == {"results.N001.yes": ["fixed"]}


def test_more_hands_than_people_are_refused():
    present = {"type": "number", "key": "present", "label": "Có mặt"}
    results = RESULTS | {"properties": RESULTS["properties"] | {"at_most": "present"}}
    rows = {"unit_nominations": [Row("N001", "Người mẫu 1")]}
    answers = {"present": 4, "results": {"N001": {"yes": 3, "no": 2}}}

    fields = refusal(form_of(present, results), answers, rows)

    assert fields == {"results.N001.yes": ["at_most:4"]}
