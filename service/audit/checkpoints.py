"""Checkpoints: what the ledger was at some moment, signed, short enough to be kept elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.chain import moment_text
from service.audit.keys import SigningKey
from service.audit.merkle import Tree
from service.models.audit import AuditCheckpoint, AuditEntry

_TITLE = "thidua ledger checkpoint 1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """So many entries, the root of the tree over them, the hash of the last, and who says so.

    Whoever holds one can tell a ledger that grew from it from one that was rebuilt.
    """

    entries: int
    root: str
    head: str
    made_at: datetime
    key: str
    signature: str = ""

    @classmethod
    def of(cls, row: AuditCheckpoint) -> "Checkpoint":
        """Take one the database keeps."""
        return cls(row.entries, row.root, row.head, row.made_at, row.key, row.signature)

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """Read what ``text`` wrote, however a mail broke its lines; else a ``ValueError``."""
        _title, *lines = text.strip().splitlines()
        said = dict(line.strip().split(": ", 1) for line in lines)
        try:
            found = cls(
                entries=int(said["entries"]),
                root=said["root"],
                head=said["head"],
                made_at=datetime.fromisoformat(said["made"]),
                key=said["key"],
                signature=said["signature"],
            )
        except KeyError as error:
            raise ValueError(f"no {error}") from error
        if found.text.split() != text.split() or not found.is_genuine:
            raise ValueError("not a checkpoint, or its signature does not fit")
        return found

    @property
    def message(self) -> str:
        """What is signed."""
        return (
            f"{_TITLE}\nentries: {self.entries}\nroot: {self.root}\nhead: {self.head}\n"
            f"made: {moment_text(self.made_at)}\nkey: {self.key}\n"
        )

    @property
    def text(self) -> str:
        """The checkpoint as it is printed, mailed and pinned to a wall."""
        return f"{self.message}signature: {self.signature}\n"

    @property
    def is_genuine(self) -> bool:
        """Whether its own key signed it; whose key that is has to be known from elsewhere."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
            key.verify(bytes.fromhex(self.signature), self.message.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def tree_of(session: Session, entries: int) -> Tree:
    """Put up the tree over the first so many entries."""
    wanted = select(AuditEntry.hash).where(AuditEntry.sequence <= entries)
    hashes = session.scalars(wanted.order_by(AuditEntry.sequence))
    return Tree(bytes.fromhex(one) for one in hashes)


def checkpoints_of(session: Session) -> list[Checkpoint]:
    """List the checkpoints a database keeps, oldest first."""
    rows = session.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.number))
    return [Checkpoint.of(row) for row in rows]


def latest_checkpoint(session: Session) -> AuditCheckpoint | None:
    """Find the newest checkpoint a database keeps."""
    newest = select(AuditCheckpoint).order_by(AuditCheckpoint.number.desc())
    return session.scalar(newest.limit(1))


def signed(tree: Tree, head: str, made_at: datetime, key: SigningKey) -> Checkpoint:
    """Sign what the ledger is now."""
    plain = Checkpoint(tree.size, tree.root(tree.size).hex(), head, made_at, key.public)
    signature = key.sign(plain.message.encode())
    return Checkpoint(plain.entries, plain.root, head, made_at, key.public, signature)


def first_unconfirmed(tree: Tree, checkpoints: Sequence[Checkpoint]) -> tuple[int, str] | None:
    """Hold a ledger against checkpoints: the first entry they do not confirm, and why."""
    confirmed = 0
    for one in sorted(checkpoints, key=lambda one: one.entries):
        if not one.is_genuine:
            return one.entries, "checkpoint_forged"
        if one.entries > tree.size:
            return tree.size + 1, "entry_missing"
        if tree.root(one.entries).hex() != one.root:
            return confirmed + 1, "checkpoint_differs"
        confirmed = one.entries
    return None
