"""The tree over the ledger: one root for all entries, and short proofs about it (RFC 9162)."""

import hashlib
from collections.abc import Iterable

_NODE = b"\x01"


class Tree:
    """The Merkle tree over the hashes of entries; the first entry is leaf 0."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([_node(*pair) for pair in pairs])

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def root(self, size: int) -> bytes:
        """Return the root over the first so many leaves."""
        return self._over(0, size) if size else hashlib.sha256().digest()

    def inclusion(self, leaf: int, size: int) -> list[bytes]:
        """Prove that a leaf is among the first so many: the nodes beside its way up."""
        return self._beside(leaf, 0, size)

    def consistency(self, former: int, size: int) -> list[bytes]:
        """Prove that the first so many leaves begin with those of a former size."""
        return self._grown(former, 0, size, is_whole=True)

    def _over(self, first: int, end: int) -> bytes:
        wide = end - first
        if wide & (wide - 1) == 0:
            return self._levels[wide.bit_length() - 1][first // wide]
        middle = first + _left_half(wide)
        return _node(self._over(first, middle), self._over(middle, end))

    def _beside(self, leaf: int, first: int, end: int) -> list[bytes]:
        if end - first == 1:
            return []
        middle = first + _left_half(end - first)
        if leaf < middle:
            return [*self._beside(leaf, first, middle), self._over(middle, end)]
        return [*self._beside(leaf, middle, end), self._over(first, middle)]

    def _grown(self, former: int, first: int, end: int, *, is_whole: bool) -> list[bytes]:
        if former == end:
            return [] if is_whole else [self._over(first, end)]
        middle = first + _left_half(end - first)
        if former <= middle:
            inner = self._grown(former, first, middle, is_whole=is_whole)
            return [*inner, self._over(middle, end)]
        inner = self._grown(former, middle, end, is_whole=False)
        return [*inner, self._over(first, middle)]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _left_half(wide: int) -> int:
    """The largest power of two smaller than a width of at least two."""
    return 1 << ((wide - 1).bit_length() - 1)
