"""Bonuses in đồng: a multiple of the base salary, rounded up, in whole numbers only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.models import Award, Subject

#: Decree 152/2025 Art. 49(2): rounded up to ten thousand đồng.
STEP = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """What one award brings one kind of nominee: a rule of the decision table."""

    rule_id: str
    tenths: int
    base_salary: int

    @property
    def bonus(self) -> int:
        """The amount to be paid."""
        return -(-self.base_salary * self.tenths // (10 * STEP)) * STEP


def read_rates(rules: Iterable[Mapping[str, Any]]) -> dict[tuple[Award, Subject], Rate]:
    """Read what the decision table answered, by award and subject."""
    return {
        (Award(row["award"]), Subject(row["subject"])): Rate(
            row["rule"], int(row["tenths"]), int(row["base_salary"])
        )
        for row in rules
    }
