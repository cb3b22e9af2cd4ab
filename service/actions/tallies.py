"""The arithmetic of votes: whole numbers only, no rows, no clock."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias

from service.models import Award, Subject, Verdict

Category: TypeAlias = tuple[Award, Subject]


class Comparison(enum.StrEnum):
    """Whether a threshold has to be reached or passed."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"


class Denominator(enum.StrEnum):
    """Of whom a threshold is a share; recused members never belong to it."""

    ALL_MEMBERS = "all_members"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a vote on one award is held against: a row of the decision table."""

    rule_id: str
    award: Award
    percent: int
    comparison: Comparison
    denominator: Denominator
    quorum_numerator: int
    quorum_denominator: int

    @classmethod
    def from_rule(cls, row: Mapping[str, Any]) -> Threshold:
        """Read a matched rule of the decision table."""
        return cls(
            rule_id=row["rule"],
            award=Award(row["award"]),
            percent=int(row["percent"]),
            comparison=Comparison(row["comparison"]),
            denominator=Denominator(row["denominator"]),
            quorum_numerator=int(row["quorum_numerator"]),
            quorum_denominator=int(row["quorum_denominator"]),
        )

    def is_passed(self, yes: int, voters: int) -> bool:
        """Hold a number of yes votes against the threshold."""
        if voters == 0:
            return False
        if self.comparison is Comparison.AT_LEAST:
            return yes * 100 >= self.percent * voters
        return yes * 100 > self.percent * voters

    def needed(self, voters: int) -> int:
        """Give the smallest number of yes votes that passes."""
        if self.comparison is Comparison.AT_LEAST:
            return max(1, -(-self.percent * voters // 100))
        return self.percent * voters // 100 + 1

    def quorum(self, members: int) -> int:
        """Give the smallest number of present members that may decide."""
        return -(-members * self.quorum_numerator // self.quorum_denominator)

    def is_quorate(self, present: int, members: int) -> bool:
        """Say whether enough of those who may vote are present, and anybody at all."""
        return members > 0 and present >= self.quorum(members)


def read_thresholds(rules: Iterable[Mapping[str, Any]]) -> dict[Award, Threshold]:
    """Read what the decision table answered, by award."""
    rows = (Threshold.from_rule(rule) for rule in rules)
    return {row.award: row for row in rows}


@dataclass(frozen=True, slots=True)
class Count:
    """The votes on one nominee; ``members`` and ``present`` still include the recused."""

    nomination_id: int
    award: Award
    subject: Subject
    members: int
    present: int
    recused: int
    recused_present: int
    yes: int
    no: int
    #: A woman, or a collective of at least 70 % women: goes first when votes are equal.
    goes_first: bool = False

    def voters(self, threshold: Threshold) -> int:
        """Count those of whom the threshold is a share."""
        if threshold.denominator is Denominator.PRESENT:
            return self.present - self.recused_present
        return self.members - self.recused

    def passes(self, threshold: Threshold) -> bool:
        """Hold the votes against a threshold."""
        return threshold.is_passed(self.yes, self.voters(threshold))

    @property
    def standing(self) -> tuple[int, bool]:
        """What nominees are ranked by (Decree 152/2025 Art. 4(6) for equal votes)."""
        return self.yes, self.goes_first


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a count says about one nominee."""

    count: Count
    threshold: Threshold
    verdict: Verdict
    rank: int | None = None

    @property
    def needed(self) -> int:
        """The yes votes that were needed."""
        return self.threshold.needed(self.count.voters(self.threshold))


def judge(
    counts: Iterable[Count], thresholds: Mapping[Award, Threshold], quotas: Mapping[Category, int]
) -> list[Outcome]:
    """Hold every count against its threshold, then every award against its quota.

    An award and subject without a quota is not limited. The answer is in the order of the
    nominations' ids.
    """
    judged = [_hold(count, thresholds) for count in counts]
    groups: dict[Category, list[Outcome]] = {}
    for one in judged:
        groups.setdefault((one.count.award, one.count.subject), []).append(one)
    placed = [
        outcome
        for group, members in groups.items()
        for outcome in _place(members, quotas.get(group))
    ]
    return sorted(placed, key=lambda one: one.count.nomination_id)


def _hold(count: Count, thresholds: Mapping[Award, Threshold]) -> Outcome:
    threshold = thresholds[count.award]
    if count.passes(threshold):
        return Outcome(count, threshold, Verdict.PASSED)
    lower = thresholds.get(Award.GIAY_KHEN)
    if count.award is not Award.GIAY_KHEN and lower and count.passes(lower):
        return Outcome(count, threshold, Verdict.DOWNGRADABLE)
    return Outcome(count, threshold, Verdict.FAILED)


def _place(group: Sequence[Outcome], places: int | None) -> list[Outcome]:
    """Rank those who passed and give the places out, as far as there are any."""
    passed = [one for one in group if one.verdict is Verdict.PASSED]
    others = [one for one in group if one.verdict is not Verdict.PASSED]
    passed.sort(key=lambda one: one.count.standing, reverse=True)
    placed: list[Outcome] = []
    for _, equals in groupby(passed, key=lambda one: one.count.standing):
        tied = list(equals)
        verdict = _verdict(len(placed), len(tied), places)
        placed += [replace(one, rank=len(placed) + 1, verdict=verdict) for one in tied]
    return placed + others


def _verdict(before: int, tied: int, places: int | None) -> Verdict:
    """Judge nominees of equal standing by the places that those before them left."""
    if places is None or before + tied <= places:
        return Verdict.PASSED
    return Verdict.TIED if before < places else Verdict.OVER_QUOTA
