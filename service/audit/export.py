"""The ledger as plain lines that somebody else can verify: all of it, or what is of one case."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.chain import canonical
from service.audit.checkpoints import Checkpoint, checkpoints_of, tree_of
from service.audit.keys import SigningKey
from service.audit.merkle import Tree
from service.audit.rows import ROWS
from service.models.audit import AuditEntry, AuditValue

_FORMAT = "thidua ledger export 1"


def export_ledger(
    session: Session, key: SigningKey, checkpoint: Checkpoint, case: int | None = None
) -> bytes:
    """Write out what a checkpoint covers; twice the same gives the same bytes.

    The whole ledger goes out without the values its entries commit to: they may be personal. Of
    one case they are disclosed, except what anybody voted and the digests of rows, from which a
    vote could be guessed.
    """
    kept = [one for one in checkpoints_of(session) if one.entries <= checkpoint.entries]
    tree = tree_of(session, checkpoint.entries)
    title: dict[str, Any] = {"format": _FORMAT, "scope": "ledger" if case is None else "case"}
    if case is not None:
        title["case"] = case
    lines = [title]
    lines += [_checkpoint(one, tree, is_whole=case is None) for one in kept]
    lines += _entries(session, tree, case)
    content = b"".join(canonical(line) + b"\n" for line in lines)
    digest = hashlib.sha256(content).hexdigest()
    end = {"key": key.public, "signature": key.sign(f"{_FORMAT}\n{digest}\n".encode())}
    return content + canonical(end) + b"\n"


def _checkpoint(one: Checkpoint, tree: Tree, *, is_whole: bool) -> dict[str, Any]:
    if is_whole:
        return {"checkpoint": one.text}
    return {
        "checkpoint": one.text,
        "consistency": _hex(tree.consistency(one.entries, tree.size)),
    }


def _entries(session: Session, tree: Tree, case: int | None) -> Iterator[dict[str, Any]]:
    wanted = select(AuditEntry).where(AuditEntry.sequence <= tree.size)
    if case is not None:
        wanted = wanted.where(AuditEntry.instance_id == case)
    disclosed = _disclosed(session, case) if case is not None else {}
    for entry in session.scalars(wanted.order_by(AuditEntry.sequence)):
        line = {"entry": entry.sequence, "hash": entry.hash, "body": entry.body}
        if case is not None:
            line["proof"] = _hex(tree.inclusion(entry.sequence - 1, tree.size))
        if values := disclosed.get(entry.sequence):
            line["values"] = values
        yield line


def _disclosed(session: Session, case: int) -> Mapping[int, dict[str, Any]]:
    of_case = select(AuditEntry.sequence).where(AuditEntry.instance_id == case)
    wanted = select(AuditValue).where(AuditValue.sequence.in_(of_case), AuditValue.name != ROWS)
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for one in session.scalars(wanted):
        value = one.value["value"]
        if not _tells_a_vote(value):
            found[one.sequence][one.name] = {"salt": one.salt, "value": value}
    return found


def _tells_a_vote(value: Any) -> bool:
    if isinstance(value, dict):
        return "choice" in value or any(map(_tells_a_vote, value.values()))
    return isinstance(value, list) and any(map(_tells_a_vote, value))


def _hex(nodes: list[bytes]) -> list[str]:
    return [one.hex() for one in nodes]
