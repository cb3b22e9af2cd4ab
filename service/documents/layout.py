"""The layout of administrative papers: Decree 30/2020/NĐ-CP, Annex I, part I.

Every part of a paper is a named paragraph style, so that an office can change its look in one
place of a template. Measures are in millimetres, sizes in points.
"""

from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

TYPEFACE: Final = "Times New Roman"
#: A4, and margins within what the decree allows: 20–25 above and below, 30–35 left, 15–20 right.
PAGE: Final = (210, 297)
ABOVE, BELOW, LEFT, RIGHT = 20, 20, 30, 16
#: The page number stands in the middle of the upper margin, 13 to 14 points, not on page 1.
PAGE_NUMBER_SIZE: Final = 13
#: First line of a paragraph: 10 to 12.7 mm; at least 6 points between paragraphs.
INDENT: Final = 12.7


@dataclass(frozen=True, slots=True)
class Look:
    """How a part of a paper looks; ``name`` is what offices see in their word processor."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: ALIGN = ALIGN.CENTER
    indent: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    stays_with_next: bool = False
    #: A line above it, drawn in from both sides by so many millimetres.
    rule: float | None = None
    #: Whether that is reckoned from the edges of an upright page, and not of a cell.
    spans_page: bool = False


_HEADINGS: Final = {
    "parent": Look("Cơ quan chủ quản", 13),
    "issuer": Look("Cơ quan ban hành", 13, bold=True),
    "issuer-rule": Look("Kẻ dưới cơ quan", 2, before=2, rule=23),
    "number": Look("Số, ký hiệu", 13, before=4),
    "topic": Look("Trích yếu công văn", 12, before=2),
    "nation": Look("Quốc hiệu", 12, bold=True),
    "motto": Look("Tiêu ngữ", 13, bold=True),
    "motto-rule": Look("Kẻ dưới tiêu ngữ", 2, before=2, rule=20.5),
    "place-date": Look("Địa danh, ngày tháng", 13, italic=True, before=4),
    "title": Look("Tên loại", 14, bold=True, before=14, stays_with_next=True),
    "abstract": Look("Trích yếu", 14, bold=True, stays_with_next=True),
    "abstract-rule": Look("Kẻ dưới trích yếu", 2, before=2, rule=64, spans_page=True, after=10),
    "to": Look("Kính gửi", 14, before=4, after=10),
}
_TEXTS: Final = {
    "basis": Look("Căn cứ", italic=True, align=ALIGN.JUSTIFY, indent=INDENT, after=6, spacing=1.1),
    "body": Look("Nội dung", align=ALIGN.JUSTIFY, indent=INDENT, after=6, spacing=1.1),
    "blank": Look("Dòng để điền", align=ALIGN.LEFT, indent=INDENT, after=6, spacing=1.1),
    "last": Look(
        "Nội dung cuối",
        align=ALIGN.JUSTIFY,
        indent=INDENT,
        after=6,
        spacing=1.1,
        stays_with_next=True,
    ),
    "heading": Look(
        "Mục", bold=True, align=ALIGN.JUSTIFY, indent=INDENT, after=6, stays_with_next=True
    ),
    "centred": Look("Nội dung giữa dòng", after=6),
    "table-head": Look("Đầu bảng", 12, bold=True),
    "table-left": Look("Ô bảng", 12, align=ALIGN.LEFT),
    "table-centre": Look("Ô bảng giữa", 12),
    "gap": Look("Khoảng trống", 6, stays_with_next=True),
}
_ENDINGS: Final = {
    "signer-title": Look("Chức vụ người ký", bold=True, before=6, stays_with_next=True),
    "signing-room": Look("Chỗ ký", 14, after=44, stays_with_next=True),
    "signer": Look("Họ tên người ký", bold=True),
    "receivers": Look("Nơi nhận", 12, bold=True, italic=True, align=ALIGN.LEFT, before=6),
    "receiver": Look("Dòng nơi nhận", 11, align=ALIGN.LEFT),
    "note": Look("Ghi chú", 12, italic=True, align=ALIGN.JUSTIFY, before=4, after=6),
}
LOOKS: Final = {**_HEADINGS, **_TEXTS, **_ENDINGS}


def lay_out(document: Document, *, landscape: bool) -> None:
    """Give an empty document its page, its styles and its page number."""
    section = document.sections[0]
    width, height = reversed(PAGE) if landscape else PAGE
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(ABOVE), Mm(BELOW)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _set_typeface(document.styles["Normal"])
    for look in LOOKS.values():
        _add_style(document, look, (width - PAGE[0]) / 2 if look.spans_page else 0)
    _number_pages(section.header.paragraphs[0])


def _set_typeface(style: ParagraphStyle) -> None:
    style.font.name, style.font.size = TYPEFACE, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), TYPEFACE)


def _add_style(document: Document, look: Look, more: float) -> None:
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    shape = style.paragraph_format
    shape.alignment, shape.line_spacing = look.align, look.spacing
    shape.first_line_indent = Mm(look.indent)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.stays_with_next
    if look.rule is not None:
        shape.left_indent = shape.right_indent = Mm(look.rule + more)
        style.element.get_or_add_pPr().insert_element_before(_line_above(), *_AFTER_BORDER)


#: The schema wants the parts of a paragraph's look in this order.
_AFTER_BORDER: Final = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _line_above() -> Any:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    return borders


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size, run.font.name = Pt(PAGE_NUMBER_SIZE), TYPEFACE
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)
