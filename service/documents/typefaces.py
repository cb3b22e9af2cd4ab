"""The letters of the PDF: of the same widths as Times New Roman, which may not be given away."""

from importlib.resources import files
from typing import Final

#: Put there from npm when the front end is built. Where it was not, Typst's own serif steps in,
#: which has every Vietnamese letter and other widths.
FONTS: Final = files("service") / "web" / "static" / "dist" / "fonts"


def has_typeface() -> bool:
    """Say whether the letters of these widths are there."""
    return FONTS.is_dir()
