"""Comparing Vietnamese words without their diacritics, in Python and in both databases."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

_VOWELS = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
    "d": "đ",
}
_PLAIN = {
    letter: plain for plain, letters in _VOWELS.items() for letter in letters + letters.upper()
}
_FROM = "".join(_PLAIN)
_TO = "".join(_PLAIN.values())


def fold(text: str) -> str:
    """The text in small letters without diacritics, ``đ`` as ``d``."""
    bare = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


class Folded(GenericFunction[str]):
    """SQL twin of ``fold`` for a text column."""

    name = "folded"
    type = String()
    inherit_cache = True


@compiles(Folded, "postgresql")
def _fold_by_translate(element: Folded, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"translate(lower({column}), '{_FROM}', '{_TO}')"


@compiles(Folded, "sqlite")
def _fold_by_replacing(element: Folded, compiler: SQLCompiler, **options: Any) -> str:
    # SQLite has no translate(), and its lower() knows ASCII only.
    column = compiler.process(element.clauses, **options)
    for letter, plain in _PLAIN.items():
        column = f"replace({column}, '{letter}', '{plain}')"
    return f"lower({column})"


def mentions(
    term: str, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Whether the columns, read one after another, contain every word of the term."""
    text: ColumnElement[Any] = func.coalesce(columns[0], "")
    for column in columns[1:]:
        text = text.concat(" ").concat(func.coalesce(column, ""))
    return Folded(text).contains(fold(term.strip()), autoescape=True)
