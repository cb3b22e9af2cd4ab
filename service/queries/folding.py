"""Comparing Vietnamese words without their diacritics, in Python and in both databases."""

import unicodedata
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import ColumnElement, Engine, String, event, func
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


@event.listens_for(Engine, "connect")
def _teach_sqlite(connection: Any, _record: Any) -> None:
    # SQLite has no translate(), its lower() knows ASCII only, and as many replace() as there are
    # Vietnamese letters overflow its parser.
    if isinstance(connection, SqliteConnection):
        connection.create_function("folded", 1, fold, deterministic=True)


def mentions(
    term: str, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Whether the columns, read one after another, contain every word of the term."""
    text: ColumnElement[Any] = func.coalesce(columns[0], "")
    for column in columns[1:]:
        text = text.concat(" ").concat(func.coalesce(column, ""))
    return Folded(text).contains(fold(term.strip()), autoescape=True)
