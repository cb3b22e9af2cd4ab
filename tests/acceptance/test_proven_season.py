"""The 2025 campaign, proven to somebody who has neither this software nor trust in it."""

import importlib.util
import json
import random
from contextlib import closing

import pytest
from sqlalchemy import select

from service.audit.export import Part, export_ledger
from service.audit.keys import SigningKey
from service.audit.outside import VERIFIER
from service.db.database import open_database
from service.models import ProcessInstance
from service.operations.checkpoints import make_checkpoint
from service.rehearsal import rehearse
from service.unit_of_work import Actor, UnitsOfWork


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return SigningKey.of(tmp_path_factory.mktemp("key") / "ledger-key.pem")


@pytest.fixture(scope="module")
def exports(tmp_path_factory, key):
    """The whole ledger under None, and what is of each case under its number."""
    url = f"sqlite:///{tmp_path_factory.mktemp('proven')}/season.db"
    rehearse("2025", url, json_path=None)
    with closing(_Opened(url)) as opened, opened.units_of_work.open(Actor.system()) as uow:
        checkpoint = make_checkpoint(uow, key)
        cases = uow.session.scalars(select(ProcessInstance.id)).all()
        parts = {None: None} | {case: Part.of_case(case) for case in cases}
        return {
            case: export_ledger(uow.session, key, checkpoint, part) for case, part in parts.items()
        }


class _Opened:
    def __init__(self, url):
        self.database = open_database(url)
        self.units_of_work = UnitsOfWork(self.database)

    def close(self):
        self.database.dispose()


@pytest.fixture(scope="module")
def verifier():
    spec = importlib.util.spec_from_file_location("verifier_of_seasons", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_ledger_and_every_case_of_the_season_hold(exports, verifier, key):
    said = [verifier.verify(one, key.fingerprint, [])[1] for one in exports.values()]

    assert len(said) > 70
    assert all("none changed" in one for one in said)


def test_a_vote_of_nobody_leaves_the_house_with_a_case(exports):
    assert not [case for case, content in exports.items() if b'"choice"' in content]


def test_the_whole_ledger_leaves_without_a_value(exports):
    lines = map(json.loads, exports[None].splitlines())

    assert not [one for one in lines if "values" in one]


def test_one_byte_changed_anywhere_in_a_case_is_found(exports, verifier, key):
    chance = random.Random(2025)

    for _ in range(500):
        content = exports[chance.choice([case for case in exports if case is not None])]
        place = chance.randrange(len(content))
        other = bytes([(content[place] + chance.randrange(1, 256)) % 256])
        with pytest.raises(verifier.Broken):
            verifier.verify(content[:place] + other + content[place + 1 :], key.fingerprint, [])
