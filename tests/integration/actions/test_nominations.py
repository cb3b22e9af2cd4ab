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
from service.operations.nominations import (
    conclude_suspension,
    suspend_nomination,
    withdraw_nomination,
)
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


def test_nominations_are_numbered_through_the_campaign(proposed):
    proposed.proposes(nominee="Người Khác", achievement="Một thành tích khác, đo đếm được.")

    assert [one.key for one in proposed.rows(Nomination)] == ["N001", "N002"]


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


def test_a_filed_dossier_is_kept_and_checked(proposed):
    proposed.files()

    [dossier] = proposed.rows(Dossier)
    assert (dossier.rating, dossier.revision) == (Rating.GOOD, 1)
    assert proposed.nomination().status is NominationStatus.SUBMITTED
    assert rules(proposed) == ["E17"]


def test_a_weak_rating_goes_back_to_the_clerk_and_can_be_mended(proposed):
    proposed.files(rating="SATISFACTORY")
    assert proposed.waiting("nomination", "2025/N001") == ["answer_ineligibility"]
    assert proposed.nomination().status is NominationStatus.BLOCKED

    proposed.does("nomination", "2025/N001", "answer_ineligibility", mend=True)
    proposed.files(rating="EXCELLENT")

    assert proposed.waiting("nomination", "2025/N001") == []
    assert proposed.nomination().status is NominationStatus.SUBMITTED
    assert proposed.rows(Dossier)[0].revision == 2


def test_a_person_is_not_asked_about_the_unity_of_a_collective(proposed):
    with pytest.raises(Invalid) as caught:
        proposed.files(internal_unity=True)

    assert caught.value.fields == {"internal_unity": ["unknown"]}


def test_a_collective_is_asked_about_its_unity(season):
    season.proposes(subject="collective", nominee="Tập thể Văn phòng")

    season.files(internal_unity=False)

    assert season.rows(Dossier)[0].internal_unity is False


def test_a_mended_dossier_starts_from_what_was_filed_before(proposed, units_of_work):
    proposed.files(rating="SATISFACTORY")
    proposed.does("nomination", "2025/N001", "answer_ineligibility", mend=True)
    task = proposed.task("nomination", "2025/N001", "prepare_dossier")

    with units_of_work.read() as session:
        form = parse_form("prepare_dossier", shipped("prepare_dossier"))
        known = earlier_answers(session, form, task.instance_id)

    assert known["rating"] == "SATISFACTORY"
    assert known["report"] == "Hoàn thành 12 nhiệm vụ trước hạn."


def test_a_clerk_may_drop_a_nominee_who_is_not_eligible(proposed):
    proposed.files(rating="UNSATISFACTORY")

    proposed.does("nomination", "2025/N001", "answer_ineligibility", mend=False, reason="Thôi")

    assert ended(proposed) == (NominationStatus.INELIGIBLE, "Thôi")


def test_one_achievement_is_not_proposed_for_two_awards(proposed):
    proposed.proposes(award="BANG_KHEN_TINH")

    proposed.files()

    assert "E06" in rules(proposed)


@pytest.fixture
def investigated(proposed):
    """The dossier says that the nominee is under investigation."""
    proposed.files(under_investigation=True)
    proposed.submits(N001=5)
    return proposed


def test_a_nominee_under_investigation_is_held(investigated):
    assert investigated.nomination().suspension_ground == "đang điều tra, thanh tra, kiểm tra"
    assert investigated.waiting("nomination", "2025/N001") == []


def test_a_nominee_who_is_cleared_goes_on(investigated, units_of_work):
    with units_of_work.open(standing_body(investigated)) as uow:
        nomination = investigated.nomination()
        conclude_suspension(uow, nomination.id, cleared=True, note="Không có vi phạm")
    investigated.works()

    assert investigated.waiting("nomination", "2025/N001") == ["check_completeness"]


def test_a_nomination_held_where_it_stood_leaves_no_word_for_the_next_suspension(
    submitted, units_of_work
):
    nomination_id = submitted.nomination().id
    with units_of_work.open(standing_body(submitted)) as uow:
        suspend_nomination(uow, nomination_id, "Đang xem xét kỷ luật")

    with units_of_work.open(standing_body(submitted)) as uow:
        conclude_suspension(uow, nomination_id, cleared=True, note="Không có vi phạm")

    assert submitted.told("suspension_lifted") == {}
    assert submitted.waiting("nomination", "2025/N001") == ["check_completeness"]


