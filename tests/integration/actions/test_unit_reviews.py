"""What the review of a unit leaves in the tables, and what it tells its nominations."""

import pytest

from service.errors import Invalid
from service.models import Nomination, NominationStatus, Notice, ReviewStatus, UnitReview
from service.scheduler.work import next_due_at

REVIEW = ("unit_review", "2025/VP")
PAST_DEADLINE = "2025-12-15T17:00:01+07:00"


def review(season):
    return season.rows(UnitReview)[0]


def reminders(season):
    told = season.rows(Notice)
    return [one for one in told if one.kind in ("unit_reminder", "unit_last_reminder")]


def test_an_opened_campaign_asks_every_unit_for_its_list(season):
    assert season.waiting(*REVIEW) == ["propose_nominee"]
    assert review(season).status is ReviewStatus.RUNNING
    assert len(season.rows(Notice, kind="campaign_opened")) == 2


def test_the_votes_of_a_meeting_are_kept(season):
    season.proposes()

    season.meets(N001=4)

    assert (review(season).members_total, review(season).members_present) == (6, 5)
    assert (season.nomination().unit_yes, season.nomination().unit_present) == (4, 5)


@pytest.mark.parametrize(("present", "asked"), [(3, "hold_meeting"), (4, "endorse_list")])
def test_a_meeting_of_less_than_two_thirds_is_held_again(season, present, asked):
    season.proposes()

    season.meets(present=present, N001=present)

    assert season.waiting(*REVIEW) == [asked]


@pytest.mark.parametrize(("yes", "passed"), [(2, False), (3, True)])
def test_more_than_half_of_those_present_pass_a_nomination(season, yes, passed):
    season.proposes()
    season.files()

    season.submits(present=4, N001=yes)

    assert season.told("unit_result")["2025/N001"]["passed"] is passed
    assert (season.nomination().status is NominationStatus.NOT_NOMINATED) is not passed


def test_more_votes_than_people_are_refused(season):
    season.proposes()

    with pytest.raises(Invalid) as caught:
        season.meets(present=5, N001=6)

    assert "results.N001.no" in caught.value.fields
    assert season.waiting(*REVIEW) == ["hold_meeting"]


def test_a_list_the_head_returns_is_voted_on_again(season):
    season.proposes()
    season.meets(N001=5)

    season.does(*REVIEW, "endorse_list", endorsed=False, comment="Họp lại cho đủ")

    assert season.waiting(*REVIEW) == ["hold_meeting"]
    assert review(season).status is ReviewStatus.RUNNING


def test_an_endorsed_list_is_submitted(season):
    season.proposes()

    season.submits(N001=5)

    assert review(season).status is ReviewStatus.SUBMITTED
    assert review(season).submitted_at is not None


def test_a_unit_is_reminded_twice_and_no_more(season, units_of_work):
    season.comes("2025-12-08T17:00:00+07:00")
    assert len(reminders(season)) == 2

    season.comes("2025-12-12T17:00:00+07:00")

    assert len(reminders(season)) == 4
    assert next_due_at(units_of_work).isoformat() == "2025-12-15T10:00:00+00:00"


def test_a_unit_that_handed_in_is_not_reminded(season):
    season.submits()

    season.comes("2025-12-12T17:00:00+07:00")

    assert reminders(season) == []


def test_the_deadline_takes_the_work_away_from_the_unit(season):
    season.comes(PAST_DEADLINE)

    assert season.waiting(*REVIEW) == ["decide_late_unit"]
    assert len(season.rows(Notice, kind="units_late")) == 2


def accept(season, until="2025-12-17"):
    season.comes(PAST_DEADLINE)
    season.does(*REVIEW, "decide_late_unit", accept=True, late_deadline=until, reason="Bão lũ")


def test_a_unit_accepted_late_goes_on_and_is_marked_so(season):
    season.proposes()
    accept(season)
    season.proposes(nominee="Người Khác", achievement="Một thành tích khác, đo đếm được.")

    assert (review(season).is_late, review(season).late_reason) == (True, "Bão lũ")
    assert [one.is_late for one in season.rows(Nomination)] == [True, True]


def test_a_unit_accepted_late_has_until_the_end_of_its_last_day(season, units_of_work):
    accept(season)

    season.comes("2025-12-17T23:59:00+07:00")
    assert season.waiting(*REVIEW) == ["propose_nominee"]
    season.comes("2025-12-18T00:00:00+07:00")

    assert season.waiting(*REVIEW) == ["decide_late_unit"]


def test_a_day_that_is_over_is_no_new_deadline(season):
    with pytest.raises(Invalid) as caught:
        accept(season, "2025-12-14")

    assert caught.value.fields == {"late_deadline": ["past"]}


def test_a_closed_unit_takes_its_nominations_with_it(season):
    season.proposes()
    season.files()
    season.comes(PAST_DEADLINE)

    season.does(*REVIEW, "decide_late_unit", accept=False, reason="Không có lý do chính đáng")

    assert review(season).status is ReviewStatus.CLOSED
    assert season.nomination().status is NominationStatus.NOT_NOMINATED
    assert season.nomination().outcome_reason == "Đơn vị không nộp danh sách đúng hạn."
