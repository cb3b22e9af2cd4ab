from datetime import UTC, datetime, timedelta, timezone

import pytest

from workflows import ExpressionFailed
from workflows.moments import read_duration, read_moment, read_repetition
from workflows.plain import NotPlain, plain

HANOI = timezone(timedelta(hours=7))


def test_a_moment_is_taken_in_utc():
    assert read_moment("2026-01-01T00:00:00+07:00") == datetime(2025, 12, 31, 17, tzinfo=UTC)
    assert read_moment("2026-01-01T00:00:00Z").tzinfo is UTC


@pytest.mark.parametrize("text", ["2026-01-01", "2026-01-01T08:00", "now", "", "2026-13-01T00Z"])
def test_a_moment_without_an_offset_is_refused(text):
    with pytest.raises(ExpressionFailed):
        read_moment(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P2D", datetime(2024, 2, 2, 8, tzinfo=HANOI)),
        ("P1W", datetime(2024, 2, 7, 8, tzinfo=HANOI)),
        ("PT36H30M5S", datetime(2024, 2, 1, 20, 30, 5, tzinfo=HANOI)),
        ("P1M", datetime(2024, 2, 29, 8, tzinfo=HANOI)),
        ("P1Y1M1DT1H", datetime(2025, 3, 1, 9, tzinfo=HANOI)),
    ],
)
def test_a_duration_follows_the_calendar(text, expected):
    assert read_duration(text).after(datetime(2024, 1, 31, 8, tzinfo=HANOI)) == expected


def test_repeated_months_count_from_the_first_and_not_from_the_last():
    monthly = read_duration("P1M")

    assert monthly.after(datetime(2024, 1, 31, tzinfo=UTC), 2) == datetime(2024, 3, 31, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "P", "PT", "2D", "P1.5D", "-P1D", "P1D2M", "P9999Y", "P1H"])
def test_a_duration_that_is_none_is_refused(text):
    with pytest.raises(ExpressionFailed):
        read_duration(text)


def test_a_repetition_has_a_count_a_start_and_a_pause():
    assert read_repetition("R3/P1D").times == 3
    assert read_repetition("R/PT1H").times is None
    begun = read_repetition("R2/2026-01-05T08:00:00+07:00/P1D")
    assert begun.start == datetime(2026, 1, 5, 1, tzinfo=UTC)


def test_plain_values_are_copied_whole():
    value = {"a": [1, {"b": (True, None)}], "c": {3, 1}, "d": datetime(2025, 1, 1, tzinfo=UTC)}
    copy = plain(value)

    assert copy == {"a": [1, {"b": [True, None]}], "c": [1, 3], "d": "2025-01-01T00:00:00+00:00"}
    assert copy["a"] is not value["a"]


@pytest.mark.parametrize(
    "value",
    [object(), {1: 2}, float("inf"), float("nan"), 2**63, [[0] * 1_000] * 1_000, b"x", len],
)
def test_what_is_not_plain_is_refused(value):
    with pytest.raises(NotPlain):
        plain(value)


def test_what_is_nested_without_end_is_refused():
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(NotPlain):
        plain(endless)
