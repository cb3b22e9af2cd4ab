"""What may be kept as a variable: plain JSON values, copied whole, of bounded size."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

MAX_VALUES = 100_000
MAX_LEVELS = 50
MAX_INTEGER = 2**63 - 1


class NotPlain(ValueError):
    """A value is no JSON value, or is too large to be kept as a variable; why, in two languages."""

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(en)
        self.vi = vi


def plain(value: Any) -> Any:
    """Copy a value into plain JSON values; moments become ISO texts, tuples and sets lists."""
    return _Copy().take(value, 0)


class _Copy:
    def __init__(self) -> None:
        self._left = MAX_VALUES

    def take(self, value: Any, level: int) -> Any:
        self._left -= 1
        if self._left < 0 or level > MAX_LEVELS:
            raise NotPlain("the value is too large to be kept", "giá trị quá lớn để lưu")
        if value is None or isinstance(value, (bool, str)):
            return value
        if isinstance(value, (int, float)):
            return _number(value)
        return self._copied(value, level + 1)

    def _copied(self, value: Any, level: int) -> Any:
        for kind, copy in _COPIES:
            if isinstance(value, kind):
                return copy(self, value, level)
        name = type(value).__name__
        raise NotPlain(
            f"a value of type {name} cannot be kept", f"không lưu được giá trị kiểu {name}"
        )

    def mapping(self, value: Mapping[Any, Any], level: int) -> dict[str, Any]:
        for key in value:
            if not isinstance(key, str):
                raise NotPlain(f"the key {key!r} is not a text", f"khóa {key!r} không phải là chữ")
        return {key: self.take(item, level) for key, item in value.items()}

    def sequence(self, value: Any, level: int) -> list[Any]:
        return [self.take(item, level) for item in value]

    def moment(self, value: date, _level: int) -> str:
        return value.isoformat()


_COPIES: tuple[tuple[Any, Callable[[_Copy, Any, int], Any]], ...] = (
    (Mapping, _Copy.mapping),
    ((list, tuple), _Copy.sequence),
    ((set, frozenset), lambda copy, value, level: copy.sequence(sorted(value), level)),
    ((date, datetime), _Copy.moment),
)


def _number(value: int | float) -> int | float:
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise NotPlain("the number is too large to be kept", "số quá lớn để lưu")
    if not isfinite(value):
        raise NotPlain("the number is not finite", "số không hữu hạn")
    return value