def test_an_upheld_suspension_ends_the_nomination(proposed, units_of_work):
    proposed.files(under_discipline_review=True)

    with units_of_work.open(standing_body(proposed)) as uow:
        conclude_suspension(uow, proposed.nomination().id, cleared=False, note="Có vi phạm")
    proposed.works()

    assert ended(proposed) == (NominationStatus.INELIGIBLE, "Có vi phạm")
    assert proposed.nomination().suspended_at is None


def test_the_unit_and_the_nominee_are_told_the_result(season, units_of_work):
    nominee = season.given.person("an")
    season.proposes(person="an")
    with units_of_work.open(member(season, "clerk-VP")) as uow:
        withdraw_nomination(uow, season.nomination().id, "Chuyển công tác")

    season.works()

    told = season.rows(Notice, kind="nomination_ended")
    assert nominee.id in {one.person_id for one in told}
    assert len(told) == len({one.person_id for one in told}) == 3


def test_a_withdrawn_nomination_ends_with_the_reason(proposed, units_of_work):
    with units_of_work.open(member(proposed, "clerk-VP")) as uow:
        withdraw_nomination(uow, proposed.nomination().id, "Chuyển công tác")
    proposed.works()

    assert ended(proposed) == (NominationStatus.WITHDRAWN, "Chuyển công tác")
    assert proposed.waiting("nomination", "2025/N001") == []


@pytest.fixture
def returned(submitted):
    """The dossier has come back to its unit."""
    submitted.does(
        "nomination",
        "2025/N001",
        "check_completeness",
        outcome="return",
        missing="Thiếu biên bản.",
        due_days=2,
    )
    return submitted


def test_a_returned_dossier_says_what_is_missing_and_until_when(returned):
    [dossier] = returned.rows(Dossier)
    task = returned.task("nomination", "2025/N001", "supplement_dossier")
    assert dossier.missing == "Thiếu biên bản."
    assert dossier.supplement_due_at == task.due_at
    assert returned.nomination().status is NominationStatus.RETURNED


def test_the_unit_reads_what_is_missing_and_the_last_day_for_it(returned):
    notice = returned.rows(Notice)[-1]

    assert notice.body.splitlines()[0] == (
        "Cần bổ sung: Thiếu biên bản. Hạn bổ sung: hết ngày 08/12/2025."
    )


def test_a_supplemented_dossier_is_looked_at_again(returned):
    returned.does("nomination", "2025/N001", "supplement_dossier", report="Đã bổ sung")

    [dossier] = returned.rows(Dossier)
    assert (dossier.report, dossier.missing) == ("Đã bổ sung", None)
    assert returned.waiting("nomination", "2025/N001") == ["check_completeness"]


def test_an_overdue_supplement_is_marked_late(returned):
    returned.comes("2025-12-09T00:00:00+07:00")

    assert returned.nomination().is_late
    assert returned.waiting("nomination", "2025/N001") == ["check_completeness"]
    assert len(returned.rows(Notice, kind="supplement_overdue")) == 2


def test_a_refused_dossier_ends_the_nomination(submitted):
    submitted.does(
        "nomination", "2025/N001", "check_completeness", outcome="refuse", missing="Sai đối tượng"
    )

    assert ended(submitted) == (NominationStatus.REFUSED, "Sai đối tượng")


def test_the_records_decide_over_what_the_unit_said(submitted):
    submitted.completes()

    submitted.cross_checks(rating="SATISFACTORY")

    status, reason = ended(submitted)
    assert status is NominationStatus.INELIGIBLE
    assert reason == "E01: Chưa được xếp loại năm từ mức hoàn thành tốt nhiệm vụ trở lên."


def test_a_checked_nomination_is_ready_for_the_council(proposed):
    proposed.makes_ready("N001")

    assert proposed.nomination().status is NominationStatus.READY


def member(season, username):
    return Actor.person(season.rows(Person, username=username)[0].id)


def standing_body(season):
    return member(season, "standing_body")
