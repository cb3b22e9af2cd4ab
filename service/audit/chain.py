"""The hash chain: canonical bodies, their seals, and salted commitments. Arithmetic only."""

import enum
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson

from service.audit.events import Occurrence

GENESIS = "0" * 64

_SALT_BYTES = 16
_LEAF = b"\x00"
#: Most of what is recorded; enumerations are texts or numbers too, but of a type of their own.
_AS_IT_IS = frozenset({bool, int, str})


@dataclass(frozen=True, slots=True)
class Link:
    """Where the chain stands: the number and the hash of its last entry."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A value that is kept outside the chain, the salt, and the digest inside."""

    salt: str
    value: Any
    digest: str


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry with its place in the chain."""

    link: Link
    at: datetime
    actor: str
    occurrence: Occurrence
    body: str
    commitments: Mapping[str, Commitment]


def seal(occurrence: Occurrence, *, actor: str, at: datetime, after: Link) -> SealedEntry:
    """Give an occurrence its place after the entry that is last so far."""
    commitments = {name: commit_to(value) for name, value in occurrence.values.items()}
    sequence = after.sequence + 1
    content: dict[str, Any] = {
        "sequence": sequence,
        "event": str(occurrence.event),
        "actor": actor,
        "at": moment_text(at),
        "previous": after.hash,
    }
    optional: dict[str, Any] = {
        "instance": occurrence.instance_id,
        "nomination": occurrence.nomination_id,
        "detail": _detail(occurrence.detail),
        "values": {name: commitment.digest for name, commitment in commitments.items()},
    }
    content |= {name: value for name, value in optional.items() if value not in (None, {})}
    body = canonical(content)
    return SealedEntry(
        link=Link(sequence, leaf_hash(body)),
        at=at,
        actor=actor,
        occurrence=occurrence,
        body=body.decode(),
        commitments=commitments,
    )


def leaf_hash(body: bytes) -> str:
    """Return the seal of a body."""
    return hashlib.sha256(_LEAF + body).hexdigest()


def commit_to(value: Any) -> Commitment:
    """Commit to a value, so that it can be shown later and cannot be guessed before."""
    kept = plain(value)
    salt = secrets.token_hex(_SALT_BYTES)
    return Commitment(salt, kept, commitment_digest(salt, kept))


def commitment_digest(salt: str, value: Any) -> str:
    """Return the digest by which an entry commits to a value with its salt."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(value)).hexdigest()


def canonical(value: Any) -> bytes:
    """Return the one way to write a value: sorted keys, no spaces, UTF-8.

    Equal to ``json.dumps(sort_keys=True, separators=(",", ":"), ensure_ascii=False)``, which
    is all a verifier without this software needs.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # An integer of more than 64 bits.
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode()


def moment_text(at: datetime) -> str:
    """Write a moment the way entries do: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def plain(value: Any) -> Any:
    """Reduce a value to text, whole numbers, truth, lists and objects; nothing may stand for null.

    Decimal fractions become text, because no two languages write the same float alike.
    """
    if value is None or type(value) in _AS_IT_IS:
        return value
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in _in_order(value)]
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in the ledger")


def _in_order(
    values: list[Any] | tuple[Any, ...] | set[Any] | frozenset[Any],
) -> list[Any] | tuple[Any, ...]:
    return sorted(values, key=str) if isinstance(values, set | frozenset) else values


def _detail(detail: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: plain(value) for name, value in detail.items() if value is not None}
    for name, value in kept.items():
        _refuse_free_text(name, value)
    return kept


def _refuse_free_text(name: str, value: Any) -> None:
    """Keep sentences and names of people out of what can never be erased."""
    if isinstance(value, dict):
        for key, part in value.items():
            _refuse_free_text(f"{name}.{key}", part)
    elif isinstance(value, list):
        for part in value:
            _refuse_free_text(name, part)
    elif value is None or (isinstance(value, str) and (len(value) > 200 or " " in value.strip())):
        raise ValueError(f"detail {name!r} holds free text or nothing: pass it in values")
