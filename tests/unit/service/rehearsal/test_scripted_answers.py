from dataclasses import replace
from datetime import date

import pytest

from service.forms import Row, parse_form
from service.models import Award, Content, Subject
from service.rehearsal.answers import Script, Situation
from service.rehearsal.scenario import Default, Override, Proposal, Scenario

MEETING = """{"id": "hold_meeting", "components": [
  {"type": "textfield", "key": "held_on", "label": "Ngày họp"},
  {"type": "dynamiclist", "key": "results", "label": "Kết quả",
   "properties": {"source": "unit_nominations"},
   "components": [{"type": "number", "key": "yes", "label": "Đồng ý"}]}]}"""

PROPOSING = """{"id": "propose_nominee", "components": [
  {"type": "textfield", "key": "more", "label": "Thêm"},
  {"type": "textfield", "key": "nominee", "label": "Họ tên"}]}"""


def proposal(ref, **more):
    return Proposal(
        ref=ref,
        unit="HTQT",
        nominee=f"Người {ref}",
        subject=Subject.INDIVIDUAL,
        award=Award.GIAY_KHEN,
        content=Content.INTEGRITY,
        achievement="",
        **more,
    )


@pytest.fixture
def scenario():
    meeting = Default(answers={"held_on": "@today-2"}, rows={"results": {"yes": 8}})
    return Scenario(
        title="",
        starts_at=None,
        campaign=None,
        units=(),
        people=(),
        nominations=(proposal("a"), proposal("b", rows={"hold_meeting": {"yes": 2}})),
        tasks={"hold_meeting": meeting},
    )


@pytest.fixture
def meeting():
    rows = [Row("N001", "Người a"), Row("N002", "Người b")]
    return Situation(
        element="hold_meeting",
        username="an",
        today=date(2025, 12, 5),
        unit="HTQT",
        rows={"unit_nominations": rows},
        names={"N001": "a", "N002": "b"},
    )


def test_people_answer_the_usual_way_unless_a_nomination_says_otherwise(scenario, meeting):
    answers = Script.of(scenario).answers(parse_form("hold_meeting", MEETING), meeting)

    assert answers == {
        "held_on": "2025-12-03",
        "results": {"N001": {"yes": 8}, "N002": {"yes": 2}},
    }


def test_the_usual_answers_keep_to_what_is_asked(scenario, meeting):
    unasked = Default(answers={"held_on": "@today", "unity": True})
    script = Script.of(replace(scenario, tasks={"hold_meeting": unasked}))

    answers = script.answers(parse_form("hold_meeting", MEETING), meeting)

    assert "unity" not in answers


def test_an_override_holds_for_its_unit_and_round_only(scenario, meeting):
    override = Override(
        element="hold_meeting",
        unit="HTQT",
        round=2,
        rows={"results": {"a": {"yes": 5}}},
    )
    script = Script.of(replace(scenario, overrides=(override,)))
    form = parse_form("hold_meeting", MEETING)

    first = script.answers(form, meeting)
    second = script.answers(form, replace(meeting, round=2))

    assert first["results"]["N001"] == {"yes": 8}
    assert second["results"]["N001"] == {"yes": 5}


def test_what_is_fixed_in_a_row_stays(scenario, meeting):
    rows = {"unit_nominations": [Row("N001", "Người a", fixed={"yes": 0})]}

    answers = Script.of(scenario).answers(
        parse_form("hold_meeting", MEETING), replace(meeting, rows=rows)
    )

    assert answers["results"] == {"N001": {"yes": 0}}


def test_a_unit_proposes_its_nominees_in_order_and_then_no_more(scenario, meeting):
    script = Script.of(scenario)
    form = parse_form("propose_nominee", PROPOSING)
    proposing = replace(meeting, element="propose_nominee", rows={})

    proposed = [script.answers(form, replace(proposing, round=number)) for number in (1, 2, 3)]

    assert proposed == [
        {"more": "add", "nominee": "Người a"},
        {"more": "add", "nominee": "Người b"},
        {"more": "finish"},
    ]


def test_a_step_the_scenario_has_never_heard_of_gets_some_answer(scenario, meeting):
    added = parse_form(
        "second_look",
        """{"id": "second_look", "components": [
          {"type": "radio", "key": "agreed", "label": "Đồng ý", "properties": {"variable": "ok"},
           "values": [{"value": true, "label": "Có"}, {"value": false, "label": "Không"}]},
          {"type": "textfield", "key": "note", "label": "Ghi chú"},
          {"type": "number", "key": "count", "label": "Số", "validate": {"min": 3}}]}""",
    )

    answers = Script.of(scenario).answers(added, replace(meeting, element="second_look"))

    assert answers == {"agreed": True, "note": "Diễn tập", "count": 3}
