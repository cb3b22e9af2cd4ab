"""Papers on the page of a case: who sees which, and what they are given."""

from io import BytesIO

import pytest

from service.models import Document, Group, Person, ProcessInstance, SignedCopy
from tests.support.given_seasons import Season
from tests.support.papers import paragraphs, pdf_text
from tests.support.signing import Signer


@pytest.fixture
def season(given, units_of_work, engine):
    """A unit has proposed somebody and filed the dossier."""
    season = Season(given, units_of_work, engine).open("VP", "LS")
    season.proposes()
    season.files()
    return season


@pytest.fixture
def browser(season, visitor):
    """The browser of somebody, by username."""
    return lambda username: visitor(season.rows(Person, username=username)[0])


@pytest.fixture
def address(season):
    """Where the paper of a kind is, of the case of a process."""

    def of(kind, process_key="nomination"):
        case = season.rows(ProcessInstance, process_key=process_key)[0]
        return f"/cases/{case.id}/documents/{kind}"

    return of


def test_a_case_leads_to_its_papers_and_their_files(browser, address):
    report = address("individual_report")

    page = browser("clerk-VP").opens(report.rpartition("/documents")[0])

    assert {report, f"{report}.docx", f"{report}.pdf"} <= set(page.links())
    assert "Báo cáo thành tích" in page.words


def test_the_report_is_filled_from_the_dossier(browser, address):
    given = browser("clerk-VP").client.get(address("individual_report") + ".docx")

    said = paragraphs(given.data)
    assert "- Họ và tên: Người Mẫu. Giới tính: Nam." in said
    assert "2. Thành tích từ 05/10/2025 đến 01/12/2025" in said
    assert "Hoàn thành 12 nhiệm vụ trước hạn." in said
    assert "Tham mưu đề án chuyển đổi số của tỉnh." in said
    assert given.headers["Content-Disposition"].startswith("attachment")


def test_a_paper_is_shown_page_by_page_before_it_is_taken_away(browser, address):
    clerk, report = browser("clerk-VP"), address("individual_report")

    first, *_others = [one.get("src") for one in clerk.opens(report).tree.iter("img")]

    assert clerk.client.get(first).data.startswith(b"\x89PNG")
    assert clerk.client.get(first.replace("page-1", "page-9")).status_code == 404


@pytest.fixture
def kept_report(browser, address):
    """Where a report is that the clerk has kept, and the page that said so."""
    clerk, report = browser("clerk-VP"), address("individual_report")
    return report, clerk.follows(clerk.sends(clerk.opens(report), report))


def test_a_paper_that_is_kept_gets_a_number_and_is_kept_once(kept_report):
    report, page = kept_report

    assert "Đã lưu thành bản số 1." in page.words
    assert not page.has_form(report)


def test_a_paper_that_was_kept_stays_when_the_case_moves_on(season, browser, kept_report):
    clerk, (report, _page) = browser("clerk-VP"), kept_report
    kept = clerk.client.get("/documents/1.pdf").data

    season.submits(N001=5)
    returned = {"outcome": "return", "missing": "Thiếu giấy xác nhận", "due_days": 2}
    season.does("nomination", "2025/N001", "check_completeness", **returned)
    season.does("nomination", "2025/N001", "supplement_dossier", report="Báo cáo mới.")

    assert "khác bản số 1" in clerk.opens(report).words
    assert clerk.client.get("/documents/1.pdf").data == kept
    assert "Hoàn thành 12 nhiệm vụ" in pdf_text(kept)


@pytest.mark.parametrize("end", ["", ".docx", ".pdf", "/page-1.png"])
def test_who_does_not_see_the_case_sees_no_paper_of_it(browser, address, end):
    assert browser("clerk-LS").opens(address("individual_report") + end).status == 404


@pytest.mark.usefixtures("kept_report")
def test_a_paper_that_was_kept_is_open_to_those_who_see_the_case(browser):
    assert browser("director").client.get("/documents/1.docx").status_code == 200
    assert browser("clerk-LS").opens("/documents/1.docx").status == 404
    assert browser("clerk-VP").opens("/documents/2.docx").status == 404


@pytest.mark.parametrize("kind", ["collective_report", "unit_minutes", "nonsense"])
def test_a_paper_the_case_does_not_have_is_not_found(browser, address, kind):
    assert browser("clerk-VP").opens(address(kind)).status == 404


def test_who_only_looks_on_is_offered_no_keeping(season, browser, address, given, visitor):
    auditor = visitor(given.person("thanh", Group.AUDITOR))

    page = auditor.opens(address("individual_report"))

    assert page.status == 200
    assert not page.has_form(address("individual_report"))
    assert season.rows(Document) == []


def test_a_signed_copy_is_filed_and_told_in_a_sentence(browser, kept_report):
    clerk, (report, _page) = browser("clerk-VP"), kept_report
    signed = Signer("Trưởng phòng").signs(clerk.client.get("/documents/1.pdf").data)

    page = clerk.sends(
        clerk.opens(report), "/documents/1/signed-copies", file=(BytesIO(signed), "a.pdf")
    )

    shown = clerk.follows(page).words
    assert "Trưởng phòng ký ngày" in shown
    assert "chưa rõ người ký" in shown
    assert clerk.client.get("/documents/signed-copies/1.pdf").data == signed
    assert browser("clerk-LS").opens("/documents/signed-copies/1.pdf").status == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"no PDF", "a.pdf", "không phải PDF hoặc đã hỏng"),
        (b"", "", "Xin chọn một tệp."),
    ],
    ids=["no PDF", "no file"],
)
def test_what_is_no_signed_copy_gets_a_sentence(season, browser, kept_report, content, name, said):
    clerk, (report, _page) = browser("clerk-VP"), kept_report

    file = BytesIO(content), name
    page = clerk.sends(clerk.opens(report), "/documents/1/signed-copies", file=file)

    assert page.status == 422
    assert said in page.words
    assert season.rows(SignedCopy) == []
