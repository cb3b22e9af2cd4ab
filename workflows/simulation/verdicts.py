"""What became of a recorded case on another version of its diagram, and how it is said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import TypeAlias

#: An element that was passed, or two that followed each other.
Step: TypeAlias = tuple[str, str]


class Outcome(StrEnum):
    """How a replay ended."""

    SAME = "same"
    DIFFERENT = "different"
    STUCK = "stuck"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a recorded case.

    ``element_id`` is where the ways part, where it is stuck, or who would have to answer;
    ``was`` and ``now`` are the elements that followed there; ``fields`` are what nobody
    answered; ``reason`` is why an element failed.
    """

    outcome: Outcome
    element_id: str = ""
    was: str = ""
    now: str = ""
    fields: tuple[str, ...] = ()
    reason: str = ""
    trail: tuple[str, ...] = ()


_SENTENCES = {
    Outcome.SAME: ("Đi đúng như đã ghi.", "Goes as it went."),
    Outcome.DIFFERENT: (
        "Sau {element} hồ sơ đã tới {was}, nay tới {now}.",
        "After {element} it went to {was}, and now goes to {now}.",
    ),
    Outcome.STUCK: (
        "Không đi tiếp được ở {element}: {reason}.",
        "Stuck at {element}: {reason}.",
    ),
    Outcome.UNANSWERED: (
        "{element} cần câu trả lời mà chưa ai đưa ra: {fields}.",
        "{element} needs an answer nobody gave: {fields}.",
    ),
}
_NOTHING = {"vi": "chỗ kết thúc", "en": "the end"}
_WAITS = {"vi": "chờ mãi điều không tới", "en": "it waits for what never came"}
_START = {"vi": "lúc bắt đầu", "en": "the start"}
_DONE = {"vi": "việc được hoàn thành", "en": "that it is done"}


def verdict_sentence(verdict: Verdict, names: Mapping[str, str], language: str) -> str:
    """Say a verdict in Vietnamese or English, with elements by the names given here."""
    vi, en = _SENTENCES[verdict.outcome]
    nothing = _NOTHING[language]
    return (vi if language == "vi" else en).format(
        element=_called(verdict.element_id, names) or _START[language],
        was=_called(verdict.was, names) or nothing,
        now=_called(verdict.now, names) or nothing,
        fields=", ".join(verdict.fields) or _DONE[language],
        reason=verdict.reason or _WAITS[language],
    )


def _called(step: str, names: Mapping[str, str]) -> str:
    """What a step is called; one in a called process behind the call activity."""
    return " › ".join(names.get(one, one) for one in step.split("/"))


def parted(was: list[str], now: list[str]) -> tuple[str, str, str]:
    """The last element two ways have in common, and where each goes from there."""
    last = ""
    for before, after in zip_longest(was, now, fillvalue=""):
        if before != after:
            return last, before, after
        last = before
    return last, "", ""


def reconnected(was: Counter[Step], now: Counter[Step]) -> tuple[str, str, str]:
    """Where the same elements come in the same order and one leads elsewhere: which, and where."""
    before, after = next(iter(was), ("", "")), next(iter(now), ("", ""))
    return after[0] or before[0], before[1], after[1]
