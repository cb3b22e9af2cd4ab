import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from service.audit.chain import GENESIS, Link, commit_to, commitment_digest, plain, seal
from service.audit.events import Event, Occurrence

BEGINNING = Link(0, GENESIS)
NOON = datetime(2025, 12, 4, 5, tzinfo=UTC)


def sealed(**parts):
    return seal(
        Occurrence(Event.TASK_COMPLETED, **parts), actor="person:12", at=NOON, after=BEGINNING
    )


def test_a_body_says_what_happened_and_what_came_before():
    body = json.loads(sealed(instance_id=3, nomination_id=4, detail={"task": 5}).body)

    assert body == {
        "sequence": 1,
        "event": "task:completed",
        "actor": "person:12",
        "at": "2025-12-04T05:00:00.000000+00:00",
        "previous": GENESIS,
        "instance": 3,
        "nomination": 4,
        "detail": {"task": 5},
    }


def test_the_hash_is_that_of_a_leaf():
    entry = sealed()

    assert entry.link.hash == hashlib.sha256(b"\x00" + entry.body.encode()).hexdigest()


def test_entries_follow_one_another():
    first = sealed()
    second = seal(first.occurrence, actor="clock", at=NOON, after=first.link)

    assert second.link.sequence == 2
    assert json.loads(second.body)["previous"] == first.link.hash


def test_a_value_is_committed_to_and_not_shown():
    entry = sealed(values={"name": "Nguyễn Thị Mẫu"})
    kept = entry.commitments["name"]

    assert "Mẫu" not in entry.body
    assert json.loads(entry.body)["values"] == {"name": kept.digest}
    assert commitment_digest(kept.salt, kept.value) == kept.digest


def test_equal_values_are_committed_to_differently():
    assert commit_to("có").digest != commit_to("có").digest


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (4.5, "4.5"),
        (Decimal("0.10"), "0.10"),
        (date(2025, 12, 31), "2025-12-31"),
        (NOON, "2025-12-04T05:00:00.000000+00:00"),
        (Event.TASK_CLAIMED, "task:claimed"),
        ((1, 2), [1, 2]),
        ({3, 1}, [1, 3]),
        ({1: None}, {"1": None}),
    ],
)
def test_values_are_reduced_to_what_json_writes_one_way(value, kept):
    assert plain(value) == kept


@pytest.mark.parametrize("value", [object(), b"bytes", 1j])
def test_what_has_no_written_form_is_refused(value):
    with pytest.raises(TypeError, match="no place in the ledger"):
        plain(value)


@pytest.mark.parametrize(
    "detail",
    [{"who": "Nguyễn Mẫu"}, {"list": ["a", "b c"]}, {"part": {"x": None}}, {"long": "x" * 201}],
)
def test_free_text_and_nothing_are_refused_in_detail(detail):
    with pytest.raises(ValueError, match="pass it in values"):
        sealed(detail=detail)


def test_an_absent_detail_is_left_out():
    assert "detail" not in json.loads(sealed(detail={"late_by": None}).body)
