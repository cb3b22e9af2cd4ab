"""Making papers of a real case: what they say, and that they stay what they are."""

import pytest
from sqlalchemy import select

from service.audit.events import Event
from service.documents import Office, Scene, draw_up, pdf_of
from service.errors import Conflict, NotAllowed
from service.models import AuditEntry, Award, Document, DocumentKind, Subject
from service.operations.documents import make_document
from service.unit_of_work import Actor
from tests.support.papers import letters, paragraphs, pdf_text

OFFICE = Office("Ủy ban nhân dân tỉnh", "Sở Ngoại vụ", "Thành phố Mẫu", "SNgV")


@pytest.fixture
def sent(decisions):
    """A submission of a person and a collective that has left the house."""
    nominations = [
        decisions.nomination(1, Award.BANG_KHEN_TINH),
        decisions.nomination(2, Award.BANG_KHEN_TTG, subject=Subject.COLLECTIVE),
    ]
    decisions.council_passes(*nominations)
    instance = decisions.start("provincial_submission", "2025/province/1")
    decisions.does(
        instance,
        "draft_submission",
        abstract="Về việc đề nghị khen thưởng “đợt <1> & 2”",
        recipient="Chủ tịch Ủy ban nhân dân tỉnh",
    )
    decisions.does(instance, "sign_submission", signed=True)
    decisions.does(
        instance,
        "dispatch_submission",
        number="45/TTr-SNgV",
        date="2026-01-05",
        sent="2026-01-05",
    )
    return instance


@pytest.fixture
def drawn(units_of_work):
    """Draw a paper of a case up as things stand."""

    def draw(instance, kind):
        with units_of_work.read() as session:
            return draw_up(Scene(session, instance, OFFICE), kind, None)

    return draw


@pytest.fixture
def entries(units_of_work):
    """The entries of the ledger about an event."""

    def of(event):
        with units_of_work.read() as session:
            return session.scalars(select(AuditEntry).where(AuditEntry.event == event)).all()

    return of


@pytest.fixture
def makes(units_of_work):
    """Have somebody make a paper of a case and keep it."""

    def make(person, instance, kind):
        with units_of_work.open(Actor.person(person.id)) as uow:
            return make_document(uow, OFFICE, instance.id, kind)

    return make


def test_a_letter_says_what_was_drafted_signed_and_registered(sent, drawn):
    said = paragraphs(drawn(sent, DocumentKind.SUBMISSION_LETTER))

    assert said[:3] == ["ỦY BAN NHÂN DÂN TỈNH", "SỞ NGOẠI VỤ", "Số: 45/TTr-SNgV"]
    assert "Thành phố Mẫu, ngày 05 tháng 01 năm 2026" in said
    assert "Về việc đề nghị khen thưởng “đợt <1> & 2”" in said
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh." in said
    assert said[-2:] == ["GIÁM ĐỐC", "Người director"]
    table = said[said.index("Cộng") + 1 :][:12]
    assert table == [
        *("Bằng khen của Thủ tướng Chính phủ", "1", "0", "1"),
        *("Bằng khen của Chủ tịch UBND tỉnh", "0", "1", "1"),
        *("Tổng cộng", "1", "1", "2"),
    ]


@pytest.mark.parametrize(
    ("awards", "asked"),
    [
        ([Award.BANG_KHEN_TINH], "xét, khen thưởng các"),
        ([Award.BANG_KHEN_TTG], "xét, trình Thủ tướng Chính phủ khen thưởng các"),
        (
            [Award.BANG_KHEN_TINH, Award.BANG_KHEN_TTG],
            "xét, khen thưởng và trình Thủ tướng Chính phủ khen thưởng các",
        ),
    ],
)
def test_a_letter_asks_the_province_only_for_what_it_decides(decisions, drawn, awards, asked):
    decisions.council_passes(*(decisions.nomination(i, a) for i, a in enumerate(awards, 1)))
    instance = decisions.start("provincial_submission", "2025/province/1")
    to = "Chủ tịch UBND tỉnh (qua Sở Nội vụ)"
    decisions.does(instance, "draft_submission", abstract="Đề nghị", recipient=to)

    said = paragraphs(drawn(instance, DocumentKind.SUBMISSION_LETTER))

    assert f"Kính gửi: {to}." in said
    assert any(f"kính trình Chủ tịch UBND tỉnh {asked}" in one for one in said)


