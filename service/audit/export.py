"""The ledger as plain lines that somebody else can verify: all of it, or a part of it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.audit.chain import canonical
from service.audit.checkpoints import Checkpoint, checkpoints_of, tree_of
from service.audit.keys import SigningKey
from service.audit.merkle import Tree
from service.audit.rows import ROWS
from service.models.audit import AuditEntry, AuditValue

_FORMAT = "thidua ledger export 1"


@dataclass(frozen=True, slots=True)
class Part:
    """Some entries of the ledger, and those of them whose values are shown too."""

    title: Mapping[str, Any]
    shown: ColumnElement[bool]
    disclosed: ColumnElement[bool]

    @classmethod
    def of_case(cls, number: int) -> "Part":
        """Take what is of one case."""
        is_of_case = AuditEntry.instance_id == number
        return cls({"scope": "case", "case": number}, is_of_case, is_of_case)


def export_ledger(
    session: Session, key: SigningKey, checkpoint: Checkpoint, part: Part | None = None
) -> bytes:
    """Write out what a checkpoint covers; twice the same gives the same bytes.

    The whole ledger goes out without the values its entries commit to: they may be personal. Of
    a part they are disclosed, except what anybody voted and the digests of rows, from which a
    vote could be guessed.
    """
    kept = [one for one in checkpoints_of(session) if one.entries <= checkpoint.entries]
    tree = tree_of(session, checkpoint.entries)
    title: dict[str, Any] = {"format": _FORMAT, **(part.title if part else {"scope": "ledger"})}
    lines = [title]
    lines += [_checkpoint(one, tree, is_whole=part is None) for one in kept]
    lines += _entries(session, tree, part)
    content = b"".join(canonical(line) + b"\n" for line in lines)
    digest = hashlib.sha256(content).hexdigest()
    end = {"key": key.public, "signature": key.sign(f"{_FORMAT}\n{digest}\n".encode())}
    return content + canonical(end) + b"\n"


def tells_a_vote(value: Any) -> bool:
    """Whether somebody's choice stands anywhere in a value."""
    if isinstance(value, dict):
        return "choice" in value or any(map(tells_a_vote, value.values()))
    return isinstance(value, list) and any(map(tells_a_vote, value))


def _checkpoint(one: Checkpoint, tree: Tree, *, is_whole: bool) -> dict[str, Any]:
    if is_whole:
        return {"checkpoint": one.text}
    return {
        "checkpoint": one.text,
        "consistency": _hex(tree.consistency(one.entries, tree.size)),
    }


def _entries(session: Session, tree: Tree, part: Part | None) -> Iterator[dict[str, Any]]:
    wanted = select(AuditEntry).where(AuditEntry.sequence <= tree.size)
    if part is not None:
        wanted = wanted.where(part.shown)
    disclosed = _disclosed(session, part) if part is not None else {}
    for entry in session.scalars(wanted.order_by(AuditEntry.sequence)):
        line = {"entry": entry.sequence, "hash": entry.hash, "body": entry.body}
        if part is not None:
            line["proof"] = _hex(tree.inclusion(entry.sequence - 1, tree.size))
        if values := disclosed.get(entry.sequence):
            line["values"] = values
        yield line


def _disclosed(session: Session, part: Part) -> Mapping[int, dict[str, Any]]:
    shown = select(AuditEntry.sequence).where(part.shown, part.disclosed)
    wanted = select(AuditValue).where(AuditValue.sequence.in_(shown), AuditValue.name != ROWS)
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for one in session.scalars(wanted.order_by(AuditValue.sequence, AuditValue.name)):
        value = one.value["value"]
        if not tells_a_vote(value):
            found[one.sequence][one.name] = {"salt": one.salt, "value": value}
    return found


def _hex(nodes: list[bytes]) -> list[str]:
    return [one.hex() for one in nodes]
