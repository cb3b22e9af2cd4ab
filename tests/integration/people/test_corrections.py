"""Asking to have corrected what is recorded about oneself."""

from datetime import datetime

import pytest

from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import Correction, CorrectionStatus, Group
from service.operations.corrections import answer_correction, ask_correction
from service.queries.corrections import (
    corrections_of,
    count_open_corrections,
    list_corrections,
)
from service.unit_of_work import Actor


@pytest.fixture
def lan(given):
    given.calendar()
    return given.person("lan")


@pytest.fixture
def office(given):
    return given.person("thuongtruc", Group.STANDING_BODY)


def asks(units_of_work, person, wrong="Chức vụ", right="Phó trưởng phòng", nomination=None):
    with units_of_work.open(Actor.person(person.id)) as uow:
        return ask_correction(uow, wrong, right, nomination)


def answers(units_of_work, person, correction, *, corrected=True, answer="Đã sửa theo quyết định"):
    with units_of_work.open(Actor.person(person.id)) as uow:
        return answer_correction(uow, correction.id, corrected=corrected, answer=answer)


def test_a_request_is_due_after_two_working_days_and_its_words_stay_out_of_the_chain(
    units_of_work, given, lan
):
    asked = asks(units_of_work, lan)

    # Thursday; Saturday and Sunday do not count.
    assert asked.due_at == datetime.fromisoformat("2025-12-09T00:00:00+07:00")
    assert given.recorded()[-1] == "correction:asked"


def test_the_standing_body_answers_with_a_reason_and_both_see_it(units_of_work, given, lan, office):
    asked = asks(units_of_work, lan)

    answers(units_of_work, office, asked)

    with units_of_work.read() as session:
        (seen,) = corrections_of(session, lan.id)
        assert (seen.status, seen.answer) == (CorrectionStatus.CORRECTED, "Đã sửa theo quyết định")
        assert list_corrections(session) == []
        assert [one.id for one in list_corrections(session, answered=True)] == [asked.id]
        assert count_open_corrections(session) == 0
    assert given.recorded()[-1] == "correction:answered"


def test_a_request_says_what_is_wrong_and_what_is_right(units_of_work, given, lan):
    with pytest.raises(Invalid) as refused:
        asks(units_of_work, lan, wrong=" ", right="")

    assert refused.value.fields == {"wrong": ["required"], "right": ["required"]}


def test_an_answer_needs_a_reason_and_comes_once(units_of_work, lan, office):
    asked = asks(units_of_work, lan)

    with pytest.raises(Invalid):
        answers(units_of_work, office, asked, answer=" ")
    answers(units_of_work, office, asked, corrected=False, answer="Đúng theo quyết định 12/QĐ")
    with pytest.raises(Conflict, match="already"):
        answers(units_of_work, office, asked)

    with units_of_work.read() as session:
        assert session.get_one(Correction, asked.id).status is CorrectionStatus.REFUSED


def test_nobody_answers_the_own_request_and_administrators_answer_none(
    units_of_work, given, lan, office
):
    own, others = asks(units_of_work, office), asks(units_of_work, lan)

    with pytest.raises(NotAllowed, match="own"):
        answers(units_of_work, office, own)
    with pytest.raises(NotAllowed, match="standing body"):
        answers(units_of_work, given.person("admin", Group.ADMINISTRATOR), others)


def test_a_request_about_a_nomination_is_for_its_nominee_alone(units_of_work, lan):
    with pytest.raises(NotFound):
        asks(units_of_work, lan, nomination=1)