def test_a_letter_before_it_is_numbered_leaves_room_for_number_and_date(decisions, drawn):
    decisions.council_passes(decisions.nomination(1, Award.BANG_KHEN_TINH))
    instance = decisions.start("provincial_submission", "2025/province/1")
    assert drawn(instance, DocumentKind.SUBMISSION_LETTER) is None

    decisions.does(instance, "draft_submission", abstract="Đề nghị", recipient="Chủ tịch")

    said = paragraphs(drawn(instance, DocumentKind.SUBMISSION_LETTER))
    assert [one for one in said if one.startswith("Số:") and one.endswith("/TTr-SNgV")]
    assert [one for one in said if one.split() == ["Thành", "phố", "Mẫu,", "ngày", "tháng", "năm"]]


def test_minutes_print_what_was_recorded_when_the_session_concluded(decisions, drawn):
    instance = decisions.council_passes(decisions.nomination(1))

    said = paragraphs(drawn(instance, DocumentKind.COUNCIL_MINUTES))

    assert said[0] == "SỞ NGOẠI VỤ"
    assert said[1].split() == ["HỘI", "ĐỒNG", "THI", "ĐUA", "-", "KHEN", "THƯỞNG"]
    assert "I. THÀNH PHẦN" in said
    assert "Tổng số thành viên: 3; có mặt: 3." in said
    assert said[-4:] == ["THƯ KÝ", "Người council_secretary", "CHỦ TRÌ", "Người council_chair"]


def test_the_pdf_says_letter_for_letter_what_the_docx_says(sent, drawn):
    docx = drawn(sent, DocumentKind.SUBMISSION_LETTER)

    pdf = pdf_of(docx, DocumentKind.SUBMISSION_LETTER)

    assert letters(pdf_text(pdf)) == letters("".join(paragraphs(docx)))


def test_the_same_case_gives_the_same_bytes(sent, drawn):
    kind = DocumentKind.SUBMISSION_LETTER
    first, second = drawn(sent, kind), drawn(sent, kind)

    assert first == second
    assert pdf_of(first, kind) == pdf_of(second, kind)


def test_a_paper_that_is_kept_is_in_the_ledger_by_its_hashes(decisions, sent, makes, entries):
    made = makes(decisions.people["registry"], sent, DocumentKind.SUBMISSION_LETTER)

    [entry] = entries(Event.DOCUMENT_MADE)
    assert made.docx_sha256 in entry.body
    assert made.pdf_sha256 in entry.body


def test_making_a_paper_that_says_the_same_keeps_the_one_there_is(decisions, sent, makes):
    first = makes(decisions.people["registry"], sent, DocumentKind.SUBMISSION_LETTER)

    second = makes(decisions.people["director"], sent, DocumentKind.SUBMISSION_LETTER)

    assert second.id == first.id
    assert len(decisions.rows(Document)) == 1


def test_a_paper_the_case_has_not_come_to_cannot_be_made(decisions, makes):
    instance = decisions.council_meets()

    with pytest.raises(Conflict, match="has not come to the step"):
        makes(decisions.people["director"], instance, DocumentKind.COUNCIL_MINUTES)


def test_who_does_not_work_on_a_case_makes_no_papers_of_it(decisions, sent, makes):
    with pytest.raises(NotAllowed):
        makes(decisions.people["unit_clerk"], sent, DocumentKind.SUBMISSION_LETTER)

    assert decisions.rows(Document) == []
