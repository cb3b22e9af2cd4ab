import hashlib
from datetime import date

import pytest
from sqlalchemy import text

from service.audit.chain import Link, seal
from service.audit.events import Event, Occurrence
from service.audit.verify import Broken, verify
from service.models import Campaign, Definition, DefinitionKind, Deployment, ProcessInstance
from service.unit_of_work import Actor
from tests.support.tampering import tamper

ELSEWHERE = "0123456789abcdef" * 4


def verified(units_of_work):
    with units_of_work.read() as session:
        return verify(session)


@pytest.fixture
def ledger(units_of_work, clock):
    """Five entries, each with a name that may be erased."""
    for number in range(1, 6):
        clock.advance(minutes=1)
        with units_of_work.open(Actor.system()) as uow:
            uow.record(
                Event.CAMPAIGN_CHANGED,
                detail={"number": number},
                values={"name": f"Người thứ {number}", "votes": {"yes": 4.5, "no": None}},
            )
    return units_of_work


@pytest.fixture
def instance(units_of_work):
    """An instance whose document was recorded when it was saved."""
    with units_of_work.open(Actor.system()) as uow:
        campaign = Campaign(
            code="2025",
            name="Thi đua",
            legal_regime="2022",
            starts_on=date(2025, 10, 5),
            ends_on=date(2026, 1, 25),
        )
        deployment = Deployment(deployed_at=uow.now, deployed_by="system")
        uow.session.add_all([campaign, deployment])
        uow.flush()
        definition = Definition(
            deployment_id=deployment.id,
            kind=DefinitionKind.PROCESS,
            key="campaign",
            version=1,
            content="<x/>",
            sha256="x",
        )
        uow.session.add(definition)
        uow.flush()
        instance = ProcessInstance(
            definition_id=definition.id,
            deployment_id=deployment.id,
            process_key="campaign",
            business_key="2025",
            campaign_id=campaign.id,
            document=b"where it stands",
            started_at=uow.now,
        )
        uow.session.add(instance)
        uow.flush()
        record_document(uow, instance, b"where it stands")
        return instance


def record_document(uow, instance, document):
    uow.record(
        Event.INSTANCE_ADVANCED,
        instance_id=instance.id,
        detail={"document": hashlib.sha256(document).hexdigest()},
    )


def test_an_empty_ledger_holds(units_of_work):
    assert verified(units_of_work).verified
    assert verified(units_of_work).entries == 0


def test_an_honest_ledger_holds(ledger):
    assert (verified(ledger).entries, verified(ledger).broken) == (5, None)


@pytest.mark.parametrize(
    ("attack", "sequence", "reason"),
    [
        ("UPDATE audit_entry SET body = replace(body, '2025', '2024') WHERE sequence = 2", 2,
         "content_changed"),
        ("UPDATE audit_entry SET hash = '{elsewhere}' WHERE sequence = 3", 3, "content_changed"),
        ("UPDATE audit_entry SET actor = 'person:7' WHERE sequence = 4", 4, "columns_differ"),
        ("UPDATE audit_entry SET event = 'x:y' WHERE sequence = 4", 4, "columns_differ"),
        ("UPDATE audit_entry SET instance_id = 9 WHERE sequence = 4", 4, "columns_differ"),
        ("UPDATE audit_entry SET nomination_id = 9 WHERE sequence = 5", 5, "columns_differ"),
        ("UPDATE audit_entry SET at = '2025-12-01 00:00:00' WHERE sequence = 1", 1,
         "columns_differ"),
        ("DELETE FROM audit_entry WHERE sequence = 1", 1, "entry_missing"),
        ("DELETE FROM audit_entry WHERE sequence = 3", 3, "entry_missing"),
        ("DELETE FROM audit_entry WHERE sequence = 5", 4, "head_differs"),
        ("UPDATE audit_entry SET sequence = 9 WHERE sequence = 2", 2, "entry_missing"),
        ("UPDATE audit_head SET sequence = 4", 5, "head_differs"),
        ("UPDATE audit_head SET hash = '{elsewhere}'", 5, "head_differs"),
        ("DELETE FROM audit_head", 5, "head_differs"),
        ("UPDATE audit_value SET value = '{{\"value\": \"ai đó\"}}' WHERE name = 'name'", 1,
         "value_changed"),
        ("UPDATE audit_value SET salt = '00' WHERE sequence = 3 AND name = 'votes'", 3,
         "value_changed"),
        ("UPDATE audit_value SET salt = 'no salt' WHERE sequence = 3 AND name = 'votes'", 3,
         "value_changed"),
        ("UPDATE audit_value SET value = '[]' WHERE sequence = 3 AND name = 'votes'", 3,
         "value_changed"),
        ("UPDATE audit_value SET name = 'other' WHERE sequence = 3 AND name = 'votes'", 3,
         "value_unknown"),
    ],
)  # fmt: skip
def test_a_change_behind_its_back_is_named(ledger, database, attack, sequence, reason):
    tamper(database, attack.format(elsewhere=ELSEWHERE))

    assert verified(ledger).broken == Broken(sequence, f"audit.{reason}")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("UPDATE audit_entry SET at = 'yesterday' WHERE sequence = 2", "columns_differ"),
        ("UPDATE audit_entry SET body = CAST(x'7bff7d' AS TEXT) WHERE sequence = 2",
         "content_changed"),
        ("UPDATE audit_value SET value = '{\"val' WHERE sequence = 2 AND name = 'name'",
         "value_changed"),
    ],
)  # fmt: skip
def test_bytes_that_mean_nothing_any_more_are_named(ledger, database, attack, reason):
    tamper(database, attack)

    assert verified(ledger).broken == Broken(2, f"audit.{reason}")


