"""What kind of value a variable holds, as far as a diagram, its forms and its tables tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from workflows.wording import Both


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: ``options`` are all it can be, if they are counted.

    ``item`` is what a list holds, ``parts`` what a record holds by name.
    """

    name: str
    options: tuple[Any, ...] = ()
    item: "Kind | None" = None
    parts: Mapping[str, "Kind"] | None = field(default=None, hash=False)

    @property
    def is_open(self) -> bool:
        """Whether nothing can be said against it."""
        return self.name in {"unknown", "nothing"}

    @property
    def family(self) -> str:
        """What it can be compared within: a day is kept as a text."""
        return "text" if self.name == "day" else self.name

    @property
    def words(self) -> Both:
        """What it is called."""
        return _WORDS[self.name]

    def plain(self) -> "Kind":
        """The same without its options."""
        return replace(self, options=()) if self.options else self


UNKNOWN, NOTHING = Kind("unknown"), Kind("nothing")
TEXT, NUMBER, BOOLEAN = Kind("text"), Kind("number"), Kind("boolean")
DAY, MOMENT, LIST, RECORD = Kind("day"), Kind("moment"), Kind("list"), Kind("record")

_WORDS = {
    "unknown": Both("something unknown", "giá trị chưa rõ"),
    "nothing": Both("nothing", "giá trị trống"),
    "text": Both("text", "chữ"),
    "number": Both("a number", "số"),
    "boolean": Both("yes or no", "có hoặc không"),
    "day": Both("a day", "ngày"),
    "moment": Both("a moment", "thời điểm"),
    "list": Both("a list", "danh sách"),
    "record": Both("a record", "nhóm nhiều giá trị"),
}


def joined(one: Kind, other: Kind) -> Kind:
    """The kind of what may be either."""
    if one.name == "nothing" or other == one:
        return other
    if other.name == "nothing":
        return one
    if one.name != other.name:
        return TEXT if one.family == other.family == "text" else UNKNOWN
    options = one.options and other.options and tuple(dict.fromkeys(one.options + other.options))
    return Kind(one.name, options or ())


def any_of(kinds: Iterable[Kind]) -> Kind:
    """The kind of what may be any of these."""
    return reduce(joined, kinds, NOTHING)


def kind_of_value(value: Any) -> Kind:
    """The kind of one value, with the value as its only option."""
    for types, kind in _TYPES:
        if isinstance(value, types):
            return replace(kind, options=(value,))
    return NOTHING if value is None else UNKNOWN


_TYPES: tuple[tuple[Any, Kind], ...] = ((bool, BOOLEAN), ((int, float), NUMBER), (str, TEXT))
