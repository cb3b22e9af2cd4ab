"""Bonuses are rounded up to ten thousand đồng, without a fraction anywhere."""

import pytest

from service.actions.bonuses import Rate, read_rates
from service.models import Award, Subject


@pytest.mark.parametrize(
    ("tenths", "in_2025", "in_2026"),
    [
        (3, 710_000, 760_000),
        (6, 1_410_000, 1_520_000),
        (15, 3_510_000, 3_800_000),
        (30, 7_020_000, 7_590_000),
        (35, 8_190_000, 8_860_000),
        (70, 16_380_000, 17_710_000),
    ],
)
def test_a_bonus_is_a_multiple_of_the_base_salary_rounded_up(tenths, in_2025, in_2026):
    assert Rate("R", tenths, 2_340_000).bonus == in_2025
    assert Rate("R", tenths, 2_530_000).bonus == in_2026


def test_an_exact_bonus_is_not_rounded_further():
    assert Rate("R", 10, 2_340_000).bonus == 2_340_000


def test_rates_are_read_by_award_and_subject():
    rule = {
        "rule": "TT01",
        "award": "GIAY_KHEN",
        "subject": "individual",
        "tenths": 3,
        "base_salary": 2_340_000,
    }

    assert read_rates([rule]) == {(Award.GIAY_KHEN, Subject.INDIVIDUAL): Rate("TT01", 3, 2_340_000)}
