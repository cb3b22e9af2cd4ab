"""What a campaign does as a whole: the list, the posting, the council, the results."""

import pytest

from service.errors import Invalid
from service.models import (
    Campaign,
    CampaignStatus,
    Complaint,
    CouncilSession,
    Message,
    NominationStatus,
    Notice,
    Paper,
    PaperKind,
    PaperLine,
    Person,
)
from service.operations.nominations import (
    conclude_suspension,
    file_complaint,
    suspend_nomination,
)
from service.unit_of_work import Actor
from tests.support.given_seasons import Season

CAMPAIGN = ("campaign", "2025")
AFTER_DEADLINE = "2025-12-15T17:00:01+07:00"
POSTED_UNTIL = "2025-12-19T00:00:00+07:00"


@pytest.fixture
def ready(season):
    """One nomination that is ready, after the deadline of the units."""
    season.proposes()
    season.makes_ready("N001")
    season.comes(AFTER_DEADLINE)
    return season


@pytest.fixture
def posted(ready):
    ready.does(*CAMPAIGN, "consolidate", ranking={"N001": {"rank": 1}})
    return ready


@pytest.fixture
def unposted(given, units_of_work, engine):
    """One nomination that is ready, in a campaign that posts no list."""
    season = Season(given, units_of_work, engine).open("VP", posting_days=0)
    season.proposes()
    season.makes_ready("N001")
    season.comes(AFTER_DEADLINE)
    return season


def status(season):
    return season.rows(Campaign)[0].status


def person(season, username):
    return Actor.person(season.rows(Person, username=username)[0].id)


def complains(season, units_of_work):
    with units_of_work.open(person(season, "head-VP")) as uow:
        file_complaint(uow, season.nomination().id, "Thành tích không đúng")


def test_an_approved_plan_opens_the_campaign(season):
    assert status(season) is CampaignStatus.OPEN
    assert season.waiting(*CAMPAIGN) == []


def test_the_list_is_closed_once_the_deadline_has_passed_and_all_is_settled(ready):
    assert ready.waiting(*CAMPAIGN) == ["consolidate"]
    assert len(ready.rows(Message, name="dossiers_settled")) == 1


def test_a_campaign_waits_for_the_last_dossier(submitted):
    submitted.comes(AFTER_DEADLINE)
    assert submitted.waiting(*CAMPAIGN) == []

    submitted.completes()
    submitted.cross_checks()

    assert submitted.waiting(*CAMPAIGN) == ["consolidate"]


def test_unsettled_dossiers_are_reported_at_the_consolidation_deadline(submitted):
    submitted.comes("2025-12-22T17:00:01+07:00")
    assert len(submitted.rows(Notice, kind="dossiers_unsettled")) == 2
    submitted.completes()
    submitted.cross_checks()

    assert submitted.waiting(*CAMPAIGN) == ["consolidate"]


def test_a_nomination_held_on_a_legal_ground_keeps_nobody_waiting(season):
    season.proposes()
    season.files(under_investigation=True)
    season.submits(N001=5)

    season.comes(AFTER_DEADLINE)

    assert season.waiting(*CAMPAIGN) == ["consolidate"]


@pytest.fixture
def two_ready(season):
    season.proposes()
    season.proposes(nominee="Người Khác", achievement="Một thành tích khác, đo đếm được.")
    season.makes_ready("N001", "N002")
    season.comes(AFTER_DEADLINE)
    return season


def test_two_nominations_do_not_share_a_rank(two_ready):
    ranking = {"N001": {"rank": 1}, "N002": {"rank": 1}}
    with pytest.raises(Invalid) as refused:
        two_ready.does(*CAMPAIGN, "consolidate", ranking=ranking)

    assert refused.value.fields == {
        "ranking.N001.rank": ["same_rank:N002"],
        "ranking.N002.rank": ["same_rank:N001"],
    }
    assert two_ready.waiting(*CAMPAIGN) == ["consolidate"]


def test_a_ranked_list_is_posted_for_the_days_of_the_setting(posted):
    assert status(posted) is CampaignStatus.CONSOLIDATING
    assert len(posted.rows(Notice, kind="list_posted")) == 6

    posted.comes("2025-12-18T23:59:00+07:00")
    assert posted.rows(CouncilSession) == []
    posted.comes(POSTED_UNTIL)

    assert posted.waiting("council_session", "2025/council/1") == ["convene"]
    assert posted.nomination().status is NominationStatus.COUNCIL


def test_a_list_with_no_days_of_posting_goes_to_the_council_unannounced(unposted):
    unposted.does(*CAMPAIGN, "consolidate", ranking={"N001": {"rank": 1}})

    assert unposted.waiting("council_session", "2025/council/1") == ["convene"]
    assert unposted.rows(Notice, kind="list_posted") == []


@pytest.mark.parametrize(
    ("substantiated", "status"),
    [(True, NominationStatus.READY), (False, NominationStatus.COUNCIL)],
)
def test_a_substantiated_complaint_keeps_a_nomination_from_the_council(
    posted, units_of_work, substantiated, status
):
    complains(posted, units_of_work)
    posted.comes(POSTED_UNTIL)
    [complaint] = posted.rows(Complaint)
    answer = {"substantiated": substantiated, "answer": "Đã xác minh"}

    posted.does(*CAMPAIGN, "answer_complaints", complaints={str(complaint.id): answer})

    assert posted.nomination().status is status
    assert (posted.nomination().suspended_at is not None) is substantiated


def test_a_suspended_nomination_is_left_out_of_the_list(ready, units_of_work):
    with units_of_work.open(person(ready, "standing_body")) as uow:
        suspend_nomination(uow, ready.nomination().id, "Có đơn tố cáo")

    ready.does(*CAMPAIGN, "consolidate", ranking={})
    ready.comes(POSTED_UNTIL)

    assert ready.nomination().status is NominationStatus.READY


