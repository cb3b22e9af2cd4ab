"""A .docx file is a ZIP archive; the same parts have to give the same bytes."""

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The oldest day an archive can name.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = "[Content_Types].xml"


def settled(archive: bytes) -> bytes:
    """Write an archive anew, with its parts in order and no trace of when it was made."""
    kept = BytesIO()
    with ZipFile(BytesIO(archive)) as given, ZipFile(kept, "w", ZIP_DEFLATED) as written:
        for name in sorted(given.namelist(), key=lambda name: (name != _FIRST, name)):
            part = ZipInfo(name, _DAY)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            written.writestr(part, given.read(name))
    return kept.getvalue()
