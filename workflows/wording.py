"""Words that stand inside a sentence which may be said in Vietnamese or in English."""


class Both(str):
    """An English text with its Vietnamese counterpart beside it."""

    __slots__ = ("vi",)
    vi: str

    def __new__(cls, en: str, vi: str) -> "Both":
        """Pair the two."""
        made = super().__new__(cls, en)
        made.vi = vi
        return made
