"""Reads tables of a scenario file into dataclasses, and says in words where a file is wrong."""

import dataclasses
import difflib
import enum
import types
import typing
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from service.rehearsal.wording import ScenarioInvalid

Record = TypeVar("Record")


def read_record(kind: type[Record], table: Any, where: str) -> Record:
    """Make one record of ``kind`` from a table, refusing unknown, missing and mistyped entries."""
    if not isinstance(table, dict):
        raise ScenarioInvalid("expects_table", where=where)
    fields = {field.name: field for field in dataclasses.fields(typing.cast("Any", kind))}
    _refuse_unknown(table, fields, where)
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in table:
            values[name] = read_value(hints[name], table[name], f"{where}.{name}")
        elif _is_required(field):
            raise ScenarioInvalid("missing", where=where, name=name)
    return kind(**values)


def read_value(hint: Any, value: Any, where: str) -> Any:
    """Check one value against its annotation and convert it where the file writes it as text."""
    origin = typing.get_origin(hint)
    if origin is None:
        return _read_plain(hint, value, where)
    readers: dict[Any, Callable[[Any, Any, str], Any]] = {
        tuple: _read_list,
        dict: _read_mapping,
        types.UnionType: _read_optional,
    }
    return readers[origin](hint, value, where)


def _read_plain(hint: Any, value: Any, where: str) -> Any:
    if hint is Any:
        return value
    if dataclasses.is_dataclass(hint):
        return read_record(typing.cast("type[Any]", hint), value, where)
    if issubclass(hint, enum.StrEnum):
        return _read_word(hint, value, where)
    if hint is float and type(value) is int:
        return float(value)
    # An exact match: true is no number, and a date and time is no date.
    if type(value) is not hint:
        raise ScenarioInvalid(f"expects_{hint.__name__}", where=where, value=repr(value))
    if hint is datetime and value.tzinfo is None:
        raise ScenarioInvalid("expects_offset", where=where)
    return value


def _read_word(kind: type[enum.StrEnum], value: Any, where: str) -> enum.StrEnum:
    try:
        return kind(value)
    except ValueError:
        words = ", ".join(kind)
        raise ScenarioInvalid("expects_word", where=where, value=value, words=words) from None


def _read_list(hint: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ScenarioInvalid("expects_list", where=where)
    inner = typing.get_args(hint)[0]
    return tuple(read_value(inner, one, f"{where}[{at}]") for at, one in enumerate(value, 1))


def _read_mapping(hint: Any, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ScenarioInvalid("expects_table", where=where)
    inner = typing.get_args(hint)[1]
    return {name: read_value(inner, one, f"{where}.{name}") for name, one in value.items()}


def _read_optional(hint: Any, value: Any, where: str) -> Any:
    inner = [one for one in typing.get_args(hint) if one is not type(None)]
    return read_value(inner[0], value, where)


def _refuse_unknown(table: dict[str, Any], known: dict[str, Any], where: str) -> None:
    for name in table:
        if name in known:
            continue
        close = difflib.get_close_matches(name, known, n=1) or sorted(known)
        raise ScenarioInvalid("unknown_entry", where=where, name=name, close=", ".join(close))


def _is_required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
