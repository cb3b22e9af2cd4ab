"""Shipped templates: readable text in ``templates/``, made into .docx files.

A line is a paragraph; a word after a full stop at its beginning says of which look it is
(``layout.LOOKS``), or is one of these:

- ``.landscape`` at the top: the page lies on its side
- ``.use NAME``: the lines of another file
- ``.columns 66 98`` … ``.cell`` … ``.close``: cells side by side without borders, in millimetres
- ``.table 1c 5l 8l`` … ``.close``: a table as wide as the text, each column with its share of
  the width and its alignment; the first ``.row`` is its head, cells stand between ``||``
- ``.for x in xs``, ``.if x``, ``.else`` … ``.end``: what is repeated or left out
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from service.documents.archives import settled
from service.documents.layout import LEFT, LOOKS, PAGE, RIGHT, lay_out
from service.models import DocumentKind

_FOLDER: Final = files("service.documents") / "templates"
_ALIGNED: Final = {"l": "table-left", "c": "table-centre"}


@cache
def shipped_template(kind: DocumentKind) -> bytes:
    """Return the template of a paper as it is shipped: the same bytes every time."""
    lines = list(_lines(kind.value))
    landscape = ".landscape" in lines
    document = docx.Document()
    lay_out(document, landscape=landscape)
    writer = _Writer(document, PAGE[landscape] - LEFT - RIGHT)
    for line in lines:
        writer.write(line)
    about = document.core_properties
    about.title, about.author, about.comments = kind.value, "", ""
    kept = BytesIO()
    document.save(kept)
    return settled(kept.getvalue())


def _lines(name: str) -> Iterator[str]:
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith(".use "):
            yield from _lines(line.removeprefix(".use "))
        elif line:
            yield line


class _Writer:
    """Writes the lines of a source into a document, one after another."""

    def __init__(self, document: Document, width: int) -> None:
        self._document, self._width = document, width
        self._place: Document | _Cell = document
        #: The paragraph every cell begins with, until it is used.
        self._fresh: Paragraph | None = None
        self._table: Table | None = None
        self._aligned: Sequence[str] = ()
        self._cells: Iterator[_Cell] = iter(())
        self._ends: list[str] = []
        self._commands: dict[str, Callable[[str], None]] = {
            "landscape": lambda _: None,
            "columns": self._columns,
            "cell": lambda _: self._enter(next(self._cells)),
            "table": self._begin_table,
            "row": self._row,
            "close": lambda _: self._close(),
            "for": lambda text: self._begin("for", text),
            "if": lambda text: self._begin("if", text),
            "else": lambda _: self._tag("else"),
            "end": lambda _: self._tag(self._ends.pop()),
        }

    def write(self, line: str) -> None:
        """Write one line."""
        if not line.startswith("."):
            return self._paragraph("body", line)
        word, _, text = line[1:].partition(" ")
        if word in self._commands:
            return self._commands[word](text)
        return self._paragraph(word, text)

    def _paragraph(self, look: str, text: str) -> None:
        paragraph = self._fresh or self._place.add_paragraph()
        self._fresh = None
        paragraph.style = self._document.styles[LOOKS[look].name]
        paragraph.add_run(text)

    def _begin(self, kind: str, text: str) -> None:
        self._ends.append(f"end{kind}")
        self._tag(f"{kind} {text}")

    def _tag(self, said: str) -> None:
        """Mark what docxtpl repeats or leaves out: whole rows in a table, else paragraphs."""
        if self._table is None:
            self._paragraph("body", f"{{%p {said} %}}")
        else:
            _add_row(self._table).cells[0].text = f"{{%tr {said} %}}"

    def _columns(self, text: str) -> None:
        widths = [float(part) for part in text.split()]
        if (spare := self._width - sum(widths)) > 0:
            widths.insert(1, spare)
        table = _add_table(self._document, widths)
        row = _add_row(table)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = row.cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)
        self._cells = iter((cells[-1],))
        self._enter(cells[0])

    def _enter(self, cell: _Cell) -> None:
        self._place, self._fresh = cell, cell.paragraphs[0]

    def _begin_table(self, text: str) -> None:
        self._aligned = [column[-1] for column in text.split()]
        shares = [float(column[:-1]) for column in text.split()]
        one = self._width / sum(shares)
        self._table = _add_table(self._document, [one * share for share in shares])
        self._table.style = self._document.styles["Table Grid"]

    def _row(self, text: str) -> None:
        assert self._table is not None
        is_head = not self._table.rows
        row = _add_row(self._table)
        if is_head:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, column, said, aligned in zip(
            row.cells, self._table.columns, text.split("||"), self._aligned, strict=True
        ):
            cell.width = column.width or Mm(10)
            self._enter(cell)
            self._paragraph("table-head" if is_head else _ALIGNED[aligned], said.strip())
        self._place = self._document

    def _close(self) -> None:
        """Go on below; a paragraph has to stand between two tables."""
        self._place, self._table, self._fresh = self._document, None, None


def _add_table(document: Document, widths: Sequence[float]) -> Table:
    table: Table = document.add_table(0, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    return table


def _add_row(table: Any) -> _Row:
    row: _Row = table.add_row()
    return row
