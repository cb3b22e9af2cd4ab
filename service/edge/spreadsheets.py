"""Tables for spreadsheets, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

#: A spreadsheet takes a cell that begins with one of these for a formula, or may do so.
_SPARKS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table as CSV, with the mark by which spreadsheets know UTF-8."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([_as_text(cell) for cell in heading])
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _as_text(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_SPARKS) else text
