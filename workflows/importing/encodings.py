"""The text of a file, in whatever encoding its tool wrote it."""

import codecs
import re

from workflows.errors import DefinitionRejected
from workflows.markup import MAX_BYTES
from workflows.values import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
#: Python knows codecs that are no encodings of text, and some that hide what a text says.
_ENCODINGS = re.compile(
    r"utf-?8|(us-)?ascii|iso-?8859-\d{1,2}|latin-?1|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]"
    r"|gbk?(2312|18030)?|big5|shift_jis|euc-(jp|kr)",
    re.IGNORECASE,
)


def decode(content: bytes) -> str:
    """Read the bytes of a file as text, or raise DefinitionRejected with one problem."""
    if len(content) > MAX_BYTES:
        raise _rejected("xml-size", f"over {MAX_BYTES} bytes", f"quá {MAX_BYTES} byte")
    encoding = encoding_of(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte {error.start}: {content[error.start]:#04x}"
        raise _rejected("not-text", byte, byte, line) from None
    except LookupError:
        raise _unknown(encoding) from None


def encoding_of(content: bytes) -> str:
    """The encoding a file says or shows it is written in."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    declared = _DECLARED.match(content[:400])
    name = declared[1].decode("ascii", "replace") if declared else "utf-8"
    if name.lower().startswith("utf-16"):
        # A declaration that can be read byte by byte is not written in UTF-16.
        return "utf-8"
    if not _ENCODINGS.fullmatch(name):
        raise _unknown(name)
    return name.lower()


def _unknown(encoding: str) -> DefinitionRejected:
    return _rejected(
        "not-text", f"the encoding {encoding!r} is not known", f"không biết bảng mã {encoding!r}", 1
    )


def _rejected(rule: str, en: str, vi: str, line: int | None = None) -> DefinitionRejected:
    return DefinitionRejected((Problem.because(rule, en, vi, line=line),))
