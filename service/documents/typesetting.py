"""From a .docx to the same pages in Typst's language: what stands in one stands in the other.

Only what papers need is understood: paragraphs and their looks, tables, the page, its number.
``checking`` refuses templates with anything else, so that nothing is lost in silence.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from service.documents.layout import PAGE_NUMBER_SIZE
from service.documents.looks import font_of, shape_of

#: Heights of the typeface as parts of its size: above and below the line, and line to line.
_ASCENT, _DESCENT, _LINE = 0.891, 0.216, 1.149
_ALIGNED: Final = {ALIGN.CENTER: "center", ALIGN.RIGHT: "right"}
_HEAD: Final = """\
#set document(title: {title}, date: none)
#set page(width: {width}pt, height: {height}pt, header-ascent: 0pt, header: {header},
  margin: (top: {top}pt, bottom: {bottom}pt, left: {left}pt, right: {right}pt))
#set text(font: ("Tinos", "Libertinus Serif"), lang: "vi", hyphenate: false, overhang: false,
  top-edge: {ascent}em, bottom-edge: -{descent}em)
#set block(spacing: 0pt)
#set par(spacing: 0pt)
"""
_NUMBERED: Final = (
    "context if counter(page).get().first() > 1 "
    "{{ align(center + horizon, text({size}pt, counter(page).display())) }}"
)


def typeset(content: bytes, title: str) -> str:
    """Return the source of the pages a .docx shows."""
    document = docx.Document(BytesIO(content))
    return _head(document, title) + "\n".join(_blocks(document))


def _head(document: Document, title: str) -> str:
    section = document.sections[0]
    return _HEAD.format(
        title=json.dumps(title, ensure_ascii=False),
        width=_points(section.page_width),
        height=_points(section.page_height),
        header=_header(section),
        top=_points(section.top_margin),
        bottom=_points(section.bottom_margin),
        left=_points(section.left_margin),
        right=_points(section.right_margin),
        ascent=_ASCENT,
        descent=_DESCENT,
    )


def _header(section: Section) -> str:
    is_numbered = any(" PAGE" in f" {one.text}" for one in section.header._element.iter(_FIELD))
    return _NUMBERED.format(size=PAGE_NUMBER_SIZE) if is_numbered else "none"


_FIELD: Final = qn("w:instrText")


def _blocks(place: Document | _Cell) -> Iterator[str]:
    for part in place.iter_inner_content():
        yield _paragraph(part) if isinstance(part, Paragraph) else _table(part)


def _paragraph(paragraph: Paragraph) -> str:
    shape = shape_of(paragraph)
    size = font_of(paragraph).size
    if shape.has_rule:
        return (
            f"#block(above: 3pt, below: {shape.after}pt, width: 100%, "
            f"inset: (left: {shape.left}pt, right: {shape.right}pt))"
            "[#line(length: 100%, stroke: 0.75pt)]"
        )
    words = "".join(_run(run) for run in paragraph.runs) or '#""'
    leading = shape.leading(size, _LINE) - (_ASCENT + _DESCENT) * size
    aligned = _ALIGNED.get(shape.align, "left") if shape.align is not None else "left"
    return (
        f"#block(above: {shape.before}pt, below: {shape.after}pt, width: 100%, "
        f"sticky: {_yes(shape.stays_with_next)}, "
        f"inset: (left: {shape.left}pt, right: {shape.right}pt))"
        f"[#set text(size: {size}pt)\n#set align({aligned})\n"
        f"#par(justify: {_yes(shape.align == ALIGN.JUSTIFY)}, leading: {leading:.2f}pt, "
        f"first-line-indent: (amount: {shape.indent}pt, all: true))[{words}]]"
    )


def _run(run: Run) -> str:
    font = font_of(run)
    said = "".join(_piece(part) for part in run._r)
    if not said:
        return ""
    weight = "bold" if font.bold else "regular"
    style = "italic" if font.italic else "normal"
    text = f'#text(size: {font.size}pt, weight: "{weight}", style: "{style}")[{said}]'
    return f"#underline[{text}]" if font.underline else text


def _piece(part: Any) -> str:
    if part.tag == qn("w:t"):
        return "#" + json.dumps(part.text or "", ensure_ascii=False) + ";"
    if part.tag == qn("w:tab"):
        return "#h(12.7mm)"
    if part.tag == qn("w:br"):
        return "#pagebreak()" if part.get(qn("w:type")) == "page" else "#linebreak()"
    return "#sym.hyph.nobreak" if part.tag == qn("w:noBreakHyphen") else ""


def _table(table: Table) -> str:
    widths = ", ".join(f"{_points(column.width)}pt" for column in table.columns)
    has_lines = table.style is not None and table.style.name == "Table Grid"
    kind = "table" if has_lines else "grid"
    stroke = "0.5pt" if has_lines else "none"
    cells = ",\n".join(_cells(table, kind))
    return (
        f"#block(breakable: {_yes(has_lines)}, width: 100%, align(center, {kind}("
        f"columns: ({widths},), stroke: {stroke}, "
        f"inset: (x: 2.85pt, y: {'2pt' if has_lines else '0pt'}),\n{cells})))"
    )


def _cells(table: Table, kind: str) -> Iterator[str]:
    seen: set[Any] = set()
    rows = [list(row.cells) for row in table.rows]
    for number, row in enumerate(rows):
        fresh = [one for one in dict.fromkeys(cell._tc for cell in row) if one not in seen]
        seen.update(fresh)
        told = [_cell(_Cell(one, table), rows, kind) for one in fresh]
        is_head = table.rows[number]._tr.find(f".//{qn('w:tblHeader')}") is not None
        if is_head and kind == "table":
            yield f"table.header(repeat: true, {', '.join(told)})"
        else:
            yield from told


def _cell(cell: _Cell, rows: list[list[_Cell]], kind: str) -> str:
    spans = [sum(one._tc is cell._tc for one in row) for row in rows]
    across, down = max(spans), sum(bool(span) for span in spans)
    aligned = "horizon" if kind == "table" else "top"
    inside = "\n".join(_blocks(cell))
    return f"{kind}.cell(colspan: {across}, rowspan: {down}, align: left + {aligned})[{inside}]"


def _points(length: Length | int | None) -> float:
    return round(float(Length(length or 0).pt), 2)


def _yes(claim: bool | None) -> str:
    return "true" if claim else "false"
