"""The PDF of every paper says what its DOCX says, and is the same bytes each time."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from service.documents import has_typeface, pages_of, pdf_of, sample, shipped_template
from service.models import DocumentKind
from tests.support.papers import letters, paragraphs, pdf_text


@pytest.fixture(scope="module", params=DocumentKind)
def paper(request):
    """A paper filled with an invented example, as DOCX and PDF."""
    kind = request.param
    docx = sample(kind, shipped_template(kind))
    return kind, docx, pdf_of(docx, kind)


def test_the_pdf_has_every_letter_of_the_docx_with_its_marks(paper):
    _kind, docx, pdf = paper
    numbers = [str(number) for number in range(2, len(PdfReader(BytesIO(pdf)).pages) + 1)]

    assert letters(pdf_text(pdf)) == letters("".join([*paragraphs(docx), *numbers]))


def test_a_paper_is_the_same_bytes_each_time(paper):
    kind, docx, pdf = paper

    assert sample(kind, shipped_template(kind)) == docx
    assert pdf_of(docx, kind) == pdf


def test_the_pdf_is_a4_and_embeds_letters_as_wide_as_those_of_times(paper):
    page = PdfReader(BytesIO(paper[2])).pages[0]

    sides = sorted(float(side) for side in (page.mediabox.width, page.mediabox.height))
    assert sides == pytest.approx([595.28, 841.89], abs=0.5)
    named = {str(font["/BaseFont"]) for font in map(_resolved, _fonts(page))}
    if has_typeface():
        assert {name.split("+")[1].split("-")[0] for name in named} <= {"Tinos", *_BOX}


#: Tinos has no empty box to mark, so a font of Typst's own steps in on the ballot paper.
_BOX = {"LibertinusSerif", "NewCMMath", "DejaVuSansMono"}


def _fonts(page):
    return page["/Resources"]["/Font"].values()


def _resolved(reference):
    return reference.get_object()


@pytest.fixture(scope="module")
def long_minutes():
    kind = DocumentKind.COUNCIL_MINUTES
    docx = _prolonged(sample(kind, shipped_template(kind)))
    return docx, pdf_of(docx, kind)


def test_the_page_number_stands_on_every_page_but_the_first(long_minutes):
    docx, pdf = long_minutes

    first, *others = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]

    assert len(others) > 1
    assert not first.lstrip().startswith("1\n")
    assert [text.split()[0] for text in others] == [str(n) for n in range(2, len(others) + 2)]
    assert len(pages_of(docx, DocumentKind.COUNCIL_MINUTES)) == len(others) + 1


def _prolonged(docx):
    import docx as word

    document = word.Document(BytesIO(docx))
    for _ in range(60):
        document.add_paragraph("Ý kiến thảo luận của các thành viên.", style="Nội dung")
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()
