"""Pages on paper and on the screen: PDF and pictures of a .docx, by Typst."""

from functools import cache, lru_cache
from typing import Final, Literal

import typst

from service.documents.typefaces import FONTS, has_typeface
from service.documents.typesetting import typeset

#: Twice the dots of an ordinary screen, so that letters stay sharp.
_DOTS_PER_INCH: Final = 144


def print_pdf(content: bytes, title: str) -> bytes:
    """Return the PDF of a .docx: always the same bytes."""
    return _compile(typeset(content, title), "pdf")[0]


@lru_cache(maxsize=32)
def print_pages(content: bytes, title: str) -> tuple[bytes, ...]:
    """Return a picture of each page of a .docx."""
    return _compile(typeset(content, title), "png")


def _compile(source: str, kind: Literal["pdf", "png"]) -> tuple[bytes, ...]:
    # No letters of this machine: the same paper has to look the same on the next.
    made: bytes | list[bytes] = typst.compile(
        source.encode(), font_paths=_letters(), format=kind, ppi=_DOTS_PER_INCH
    )
    return tuple(made) if isinstance(made, list) else (made,)


@cache
def _letters() -> typst.Fonts:
    folders = [str(FONTS)] if has_typeface() else []
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
