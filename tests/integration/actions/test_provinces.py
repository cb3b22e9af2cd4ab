"""What a submission to the province leaves in the register, and what it tells the nominations."""

import pytest

from service.errors import Invalid
from service.models import (
    Award,
    Dossier,
    Message,
    Nomination,
    NominationStatus,
    Notice,
    Paper,
    PaperKind,
    PaperLine,
)
from service.operations.messages import deliver_message
from service.unit_of_work import Actor


@pytest.fixture
def sent(decisions):
    """A submission of two nominations that has left the house."""
    nominations = [
        decisions.nomination(1, Award.BANG_KHEN_TINH),
        decisions.nomination(2, Award.BANG_KHEN_TTG),
    ]
    decisions.council_passes(*nominations)
    instance = decisions.start("provincial_submission", "2025/province/1")
    decisions.does(instance, "draft_submission", abstract="Đề nghị khen", recipient="Chủ tịch")
    decisions.does(instance, "sign_submission", signed=True)
    decisions.does(
        instance,
        "dispatch_submission",
        number="45/TTr-SNgV",
        date="2025-12-26",
        sent="2025-12-26",
    )
    return instance


@pytest.fixture
def received(decisions, sent):
    decisions.does(sent, "record_receipt", received="2025-12-29")
    return sent


@pytest.fixture
def accepted(decisions, received):
    decisions.does(received, "record_province_response", response="accepted")
    return received


def returns(decisions, instance, missing=("N001",)):
    said = {
        key: {"verdict": "missing", "missing": "Thiếu báo cáo"}
        if key in missing
        else {"verdict": "complete"}
        for key in ("N001", "N002")
    }
    decisions.does(instance, "record_province_response", response="returned", returns=said)


def decides(decisions, instance, first, second):
    said = {"N001": {"decision": first}, "N002": {"decision": second}}
    decisions.does(
        instance,
        "record_province_decisions",
        number="163/QĐ-UBND",
        date="2026-01-20",
        decisions=said,
    )


def supplement_arrives(decisions, instance, key):
    with decisions.units_of_work.open(Actor.system()) as uow:
        message = Message(
            kind="catch",
            name="supplement_ready",
            process_key=instance.process_key,
            business_key=instance.business_key,
            campaign_id=instance.campaign_id,
            variables={"nomination": key},
            sent_at=uow.now,
        )
        uow.session.add(message)
        uow.flush()
        assert deliver_message(uow, decisions.engine, message.id)


def test_a_sent_letter_is_in_the_register_with_its_lines(decisions, sent):
    [letter] = decisions.rows(Paper)

    assert (letter.kind, letter.number) == (PaperKind.SUBMISSION_LETTER, "45/TTr-SNgV")
    assert letter.signed_by_id == decisions.people["director"].id
    assert len(decisions.rows(PaperLine)) == 2


def test_a_late_receipt_is_told_to_director_and_standing_body(decisions, sent):
    decisions.fires(sent, "receipt_overdue")

    notices = decisions.rows(Notice, kind="province_overdue")
    assert {one.person_id for one in notices} == {
        decisions.people["director"].id,
        decisions.people["standing_body"].id,
    }
    assert decisions.waiting(sent) == ["record_receipt"]


def test_a_granted_award_is_told_and_a_forwarded_one_waits(decisions, accepted):
    decides(decisions, accepted, "granted", "forwarded")

    assert decisions.told("award_result") == {"2025/N001": {"granted": True, "reason": ""}}
    assert [one.status for one in decisions.rows(Nomination)] == [
        NominationStatus.COUNCIL,
        NominationStatus.FORWARDED,
    ]
    assert decisions.told("provincial_submission_done") == {"2025": {"prime_minister": True}}


def test_a_refusal_by_the_province_is_told(decisions, accepted):
    decides(decisions, accepted, "refused", "refused")

    assert [one["granted"] for one in decisions.told("award_result").values()] == [False, False]
    assert decisions.told("provincial_submission_done") == {"2025": {"prime_minister": False}}


def test_the_provinces_decision_is_in_the_register(decisions, accepted):
    decides(decisions, accepted, "granted", "forwarded")

    [paper] = decisions.rows(Paper, kind=PaperKind.PROVINCE_DECISION)
    assert paper.number == "163/QĐ-UBND"
    lines = decisions.rows(PaperLine, paper_id=paper.id)
    assert [one.granted for one in lines] == [True, None]


@pytest.mark.parametrize(("first", "second"), [("forwarded", "forwarded"), ("granted", "granted")])
def test_the_province_decides_on_its_own_awards_only(decisions, accepted, first, second):
    with pytest.raises(Invalid):
        decides(decisions, accepted, first, second)

    assert decisions.waiting(accepted) == ["record_province_decisions"]


def test_a_returned_nomination_is_told_what_is_missing(decisions, received):
    returns(decisions, received)

    assert decisions.told("returned_by_province") == {
        "2025/N001": {"missing": "Thiếu báo cáo", "province_key": "2025/province/1"}
    }
    assert decisions.rows(Nomination)[0].status is NominationStatus.RETURNED
    assert decisions.rows(Dossier)[0].missing == "Thiếu báo cáo"


def test_the_last_supplement_sends_the_dossiers_again(decisions, received):
    returns(decisions, received, missing=("N001", "N002"))

    supplement_arrives(decisions, received, "N001")
    assert decisions.waiting(received) == []
    supplement_arrives(decisions, received, "N002")

    assert decisions.waiting(received) == ["redispatch"]
    assert {one.status for one in decisions.rows(Nomination)} == {NominationStatus.COUNCIL}


def test_a_supplement_that_does_not_come_is_urged_once(decisions, received):
    returns(decisions, received)

    decisions.fires(received, "supplements_reviewed")
    decisions.fires(received, "supplements_reviewed")

    assert len(decisions.rows(Notice, kind="supplement_overdue")) == 1
    assert decisions.waiting(received) == []


def test_a_withdrawn_nomination_is_not_awaited(decisions, received):
    returns(decisions, received)
    decisions.withdraws(decisions.rows(Nomination)[0])

    decisions.fires(received, "supplements_reviewed")

    assert decisions.waiting(received) == ["redispatch"]