def decide(season, vote="yes"):
    """Have a council of two, member and chair, decide on the one nomination."""
    season.comes(POSTED_UNTIL)
    council = ("council_session", "2025/council/1")
    season.does(*council, "convene", date="2025-12-24", time="14:00", place="Phòng họp")
    members = [
        season.rows(Person, username=name)[0] for name in ("council_member", "council_chair")
    ]
    season.does(
        *council,
        "record_attendance",
        attendance={str(one.id): {"present": True} for one in members},
    )
    for one in members:
        season.votes(one, N001={"choice": vote})
    season.does(*council, "confirm_result", confirmed=True)


@pytest.fixture
def rejected(posted):
    """A nomination the council has not passed."""
    decide(posted, "no")
    return posted


def test_a_council_that_passes_nothing_leads_to_the_end(rejected):
    rejected.comes("2026-01-24T00:00:00+07:00")

    assert rejected.nomination().status is NominationStatus.NOT_PASSED
    assert rejected.rows(Paper) == []
    assert rejected.waiting(*CAMPAIGN) == ["write_closing_report"]


@pytest.fixture
def passed(posted):
    """A nomination for the Director's own award that the council has passed."""
    decide(posted)
    return posted


def award(season):
    """Have the Director sign what the council passed."""
    decision = ("department_award", "2025/award/1")
    season.does(*decision, "draft_decision", abstract="Tặng Giấy khen", lines={"N001": {}})
    season.does(*decision, "sign_decision", signed=True)
    season.does(*decision, "register_decision", number="12/QĐ-SNgV", date="2025-12-25")


def test_an_awarded_nomination_is_counted_in_the_results(passed):
    award(passed)
    assert passed.nomination().status is NominationStatus.AWARDED

    passed.comes("2026-01-24T00:00:00+07:00")
    passed.does(*CAMPAIGN, "write_closing_report", report="Kết quả đợt thi đua")

    assert status(passed) is CampaignStatus.ARCHIVED
    assert passed.left_undelivered() == []


@pytest.fixture
def held(season, units_of_work):
    """Two nominations: the council has passed one while the other was held."""
    season.proposes()
    season.proposes(nominee="Người Khác", achievement="Một thành tích khác, đo đếm được.")
    season.makes_ready("N001", "N002")
    with units_of_work.open(person(season, "standing_body")) as uow:
        suspend_nomination(uow, season.nomination(2).id, "Có đơn tố cáo")
    season.comes(AFTER_DEADLINE)
    season.does(*CAMPAIGN, "consolidate", ranking={"N001": {"rank": 1}})
    decide(season)
    return season


def test_a_held_nomination_does_not_keep_the_campaign_from_closing(held):
    award(held)
    held.comes("2026-01-24T00:00:00+07:00")

    assert held.waiting(*CAMPAIGN) == ["write_closing_report"]
    assert held.nomination(2).status is NominationStatus.READY


def test_a_nomination_cleared_meanwhile_gets_a_council_of_its_own(held, units_of_work):
    with units_of_work.open(person(held, "standing_body")) as uow:
        conclude_suspension(uow, held.nomination(2).id, cleared=True, note="Không vi phạm")

    award(held)

    assert held.waiting("council_session", "2025/council/2") == ["convene"]
    assert held.nomination(2).status is NominationStatus.COUNCIL


@pytest.fixture
def forwarded(season):
    """A nomination for the highest award that the province has forwarded."""
    season.proposes(award="BANG_KHEN_TTG")
    season.makes_ready("N001")
    season.comes(AFTER_DEADLINE)
    season.does(*CAMPAIGN, "consolidate", ranking={"N001": {"rank": 1}})
    decide(season)
    submission = ("provincial_submission", "2025/province/1")
    season.does(*submission, "draft_submission", abstract="Đề nghị khen", recipient="Chủ tịch")
    season.does(*submission, "sign_submission", signed=True)
    letter = {"number": "45/TTr-SNgV", "date": "2025-12-26", "sent": "2025-12-26"}
    season.does(*submission, "dispatch_submission", **letter)
    season.does(*submission, "record_receipt", received="2025-12-29")
    season.does(*submission, "record_province_response", response="accepted")
    decisions = {"N001": {"decision": "forwarded"}}
    season.does(
        *submission,
        "record_province_decisions",
        number="163/QĐ-UBND",
        date="2026-01-20",
        decisions=decisions,
    )
    return season


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"granted": True}, NominationStatus.AWARDED),
        ({"granted": False, "reason": "Chưa tiêu biểu"}, NominationStatus.REFUSED),
    ],
)
def test_what_the_prime_minister_decides_reaches_the_nomination(forwarded, said, status):
    forwarded.does(
        *CAMPAIGN,
        "record_prime_minister_decisions",
        number="99/QĐ-TTg",
        dated="2026-03-20",
        decisions={"N001": said},
    )

    assert forwarded.nomination().status is status
    [paper] = forwarded.rows(Paper, kind=PaperKind.PRIME_MINISTER_DECISION)
    [line] = forwarded.rows(PaperLine, paper_id=paper.id)
    assert (paper.number, line.granted) == ("99/QĐ-TTg", said["granted"])


def test_what_the_prime_minister_grants_has_a_number_and_a_date(forwarded):
    with pytest.raises(Invalid) as refused:
        forwarded.does(
            *CAMPAIGN, "record_prime_minister_decisions", decisions={"N001": {"granted": True}}
        )

    assert refused.value.fields == {"number": ["required"], "dated": ["required"]}