def test_a_forged_entry_does_not_fit_what_follows(ledger, database):
    forged = seal(
        Occurrence(Event.CAMPAIGN_CHANGED, detail={"number": 2}),
        actor="person:7",
        at=ledger.now(),
        after=Link(1, hash_of(ledger, 1)),
    )
    tamper(database, "DELETE FROM audit_value WHERE sequence = 2")
    tamper(
        database,
        "UPDATE audit_entry SET body = :body, hash = :hash, actor = 'person:7', at = :at"
        " WHERE sequence = 2",
        body=forged.body,
        hash=forged.link.hash,
        at="2025-12-04 01:05:00" + ("" if database.dialect.name == "sqlite" else "+00"),
    )

    assert verified(ledger).broken == Broken(3, "audit.not_following")


def hash_of(units_of_work, sequence):
    with units_of_work.read() as session:
        statement = text("SELECT hash FROM audit_entry WHERE sequence = :sequence")
        return session.scalar(statement, {"sequence": sequence})


def test_a_value_can_be_erased_and_the_ledger_still_holds(ledger, database):
    tamper(database, "DELETE FROM audit_value WHERE sequence = 2")

    assert verified(ledger).verified


def test_more_entries_than_are_read_at_once_hold(ledger, monkeypatch):
    monkeypatch.setattr("service.audit.verify._AT_ONCE", 2)

    assert verified(ledger).entries == 5


def test_a_recorded_document_holds(units_of_work, instance):
    assert verified(units_of_work).verified


def test_the_newest_record_of_a_document_counts(units_of_work, instance):
    with units_of_work.open(Actor.clock()) as uow:
        uow.session.get_one(ProcessInstance, instance.id).document = b"further on"
        record_document(uow, instance, b"further on")

    assert verified(units_of_work).verified


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("UPDATE process_instance SET document = :document", "document_changed"),
        ("DELETE FROM process_instance WHERE document <> :document", "document_missing"),
    ],
)
def test_a_process_that_was_moved_by_hand_is_named(
    units_of_work, database, instance, attack, reason
):
    tamper(database, attack, document=b"where somebody wants it")

    assert verified(units_of_work).broken == Broken(1, f"audit.{reason}")


def test_a_process_nobody_recorded_is_noticed(units_of_work, database, instance):
    tamper(
        database,
        "INSERT INTO process_instance (id, definition_id, deployment_id, process_key,"
        " business_key, campaign_id, status, revision, document, started_at)"
        " SELECT 99, definition_id, deployment_id, process_key, 'smuggled', campaign_id,"
        " status, revision, document, started_at FROM process_instance",
    )

    assert verified(units_of_work).broken == Broken(1, "audit.document_unrecorded")
