"""A campaign that is over, taken away by its auditor and verified where nothing of ours is."""

import importlib.util
import json
import random
from contextlib import closing

import pytest
from sqlalchemy import select

from service.app import create_app, open_service
from service.audit.keys import SigningKey
from service.audit.outside import VERIFIER
from service.config import Config
from service.edge.packs import packer
from service.models import Group, Membership, Nomination, ProcessInstance
from service.queries.pack_scopes import scope_of_campaign, scope_of_case
from service.rehearsal import rehearse
from service.unit_of_work import Actor
from tests.support.databases import BACKENDS
from tests.support.inspecting import (
    files_in,
    flipped,
    flipped_in,
    flips,
    verified_alone,
    with_files,
)

CODE = "canh-so"


class Finished:
    """A season that was played, its auditor, and what a pack of it is signed with."""

    def __init__(self, url, folder):
        self._config = Config(database_url=url, secret_file=folder / "secret")
        self.key = SigningKey.of(self._config.ledger_key_file)
        with (
            closing(open_service(self._config)) as service,
            service.units_of_work.read() as session,
        ):
            is_auditor = Membership.group == Group.AUDITOR
            self.auditor = session.scalars(select(Membership.person_id).where(is_auditor)).one()
            self.nominations = session.scalars(
                select(ProcessInstance).where(ProcessInstance.process_key == "nomination")
            ).all()
            self.nominees = dict(session.execute(select(Nomination.id, Nomination.nominee)).all())

    def takes(self, find):
        """Have the auditor take a pack."""
        with (
            closing(open_service(self._config)) as service,
            create_app(self._config, service=service).app_context(),
        ):
            return packer().take(Actor.person(self.auditor), find).content


@pytest.fixture(scope="module", params=BACKENDS)
def finished(request, databases, tmp_path_factory):
    with databases.empty(request.param) as url:
        rehearse("edges-own", url)
        yield Finished(url, tmp_path_factory.mktemp("finished"))


@pytest.fixture(scope="module")
def pack(finished):
    return finished.takes(lambda session: scope_of_campaign(session, CODE))


@pytest.fixture(scope="module")
def verifier():
    spec = importlib.util.spec_from_file_location("verifier_of_packs", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def judge(verifier, finished):
    """What the verifier says in English, and nothing where everything holds."""

    def judge(content):
        try:
            verifier.verify(content, finished.key.fingerprint, [])
        except verifier.Broken as broken:
            return broken.args[1]
        return None

    return judge


def test_a_pack_of_the_campaign_is_verified_where_nothing_of_ours_is(finished, pack, tmp_path):
    file = tmp_path / "pack.zip"
    file.write_bytes(pack)

    code, said = verified_alone(file, "--fingerprint", finished.key.fingerprint)

    assert (code, "không mục nào bị sửa" in said) == (0, True)
    assert verified_alone(file)[0] == 2
    assert verified_alone(file, "--fingerprint", "00" * 32)[0] == 1


def test_a_campaign_that_says_no_more_is_packed_into_the_same_bytes(finished, pack):
    assert finished.takes(lambda session: scope_of_campaign(session, CODE)) == pack


def test_one_byte_changed_in_any_file_is_found_and_the_file_named(pack, judge):
    said = {name: judge(flipped_in(pack, name)) for name in files_in(pack)}

    assert said == {name: f"{name} was changed after it was signed." for name in said}


def test_one_byte_changed_anywhere_is_found(pack, judge, printed):
    seed = random.randrange(1 << 30)
    printed(f"bytes of a pack changed by seed {seed}")

    missed = [one for one in flips(pack, 200, seed) if judge(flipped(pack, *one)) is None]

    assert missed == []


def test_every_byte_of_the_signatures_counts(pack, judge):
    """Even where the capital letter stands for the same number."""
    letters = [one for one in range(pack.rindex(b"{"), len(pack)) if pack[one : one + 1].isalpha()]

    assert [one for one in letters if judge(flipped(pack, one, 256 - 32)) is None] == []


def test_a_file_put_in_the_place_of_another_is_named(pack, judge):
    changed = files_in(pack)["report.html"].replace(b"2026", b"2025", 1)

    said = judge(with_files(pack, **{"report.html": changed}))

    assert said == "report.html was changed after it was signed."


def test_the_parts_an_inspector_asks_for_are_in_it(pack):
    files = files_in(pack)
    told = json.loads(files["timeline.json"])

    assert {"manifest.json", "ledger.jsonl", "report.html", "verify.py"} <= set(files)
    assert files["verify.py"] == VERIFIER.read_bytes()
    assert "definitions/nomination-v1.bpmn" in files
    assert "definitions/eligibility-v1.dmn" in files
    assert "definitions/prepare_dossier-v1.form" in files
    assert "calendars/1.json" in files
    assert {"task:completed", "instance:advanced"} & {one["event"] for one in told}
    assert all(one["who"] for one in told if one["actor"].startswith("person:"))
    assert "Diễn biến" in files["report.html"].decode()
    assert "Kiểm tra điều kiện, tiêu chuẩn" in files["report.html"].decode()
    assert '<span class="en" lang="en">Timeline</span>' in files["report.html"].decode()


def test_votes_leave_the_house_as_counts_only(pack):
    files = files_in(pack)

    assert [one["verdict"] for one in json.loads(files["tallies.json"])] == ["passed", "passed"]
    told = {name: one for name, one in files.items() if not name.startswith("definitions/")}
    del told["verify.py"]
    assert [name for name, one in told.items() if b'"choice"' in one or b"password" in one] == []


def test_a_pack_of_one_nomination_tells_nothing_of_another(finished):
    assert len(finished.nominations) == 2
    for case in finished.nominations:
        pack = finished.takes(lambda session, case=case: scope_of_case(session, case.id))
        others = {name for one, name in finished.nominees.items() if one != case.nomination_id}
        text = b"".join(files_in(pack).values()).decode()

        assert finished.nominees[case.nomination_id] in text
        assert [name for name in others if name in text] == []
