"""What happens to a nomination between its unit and the council."""

import pytest

from service.errors import Invalid
from service.forms import earlier_answers, parse_form
from service.models import (
    Award,
    Dossier,
    Nomination,
    NominationStatus,
    Notice,
    Person,
    Rating,
    RuleResult,
)
from service.operations.definitions import shipped_files
from service.operations.nominations import conclude_suspension, withdraw_nomination
from service.unit_of_work import Actor


def ended(season):
    nomination = season.nomination()
    return nomination.status, nomination.outcome_reason


def shipped(key):
    return next(one.content for one in shipped_files() if one.key == key)


def rules(season):
    return [one.rule_id for one in season.rows(RuleResult, decision_key="eligibility")]


def test_a_proposed_nominee_becomes_a_nomination_with_its_own_process(season):
    season.proposes(award="BANG_KHEN_TINH", is_woman=True)

    nomination = season.nomination()
    assert (nomination.key, nomination.status) == ("N001", NominationStatus.DRAFT)
    assert (nomination.award, nomination.proposed_award) == (Award.BANG_KHEN_TINH,) * 2
    assert season.waiting("nomination", "2025/N001") == ["prepare_dossier"]
    assert season.waiting("unit_review", "2025/VP") == ["propose_nominee"]


def test_nominations_are_numbered_through_the_campaign(season):
    season.proposes()
    season.proposes(nominee="Người Khác", achievement="Một thành tích khác, đo đếm được.")

    assert [one.key for one in season.rows(Nomination)] == ["N001", "N002"]


def test_who_proposed_is_kept_for_the_council(season):
    season.proposes(person="head-VP")

    nomination = season.nomination()
    assert nomination.person_id is not None
    assert nomination.proposed_by_id not in (None, nomination.person_id)


def test_an_account_that_does_not_exist_is_named_as_the_mistake(season):
    with pytest.raises(Invalid) as caught:
        season.proposes(person="nobody")

    assert caught.value.fields == {"person": ["no_such_account"]}
    assert season.rows(Nomination) == []


def test_a_filed_dossier_is_kept_and_checked(season):
    season.proposes()

    season.files()

    [dossier] = season.rows(Dossier)
    assert (dossier.rating, dossier.revision) == (Rating.GOOD, 1)
    assert season.nomination().status is NominationStatus.SUBMITTED
    assert rules(season) == ["E17"]


def test_a_weak_rating_goes_back_to_the_clerk_and_can_be_mended(season):
    season.proposes()
    season.files(rating="SATISFACTORY")
    assert season.waiting("nomination", "2025/N001") == ["answer_ineligibility"]

    season.does("nomination", "2025/N001", "answer_ineligibility", mend=True)
    season.files(rating="EXCELLENT")

    assert season.waiting("nomination", "2025/N001") == []
    assert season.rows(Dossier)[0].revision == 2


def test_a_mended_dossier_starts_from_what_was_filed_before(season, units_of_work):
    season.proposes()
    season.files(rating="SATISFACTORY")
    season.does("nomination", "2025/N001", "answer_ineligibility", mend=True)
    task = season.task("nomination", "2025/N001", "prepare_dossier")

    with units_of_work.read() as session:
        form = parse_form("prepare_dossier", shipped("prepare_dossier"))
        known = earlier_answers(session, form, task.instance_id)

    assert known["rating"] == "SATISFACTORY"
    assert known["report"] == "Hoàn thành 12 nhiệm vụ trước hạn."


def test_a_clerk_may_drop_a_nominee_who_is_not_eligible(season):
    season.proposes()
    season.files(rating="UNSATISFACTORY")

    season.does("nomination", "2025/N001", "answer_ineligibility", mend=False, reason="Thôi")

    assert ended(season) == (NominationStatus.INELIGIBLE, "Thôi")


