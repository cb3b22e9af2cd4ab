"""How wide text is in Be Vietnam Pro, and where it breaks into lines."""

import unicodedata
from dataclasses import dataclass

#: Advance widths of the regular weight in thousandths of the size, by ASCII code from the space on.
_WIDTHS = (
    "230 280 318 807 645 849 740 179 439 439 497 608 303 608 286 503 676 385 651 660 710 660 680 "
    "594 634 680 286 303 556 726 556 573 1005 736 674 775 728 620 633 783 709 258 465 679 624 853 "
    "732 826 644 822 668 635 650 725 706 1005 720 665 660 459 485 459 559 702 202 642 652 613 652 "
    "599 386 643 583 264 274 555 255 893 573 642 652 652 392 508 428 566 576 870 559 583 502 426 "
    "408 426 468"
)
_WIDTH = dict(zip(map(chr, range(32, 127)), map(int, _WIDTHS.split()), strict=True))
_BARRED = {"đ": "d", "Đ": "D"}
#: A letter with a mark is at most this much wider than the letter alone.
_MARK = 25
_UNKNOWN = 1005


@dataclass(frozen=True)
class Face:
    """A size of the font, in units of the diagram."""

    size: float

    @property
    def line(self) -> float:
        return self.size * 1.2


def width_of(text: str, face: Face) -> float:
    """Estimate how wide the text is on one line, never less than it is."""
    return sum(map(_letter, unicodedata.normalize("NFC", text))) * face.size / 1000


def _letter(letter: str) -> int:
    base = _BARRED.get(letter, unicodedata.normalize("NFD", letter)[0])
    return _WIDTH.get(base, _UNKNOWN) + (0 if base == letter else _MARK)


def lines_of(text: str, width: float, face: Face) -> list[str]:
    """Break the text between words as bpmn-js does."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, face) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
