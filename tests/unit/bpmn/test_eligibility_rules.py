"""What the table of conditions says, rule by rule, and that each rule can be traced to its law."""

import pytest

from tests.unit.bpmn.test_nomination_paths import GOOD
from tests.unit.bpmn.walking import BPMN
from workflows.decisions import decide, read_table

TABLE = read_table((BPMN / "decisions" / "eligibility.dmn").read_text())
APPRAISAL = {"stage": "appraisal", "unit_passed": True}
TEAM = {"subject": "collective", "award": "BANG_KHEN_TINH", "internal_unity": True}
PERSON = {"award": "BANG_KHEN_TINH", "unit_passed": True}


def said(**known):
    return {
        match.rule_id: match.outputs["severity"] for match in decide(TABLE, GOOD | known).matches
    }


@pytest.mark.parametrize(
    ("known", "rule", "severity"),
    [
        ({"rating": "SATISFACTORY"}, "E01", "BLOCK"),
        ({"rating": "UNSATISFACTORY", "award": "BANG_KHEN_TINH"}, "E01", "BLOCK"),
        ({"rating": None}, "E01_missing", "NEEDS_REVIEW"),
        ({"suspension_grounds": 1}, "E02", "SUSPEND"),
        ({"already_awarded": True}, "E05", "BLOCK"),
        ({"same_achievement_elsewhere": 1}, "E06", "BLOCK"),
        ({"achievement_period": "outside"}, "E09", "WARN"),
        ({"achievement_period": "partly"}, "E09", "WARN"),
        ({"achievement_period": "unknown"}, "E09_missing", "NEEDS_REVIEW"),
        ({"contribution_described": False}, "E10_submission", "WARN"),
        (APPRAISAL | {"contribution_described": False}, "E10_appraisal", "BLOCK"),
        (PERSON, "E11", "ELIGIBLE"),
        (TEAM | {"unit_passed": True}, "E13", "ELIGIBLE"),
        (TEAM | {"internal_unity": False}, "E13_refused", "BLOCK"),
        (TEAM | {"internal_unity": None}, "E13_missing", "NEEDS_REVIEW"),
        (PERSON | {"award": "BANG_KHEN_TTG"}, "E15", "ELIGIBLE"),
        (TEAM | {"award": "BANG_KHEN_TTG"}, "E16", "NEEDS_REVIEW"),
        ({}, "E17", "ELIGIBLE"),
        (TEAM | {"unit_status": "dissolved"}, "E23", "BLOCK"),
        ({"missing_parts": 1}, "E28_submission", "BLOCK"),
        (APPRAISAL | {"missing_parts": 1}, "E28_appraisal", "NEEDS_REVIEW"),
        ({"campaign_starts": "2026-10-01"}, "E00", "NEEDS_REVIEW"),
    ],
)
def test_a_condition_leads_to_its_rule(known, rule, severity):
    assert said(**known)[rule] == severity


def test_nothing_stands_against_a_good_nominee():
    assert said() == {"E17": "ELIGIBLE"}


def test_what_is_not_known_never_passes_in_silence():
    unknown = {"rating": None, "achievement_period": "unknown"}

    assert set(said(**unknown).values()) == {"NEEDS_REVIEW"}


def test_a_low_rating_stands_against_a_certificate_of_merit_only_where_the_plan_says_so():
    assert "E01" not in said(rating="SATISFACTORY", award="BANG_KHEN_TTG")


@pytest.mark.parametrize("rule", TABLE.rules, ids=lambda rule: rule.id)
def test_every_rule_names_its_source_its_time_and_whether_it_was_verified(rule):
    told = dict(zip(TABLE.annotations, rule.annotations, strict=True))

    assert told["Mã"] == rule.id.split("_")[0]
    assert all(told[name] for name in ("Căn cứ", "Chế độ pháp lý", "Hiệu lực", "Giải thích"))
    assert told["Đã kiểm chứng"] in {"Rồi", "Chưa"}