def test_one_achievement_is_not_proposed_for_two_awards(season):
    season.proposes()
    season.proposes(award="BANG_KHEN_TINH")

    season.files()

    assert "E06" in rules(season)


def test_a_nominee_under_investigation_is_held_until_cleared(season, units_of_work):
    season.proposes()
    season.files(under_investigation=True)
    nomination = season.nomination()
    assert nomination.suspension_ground == "đang điều tra, thanh tra, kiểm tra"

    with units_of_work.open(standing_body(season)) as uow:
        conclude_suspension(uow, nomination.id, cleared=True, note="Không có vi phạm")
    season.works()
    season.submits(N001=5)

    assert season.waiting("nomination", "2025/N001") == ["check_completeness"]


def test_an_upheld_suspension_ends_the_nomination(season, units_of_work):
    season.proposes()
    season.files(under_discipline_review=True)

    with units_of_work.open(standing_body(season)) as uow:
        conclude_suspension(uow, season.nomination().id, cleared=False, note="Có vi phạm")
    season.works()

    assert ended(season) == (NominationStatus.INELIGIBLE, "Có vi phạm")
    assert season.nomination().suspended_at is None


def test_a_withdrawn_nomination_ends_with_the_reason(season, units_of_work):
    season.proposes()

    with units_of_work.open(member(season, "clerk-VP")) as uow:
        withdraw_nomination(uow, season.nomination().id, "Chuyển công tác")
    season.works()

    assert ended(season) == (NominationStatus.WITHDRAWN, "Chuyển công tác")
    assert season.waiting("nomination", "2025/N001") == []


def returns(season, days=2):
    season.proposes()
    season.files()
    season.submits(N001=5)
    season.does(
        "nomination",
        "2025/N001",
        "check_completeness",
        outcome="return",
        missing="Thiếu biên bản",
        due_days=days,
    )


def test_a_returned_dossier_says_what_is_missing_and_until_when(season):
    returns(season)

    [dossier] = season.rows(Dossier)
    task = season.task("nomination", "2025/N001", "supplement_dossier")
    assert dossier.missing == "Thiếu biên bản"
    assert dossier.supplement_due_at == task.due_at
    assert season.nomination().status is NominationStatus.RETURNED


def test_a_supplemented_dossier_is_looked_at_again(season):
    returns(season)

    season.does("nomination", "2025/N001", "supplement_dossier", report="Đã bổ sung")

    [dossier] = season.rows(Dossier)
    assert (dossier.report, dossier.missing) == ("Đã bổ sung", None)
    assert season.waiting("nomination", "2025/N001") == ["check_completeness"]


def test_an_overdue_supplement_is_marked_late(season):
    returns(season)

    season.comes("2025-12-09T00:00:00+07:00")

    assert season.nomination().is_late
    assert season.waiting("nomination", "2025/N001") == ["check_completeness"]
    assert len(season.rows(Notice, kind="supplement_overdue")) == 2


def test_a_refused_dossier_ends_the_nomination(season):
    season.proposes()
    season.files()
    season.submits(N001=5)

    season.does(
        "nomination", "2025/N001", "check_completeness", outcome="refuse", missing="Sai đối tượng"
    )

    assert ended(season) == (NominationStatus.REFUSED, "Sai đối tượng")


def test_the_records_decide_over_what_the_unit_said(season):
    season.proposes()
    season.files()
    season.submits(N001=5)
    season.completes()

    season.cross_checks(rating="SATISFACTORY")

    status, reason = ended(season)
    assert status is NominationStatus.INELIGIBLE
    assert reason == "E01: Chưa đạt mức hoàn thành tốt nhiệm vụ năm 2025 trở lên."


def test_a_checked_nomination_is_ready_for_the_council(season):
    season.proposes()

    season.makes_ready("N001")

    assert season.nomination().status is NominationStatus.READY


def member(season, username):
    return Actor.person(season.rows(Person, username=username)[0].id)


def standing_body(season):
    return member(season, "standing_body")
