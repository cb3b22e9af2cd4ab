"""Finds the name that was probably meant."""

import difflib
from collections.abc import Iterable

NOTHING_NEAR = "—"


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name most like another."""
    found = difflib.get_close_matches(name, sorted(known), 1, likeness)
    return found[0] if found else NOTHING_NEAR
