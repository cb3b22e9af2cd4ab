"""The shipped templates keep to Decree 30/2020, Annex I."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from service.documents.layout import LOOKS
from service.documents.sources import shipped_template
from service.models import DocumentKind

#: The sizes the decree allows for the parts of a paper, in points.
SIZES = {
    "parent": (12, 13),
    "issuer": (12, 13),
    "nation": (12, 13),
    "motto": (13, 14),
    "number": (13, 13),
    "place-date": (13, 14),
    "title": (13, 14),
    "abstract": (13, 14),
    "topic": (12, 13),
    "basis": (13, 14),
    "body": (13, 14),
    "heading": (13, 14),
    "to": (13, 14),
    "signer-title": (13, 14),
    "signer": (13, 14),
    "receivers": (12, 12),
    "receiver": (11, 11),
}
BOLD = {
    *("issuer", "nation", "motto", "title", "abstract", "heading", "signer-title", "signer"),
    *("receivers", "table-head"),
}
ITALIC = {"place-date", "basis", "receivers", "note"}


@pytest.fixture(params=DocumentKind)
def template(request):
    return shipped_template(request.param)


def opened(template):
    return Document(BytesIO(template))


def test_a_template_has_the_margins_of_the_decree(template):
    section = opened(template).sections[0]

    assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
    assert 20 <= section.top_margin.mm <= 25.1
    assert 20 <= section.bottom_margin.mm <= 25.1
    assert 30 <= section.left_margin.mm <= 35.1
    assert 15 <= section.right_margin.mm <= 20.1


def test_the_page_number_stands_in_the_middle_above_and_not_on_the_first_page(template):
    section = opened(template).sections[0]

    assert section.different_first_page_header_footer
    fields = [one.text for one in section.header._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE"]
    assert section.header.paragraphs[0].alignment == 1
    assert 13 <= section.header.paragraphs[0].runs[0].font.size.pt <= 14
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))


def test_every_letter_is_times_new_roman(template):
    document = opened(template)

    said = {one.get(qn("w:ascii")) for one in document.element.body.iter(qn("w:rFonts"))}
    assert said <= {"Times New Roman"}
    assert document.styles["Normal"].font.name == "Times New Roman"
    for paragraph in document.paragraphs:
        assert paragraph.style.font.name is None
        assert paragraph.style.base_style.name == "Normal"


def test_sizes_and_weights_are_those_of_the_decree():
    assert {
        name for name, (low, high) in SIZES.items() if not low <= LOOKS[name].size <= high
    } == set()
    assert {name for name, look in LOOKS.items() if look.bold} == BOLD
    assert {name for name, look in LOOKS.items() if look.italic} == ITALIC


def test_a_template_opens_with_the_nation_and_its_motto(template):
    cells = opened(template).tables[0].rows[0].cells

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in cells[-1].text


def test_a_template_is_an_archive_of_well_formed_parts(template):
    archive = ZipFile(BytesIO(template))

    assert archive.testzip() is None
    assert archive.namelist()[0] == "[Content_Types].xml"
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_template_is_the_same_bytes_each_time_it_is_made(kind):
    first = shipped_template.__wrapped__(kind)

    assert shipped_template.__wrapped__(kind) == first
