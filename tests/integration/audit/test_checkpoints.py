import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.audit.chain import GENESIS, Link, seal
from service.audit.checkpoints import Checkpoint
from service.audit.events import Event, Occurrence
from service.audit.keys import SigningKey
from service.audit.verify import Broken, verify
from service.errors import Conflict
from service.operations.checkpoints import make_checkpoint
from service.scheduler.sealing import seal_when_due
from service.unit_of_work import Actor
from tests.support.tampering import tamper

SOME_DAY = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.fixture
def key(tmp_path):
    return SigningKey.of(tmp_path / "ledger-key.pem")


@pytest.fixture
def write(units_of_work):
    def write(event=Event.CAMPAIGN_CHANGED, times=1):
        with units_of_work.open(Actor.system()) as uow:
            for number in range(times):
                uow.record(event, detail={"number": number})

    return write


@pytest.fixture
def sign(units_of_work, key):
    def sign():
        with units_of_work.open(Actor.system()) as uow:
            return make_checkpoint(uow, key)

    return sign


@pytest.fixture
def held(units_of_work):
    def held(*outside):
        with units_of_work.read() as session:
            return verify(session, outside).broken

    return held


def rebuild(database, entries):
    """Write the whole ledger anew, every hash fitting, as somebody with all the time would."""
    tamper(database, "DELETE FROM audit_entry")
    end = Link(0, GENESIS)
    for number in range(entries):
        made = Occurrence(Event.CAMPAIGN_CHANGED, detail={"other": number})
        entry = seal(made, actor="system", at=SOME_DAY, after=end)
        end = entry.link
        tamper(
            database,
            "INSERT INTO audit_entry (sequence, event, actor, at, body, hash)"
            " VALUES (:sequence, 'campaign:changed', 'system', :at, :body, :hash)",
            sequence=end.sequence,
            at=f"{SOME_DAY:%F %T}" + ("" if database.dialect.name == "sqlite" else "+00"),
            body=entry.body,
            hash=end.hash,
        )
    tamper(database, f"UPDATE audit_head SET sequence = {entries}, hash = '{end.hash}'")


def test_a_checkpoint_says_the_same_when_nothing_was_added(write, sign, held):
    write(times=3)

    first, second = sign(), sign()

    assert first == second == Checkpoint.read(first.text)
    assert held(first) is None


def test_a_checkpoint_with_one_letter_changed_is_none(write, sign):
    write()
    text_of_it = sign().text

    for place in range(0, len(text_of_it) - 1, 7):
        other = "0" if text_of_it[place] != "0" else "1"
        with pytest.raises(ValueError):  # noqa: PT011
            Checkpoint.read(text_of_it[:place] + other + text_of_it[place + 1 :])


def test_a_ledger_cut_short_is_found_by_the_checkpoint(database, write, sign, held):
    write(times=5)
    sign()
    with database.connect() as connection:
        query = "SELECT hash FROM audit_entry WHERE sequence = 3"
        third = connection.execute(text(query)).scalar_one()

    tamper(database, "DELETE FROM audit_entry WHERE sequence > 3")
    tamper(database, f"UPDATE audit_head SET sequence = 3, hash = '{third}'")

    assert held() == Broken(4, "audit.entry_missing")


def test_a_ledger_rebuilt_with_its_checkpoints_dropped_is_found_only_from_outside(
    database, write, sign, held
):
    write(times=2)
    early = sign()
    write(times=2)
    late = sign()

    rebuild(database, 4)
    with_checkpoints = held()
    tamper(database, "DELETE FROM audit_checkpoint")

    assert with_checkpoints == Broken(1, "audit.checkpoint_differs")
    assert held() is None
    assert held(early, late) == held(late) == Broken(1, "audit.checkpoint_differs")


def test_a_ledger_that_contradicts_its_checkpoint_is_not_signed_again(
    database, units_of_work, write, sign, key
):
    write(times=2)
    sign()
    rebuild(database, 3)

    with pytest.raises(Conflict, match=r"audit\.contradicted|contradicts|không khớp"):
        sign()
    assert not seal_when_due(units_of_work, lambda: key)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_checkpoint SET entries = 1",
        "DELETE FROM audit_checkpoint",
        (
            "INSERT INTO audit_checkpoint SELECT 9, entries, root, head, made_at, key, signature"
            " FROM audit_checkpoint"
        ),
    ],
)
def test_the_database_refuses_to_change_a_checkpoint(database, write, sign, attack, backend):
    write()
    sign()
    if backend == "postgresql" and attack.startswith("INSERT"):
        pytest.skip("a checkpoint put in is one with a signature, or found by verifying")

    with pytest.raises(DBAPIError, match="append-only"), database.begin() as connection:
        connection.execute(text(attack))


def test_a_forged_signature_is_named(database, write, sign, held):
    write(times=2)
    sign()

    forged = hashlib.sha512(b"somebody else").hexdigest()
    tamper(database, f"UPDATE audit_checkpoint SET signature = '{forged}'")

    assert held() == Broken(2, "audit.checkpoint_forged")


def test_the_clock_signs_once_a_day_and_when_a_campaign_is_decided(
    units_of_work, clock, write, key
):
    def sealed():
        return seal_when_due(units_of_work, lambda: key)

    assert not sealed()
    write()
    assert sealed()
    write()
    assert not sealed()
    clock.advance(days=1)
    assert sealed()
    assert not sealed()
    write(Event.CAMPAIGN_DECIDED)
    assert sealed()
