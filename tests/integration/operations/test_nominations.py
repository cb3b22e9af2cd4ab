"""What people may do to a nomination outside its diagram."""

import pytest

from service.errors import Conflict, Invalid, NotAllowed
from service.models import Complaint, Group, Message, NominationStatus, Notice, Person
from service.operations.nominations import (
    conclude_suspension,
    file_complaint,
    suspend_nomination,
    withdraw_nomination,
)
from service.queries.cases import timeline
from service.queries.nominations import case_of_nomination
from service.unit_of_work import Actor
from tests.support.given_seasons import Season

AFTER_DEADLINE = "2025-12-15T17:00:01+07:00"
POSTED_UNTIL = "2025-12-19T00:00:00+07:00"


@pytest.fixture
def season(given, units_of_work, engine):
    return Season(given, units_of_work, engine).open("VP")


@pytest.fixture
def nomination(season):
    season.proposes()
    return season.nomination()


@pytest.fixture
def posted(season, nomination):
    """The list with one nomination is posted inside the department."""
    season.makes_ready("N001")
    season.comes(AFTER_DEADLINE)
    season.does("campaign", "2025", "consolidate", ranking={"N001": {"rank": 1}})
    return season


@pytest.fixture
def acts(season, units_of_work):
    """Have somebody do something to the one nomination."""

    def act(username, operation, *words, **choices):
        person_id = season.rows(Person, username=username)[0].id
        with units_of_work.open(Actor.person(person_id)) as uow:
            return operation(uow, season.nomination().id, *words, **choices)

    return act


def test_a_withdrawal_needs_a_reason(nomination, acts):
    with pytest.raises(Invalid) as refused:
        acts("clerk-VP", withdraw_nomination, "  ")

    assert refused.value.fields == {"reason": ["required"]}


def test_a_nomination_just_withdrawn_is_not_withdrawn_again(season, nomination, acts):
    acts("clerk-VP", withdraw_nomination, "Chuyển công tác")

    with pytest.raises(Conflict, match="about to end"):
        acts("head-VP", withdraw_nomination, "Chuyển công tác")

    assert list(season.told("withdrawn")) == ["2025/N001"]


def test_what_befalls_a_nomination_stands_in_the_history_of_its_case(
    nomination, acts, units_of_work
):
    acts("standing_body", suspend_nomination, "Đang xem xét kỷ luật")
    acts("standing_body", conclude_suspension, cleared=True, note="Không vi phạm")

    with units_of_work.read() as session:
        told = timeline(session, case_of_nomination(session, nomination.id))
    assert {"nomination:suspended", "nomination:resumed"} <= {one.event for one in told}


def test_a_suspension_is_told_to_the_unit_and_the_office(season, nomination, acts):
    acts("standing_body", suspend_nomination, "Đang xem xét kỷ luật")

    told = season.rows(Notice, kind="nomination_suspended")
    names = {one.id: one.username for one in season.rows(Person)}
    assert {names[one.person_id] for one in told} == {"head-VP", "standing_body"}


def test_an_upheld_suspension_holds_until_the_process_has_ended(season, nomination, acts):
    acts("standing_body", suspend_nomination, "Đang xem xét kỷ luật")

    acts("standing_body", conclude_suspension, cleared=False, note="Có vi phạm")

    assert season.nomination().suspended_at is not None
    season.works()
    assert season.nomination().status is NominationStatus.INELIGIBLE
    assert season.nomination().suspended_at is None


def test_a_conclusion_needs_a_suspension(nomination, acts):
    with pytest.raises(Conflict, match="not suspended"):
        acts("standing_body", conclude_suspension, cleared=True, note="Không vi phạm")


def test_somebody_of_another_unit_may_not_complain_about_what_they_cannot_see(
    given, nomination, acts
):
    given.person("clerk-XA", Group.UNIT_CLERK, unit=given.unit("XA"))

    with pytest.raises(NotAllowed):
        acts("clerk-XA", file_complaint, "Không đúng")


def test_whoever_is_in_the_department_may_complain_about_a_posted_nomination(given, posted, acts):
    given.person("clerk-XA", Group.UNIT_CLERK, unit=given.unit("XA"))

    acts("clerk-XA", file_complaint, "Không đúng")

    assert [one.text for one in posted.rows(Complaint)] == ["Không đúng"]


def test_nobody_in_particular_may_not_complain(nomination, units_of_work):
    with pytest.raises(NotAllowed), units_of_work.open(Actor.system()) as uow:
        file_complaint(uow, nomination.id, "Không đúng")


def test_a_complaint_filed_while_the_others_are_answered_is_answered_too(posted, acts):
    acts("head-VP", file_complaint, "Không đúng")
    posted.comes(POSTED_UNTIL)
    acts("head-VP", file_complaint, "Còn việc khác")

    answers = {"1": {"substantiated": False, "answer": "Đã kiểm tra"}}
    with pytest.raises(Invalid) as refused:
        posted.does("campaign", "2025", "answer_complaints", complaints=answers)

    assert refused.value.fields == {"complaints.2": ["required"]}


def test_a_complaint_after_the_list_is_settled_is_refused_with_the_way_that_is_left(posted, acts):
    posted.comes(POSTED_UNTIL)

    with pytest.raises(Conflict) as refused:
        acts("head-VP", file_complaint, "Không đúng")

    assert "bằng văn bản" in refused.value.sentence("vi")
    assert posted.rows(Complaint) == []


def test_an_upheld_suspension_is_told_once(season, nomination, acts):
    acts("standing_body", suspend_nomination, "Đang xem xét kỷ luật")
    acts("standing_body", conclude_suspension, cleared=False, note="Có vi phạm")

    with pytest.raises(Conflict):
        acts("standing_body", conclude_suspension, cleared=False, note="Có vi phạm")

    assert len(season.rows(Message, name="suspension_upheld")) == 1
