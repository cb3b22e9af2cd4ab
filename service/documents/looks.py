"""How a paragraph or a run of a .docx looks, once its styles and their bases have spoken."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run

#: What Word takes where nobody says a size.
_SIZE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Font:
    """The letters of a run."""

    size: float
    bold: bool
    italic: bool
    underline: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The lines of a paragraph; lengths in points."""

    align: ALIGN | None
    indent: float
    left: float
    right: float
    before: float
    after: float
    spacing: float | Length | None
    stays_with_next: bool
    has_rule: bool

    def leading(self, size: float, line: float) -> float:
        """Give the distance from line to line, for letters of a size."""
        if isinstance(self.spacing, Length):
            return float(self.spacing.pt)
        return (self.spacing or 1.0) * line * size


def shape_of(paragraph: Paragraph) -> Shape:
    """Find the shape of a paragraph."""
    said = [paragraph.paragraph_format, *(one.paragraph_format for one in _styles(paragraph))]

    def first(name: str) -> Any:
        return next((found for one in said if (found := getattr(one, name)) is not None), None)

    return Shape(
        align=first("alignment"),
        indent=_points(first("first_line_indent")),
        left=_points(first("left_indent")),
        right=_points(first("right_indent")),
        before=_points(first("space_before")),
        after=_points(first("space_after")),
        spacing=first("line_spacing"),
        stays_with_next=bool(first("keep_with_next")),
        has_rule=any(one._element.find(_RULE) is not None for one in said),
    )


_RULE: Final = f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}"


def font_of(part: Paragraph | Run) -> Font:
    """Find the letters of a run, or of a paragraph where no run says otherwise."""
    own = [part.font, part.style.font] if isinstance(part, Run) and part.style else []
    paragraph: Any = part._parent if isinstance(part, Run) else part
    said = [*own, *(one.font for one in _styles(paragraph))]

    def first(name: str) -> Any:
        return next((found for one in said if (found := getattr(one, name)) is not None), None)

    size = first("size")
    return Font(
        size=size.pt if size is not None else _SIZE,
        bold=bool(first("bold")),
        italic=bool(first("italic")),
        underline=bool(first("underline")),
    )


def _styles(paragraph: Paragraph) -> Iterator[Any]:
    style: Any = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def _points(length: Length | None) -> float:
    return round(length.pt, 2) if length is not None else 0.0
