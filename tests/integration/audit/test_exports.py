import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path

import cryptography
import pytest
from sqlalchemy import text

from service.audit.events import Event
from service.audit.export import Part, export_ledger
from service.audit.keys import SigningKey
from service.audit.outside import VERIFIER
from service.operations.checkpoints import make_checkpoint
from service.unit_of_work import Actor
from tests.support.tampering import tamper

CASE = 7


@pytest.fixture(scope="module")
def verifier():
    spec = importlib.util.spec_from_file_location("outside_verifier", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def key(tmp_path):
    return SigningKey.of(tmp_path / "ledger-key.pem")


@pytest.fixture
def write(units_of_work):
    def write(times=1):
        with units_of_work.open(Actor.system()) as uow:
            for number in range(times):
                votes = {"HS-1": {"choice": "yes"}} if number == 2 else {"yes": 4}
                uow.record(
                    Event.TASK_COMPLETED,
                    instance_id=CASE if number % 2 == 0 else None,
                    detail={"number": number},
                    values={"text": f"Người thứ {number}", "answers": votes},
                )

    return write


@pytest.fixture
def sign(units_of_work, key):
    def sign():
        with units_of_work.open(Actor.system()) as uow:
            return make_checkpoint(uow, key)

    return sign


@pytest.fixture
def export(units_of_work, key):
    def export(case=None):
        with units_of_work.open(Actor.system()) as uow:
            part = Part.of_case(case) if case is not None else None
            return export_ledger(uow.session, key, make_checkpoint(uow, key), part)

    return export


@pytest.fixture
def signed_six(write, sign):
    write(times=6)
    return sign()


@pytest.fixture
def written_out(units_of_work, key):
    """The ledger as it stands, whatever was done to it since it was signed."""

    def written_out(checkpoint):
        with units_of_work.read() as session:
            return export_ledger(session, key, checkpoint)

    return written_out


@pytest.fixture
def judge(verifier, key):
    """What the verifier says in English, and nothing where everything holds."""

    def judge(content, *outside):
        try:
            verifier.verify(content, key.fingerprint, [one.text for one in outside])
        except (verifier.Broken, verifier.Unknown) as found:
            return found.args[1]
        return None

    return judge


@pytest.mark.parametrize("case", [None, CASE])
def test_an_honest_export_holds_and_is_the_same_twice(write, sign, export, judge, case):
    write(times=5)
    early = sign()
    write(times=6)

    first = export(case)

    assert first == export(case)
    assert judge(first) is None
    assert judge(first, early) is None


def test_the_verifier_runs_alone_with_nothing_but_its_one_library(write, export, key, tmp_path):
    write(times=3)
    (tmp_path / "ledger.jsonl").write_bytes(export())
    library = Path(cryptography.__file__).parents[1]
    start = (
        f"import sys, runpy; sys.path.append({str(library)!r});"
        f"sys.argv[1:1] = ['ledger.jsonl', '--fingerprint', {key.fingerprint!r}];"
        f"runpy.run_path({str(VERIFIER)!r}, run_name='__main__')"
    )

    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", start], cwd=tmp_path, capture_output=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "3 mục, không mục nào bị sửa" in ran.stdout.decode()
    assert "import service" not in VERIFIER.read_text()


@pytest.mark.parametrize("case", [None, CASE])
def test_one_byte_changed_anywhere_is_found(write, sign, export, judge, case):
    write(times=5)
    sign()
    write(times=4)
    content = export(case)
    chance = random.Random(2025)

    for _ in range(120):
        place = chance.randrange(len(content))
        other = chance.choice([one for one in range(256) if one != content[place]])
        changed = content[:place] + bytes([other]) + content[place + 1 :]
        assert judge(changed) is not None, (place, content[place], other)


def test_a_signature_in_capital_letters_is_a_changed_one(write, export, judge):
    write()
    content = export()
    signature = json.loads(content.splitlines()[-1])["signature"].encode()

    assert judge(content.replace(signature, signature.upper())) is not None


def test_votes_and_digests_of_rows_stay_in_the_house(write, export):
    write(times=5)

    assert b'"choice"' not in export(CASE)
    assert "Người thứ 4".encode() in export(CASE)
    assert "Người thứ".encode() not in export()


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("UPDATE audit_entry SET body = replace(body, 'task', 'tusk') WHERE sequence = 2",
         "Entry 2 has content that was changed."),
        ("DELETE FROM audit_entry WHERE sequence = 3", "Entry 3 is missing."),
        ("UPDATE audit_entry SET sequence = 99 WHERE sequence = 4", "Entry 4 is missing."),
        ("DELETE FROM audit_entry WHERE sequence > 4", "Entry 5 is missing."),
    ],
)  # fmt: skip
def test_what_was_done_to_the_database_is_named(
    database, signed_six, written_out, judge, attack, said
):
    tamper(database, attack)

    assert judge(written_out(signed_six)) == said


def test_a_value_changed_in_the_database_is_named_in_the_export_of_its_case(
    database, write, export, judge
):
    write(times=5)

    tamper(database, "UPDATE audit_value SET salt = '00' WHERE sequence = 5 AND name = 'text'")

    assert judge(export(CASE)) == "Entry 5 has a value, “text”, that was changed."


def test_a_ledger_cut_short_and_signed_again_is_found_from_outside(
    database, write, sign, export, judge
):
    write(times=6)
    outside = sign()
    with database.connect() as connection:
        query = "SELECT hash FROM audit_entry WHERE sequence = 4"
        fourth = connection.execute(text(query)).scalar_one()

    tamper(database, "DELETE FROM audit_checkpoint")
    tamper(database, "DELETE FROM audit_value WHERE sequence > 4")
    tamper(database, "DELETE FROM audit_entry WHERE sequence > 4")
    tamper(database, f"UPDATE audit_head SET sequence = 4, hash = '{fourth}'")
    cut = export()
    write(times=5)
    grown = export()

    assert judge(cut) is None
    assert judge(cut, outside) == "Entry 5 is missing."
    assert judge(grown, outside) == "From entry 1 on, the ledger is not the one that was signed."
    assert "says nothing of the checkpoint" in judge(export(CASE), outside)


def test_without_a_fingerprint_nothing_is_said_to_be_proven(verifier, write, export, tmp_path):
    write()
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(export())

    assert verifier.main([str(file)]) == 2
    assert verifier.main([str(file), "--fingerprint", "00" * 32]) == 1
    assert verifier.main([str(tmp_path / "nothing"), "--fingerprint", "00" * 32]) == 2
